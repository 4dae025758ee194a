package dev.guildhall.task;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.money.Money;
import java.math.BigInteger;

/**
 * What a project still costs: every open slot is one submission, and of a thousand claims {@code
 * goldPermille} get a gold task, which is paid alike. So {@code n} open slots bring along {@code
 * ceil(n × g ÷ (1000 − g))} gold answers, if there is any gold.
 */
final class LaunchCost {

  /** Far above any wallet, and far below where sums of money overflow. */
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE / 4);

  private LaunchCost() {}

  /** How many gold answers come with {@code openSlots} others, on average, rounded up. */
  private static long goldAnswers(long openSlots, int goldPermille) {
    long rest = 1_000L - goldPermille;
    return (openSlots * goldPermille + rest - 1) / rest;
  }

  /** How many submissions are still open, the gold answers that come along among them. */
  static long submissions(TaskCounts counts, int goldPermille) {
    long gold = counts.gold() == 0 ? 0 : goldAnswers(counts.openSlots(), goldPermille);
    return counts.openSlots() + gold;
  }

  /**
   * The price of everything that is still open.
   *
   * @throws Refusal.Conflict {@code amount_too_large} when no account can hold that much
   */
  static Money of(TaskCounts counts, int goldPermille, Money price) {
    var micros =
        BigInteger.valueOf(price.micros())
            .multiply(BigInteger.valueOf(submissions(counts, goldPermille)));
    if (micros.compareTo(MOST) > 0) {
      throw new Refusal.Conflict(ErrorCode.AMOUNT_TOO_LARGE);
    }
    return new Money(micros.longValueExact(), price.currency());
  }
}
