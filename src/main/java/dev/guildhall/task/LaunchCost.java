package dev.guildhall.task;

import dev.guildhall.platform.money.Money;
import java.math.BigInteger;

/**
 * What a project still costs: every open slot is one submission, and of a thousand claims {@code
 * goldPermille} get a gold task, which is paid alike. So {@code n} open slots bring along {@code
 * ceil(n × g ÷ (1000 − g))} gold answers, if there is any gold.
 */
final class LaunchCost {

  /** Far above any wallet, and far below where sums of money overflow. */
  private static final long MOST = Long.MAX_VALUE / 4;

  private LaunchCost() {}

  /** How many gold answers come with {@code openSlots} others, on average, rounded up. */
  static long goldAnswers(long openSlots, int goldPermille) {
    long rest = 1_000L - goldPermille;
    return (openSlots * goldPermille + rest - 1) / rest;
  }

  /** The price of everything that is still open. */
  static Money of(TaskCounts counts, int goldPermille, Money price) {
    long gold = counts.gold() == 0 ? 0 : goldAnswers(counts.openSlots(), goldPermille);
    var micros =
        BigInteger.valueOf(price.micros())
            .multiply(BigInteger.valueOf(counts.openSlots() + gold))
            .min(BigInteger.valueOf(MOST));
    return new Money(micros.longValueExact(), price.currency());
  }
}
