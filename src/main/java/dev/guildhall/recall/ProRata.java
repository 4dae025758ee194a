package dev.guildhall.recall;

import dev.guildhall.platform.money.Money;
import java.math.BigInteger;

/**
 * What work that is called back is paid: the part of the price that the time spent is of the task's
 * estimate, {@code price × min(spent, estimate) ÷ estimate}, rounded up to the next micro; at least
 * a tenth of the price, for having taken it on; never more than the price.
 */
final class ProRata {

  /** Names this rule and its version, for the record. */
  static final String RULE = "pro_rata/1";

  private static final int LEAST_PART = 10;

  private ProRata() {}

  /**
   * @param seconds spent, 0 or more
   * @param estimateSeconds that the price is for, 1 or more
   */
  static Money pay(Money price, int seconds, int estimateSeconds) {
    long spent = Math.clamp((long) seconds, 0L, (long) estimateSeconds);
    long share = part(price.micros(), spent, estimateSeconds);
    long least = part(price.micros(), 1, LEAST_PART);
    return new Money(Math.max(share, least), price.currency());
  }

  /** {@code micros × of ÷ all}, rounded up. */
  private static long part(long micros, long of, long all) {
    var divided =
        BigInteger.valueOf(micros)
            .multiply(BigInteger.valueOf(of))
            .add(BigInteger.valueOf(all - 1))
            .divide(BigInteger.valueOf(all));
    return divided.longValueExact();
  }
}
