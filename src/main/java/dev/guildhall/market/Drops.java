package dev.guildhall.market;

import dev.guildhall.platform.money.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws batches until there is as much work as the setting's load says: sizes with a heavy tail
 * from a thousand tasks, pay around ten dollars an hour, and work that only experts can do, which
 * pays more, for as much of the experts' time.
 */
final class Drops {

  private static final double HOUR = 3_600_000;
  // Work that drops in the last part could not be finished whatever is done.
  private static final double LAST_DROP = 0.85;
  private static final double TAIL = 1.3;

  private final long seed;
  private final MarketSetting setting;

  Drops(long seed, MarketSetting setting) {
    this.seed = seed;
    this.setting = setting;
  }

  List<Batch> draw(List<Persona> people) {
    var batches = new ArrayList<Batch>();
    fill(batches, hours(people, false), false);
    fill(batches, hours(people, true), true);
    batches.sort(Comparator.comparingLong(Batch::at).thenComparing(Batch::number));
    return batches;
  }

  private double hours(List<Persona> people, boolean onlyExperts) {
    return setting.load()
        * people.stream()
            .filter(person -> !onlyExperts || person.isExpert())
            .flatMap(person -> person.sessions().stream())
            .mapToDouble(session -> (session.to() - session.from()) / HOUR)
            .sum();
  }

  private void fill(List<Batch> batches, double wantedHours, boolean isRare) {
    double hours = 0;
    while (hours < wantedHours) {
      var batch = batch(batches.size(), (wantedHours - hours), isRare);
      hours += batch.slots() * (double) batch.estimateSeconds() / 3600;
      batches.add(batch);
    }
  }

  private Batch batch(int number, double hoursLeft, boolean isRare) {
    var chance = Chance.of(seed, 2, number);
    long at = (long) (chance.share() * LAST_DROP * setting.days() * 24 * HOUR);
    int domain = chance.below(MarketSetting.DOMAINS);
    int seconds = (int) chance.spread(10, 120);
    int overlap = chance.happens(0.85) ? 1 : 3;
    double smallest = isRare ? setting.smallestBatch() / 10.0 : setting.smallestBatch();
    double drawn = smallest * Math.pow(1 - chance.share(), -1 / TAIL);
    double left = hoursLeft * 3600 / seconds / overlap;
    int tasks = (int) Math.clamp(Math.min(drawn, left), 20, setting.largestBatch());
    double perHour = chance.around(isRare ? 18 : 10, 0.35);
    long micros = Math.max(1_000, Math.round(perHour * seconds / 3600 * 1000) * 1000);
    return new Batch(number, at, domain, tasks, overlap, seconds, new Money(micros, "USD"), isRare);
  }
}
