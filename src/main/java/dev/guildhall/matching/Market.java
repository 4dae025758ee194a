package dev.guildhall.matching;

import dev.guildhall.platform.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the live pools pay by their estimates: by currency, the median per hour. */
final class Market {

  private final Map<String, Money> medians = new HashMap<>();

  Market(Collection<Pool> pools) {
    var byCurrency = new HashMap<String, List<Money>>();
    for (Pool pool : pools) {
      var pay = pool.payPerHour();
      byCurrency.computeIfAbsent(pay.currency(), _ -> new ArrayList<>()).add(pay);
    }
    byCurrency.forEach(
        (currency, pays) -> {
          pays.sort(Comparator.comparingLong(Money::micros));
          medians.put(currency, pays.get(pays.size() / 2));
        });
  }

  Optional<Money> perHour(String currency) {
    return Optional.ofNullable(medians.get(currency));
  }
}
