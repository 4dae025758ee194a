package dev.guildhall.platform.id;

import java.math.BigInteger;
import java.util.UUID;

/**
 * The text form of ids: a prefix, an underscore, 26 characters of Crockford's base 32 in lower
 * case.
 */
public final class IdText {

  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;
  private static final BigInteger LOW_64_BITS =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private IdText() {}

  /** The text of {@code value} under {@code prefix}. */
  public static String print(String prefix, UUID value) {
    var text = new char[LENGTH];
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (low & 31));
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return prefix + '_' + new String(text);
  }

  /**
   * The UUID behind {@code text}.
   *
   * @throws IllegalArgumentException when the prefix is another one or the rest is not an id
   */
  public static UUID parse(String prefix, String text) {
    if (text.length() != prefix.length() + 1 + LENGTH
        || !text.startsWith(prefix)
        || text.charAt(prefix.length()) != '_') {
      throw new IllegalArgumentException("not a " + prefix + "_ id: " + shortened(text));
    }
    var value = BigInteger.ZERO;
    for (int i = prefix.length() + 1; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not a " + prefix + "_ id: " + shortened(text));
      }
      value = value.shiftLeft(5).or(BigInteger.valueOf(digit));
    }
    if (value.bitLength() > 128) {
      throw new IllegalArgumentException("not a " + prefix + "_ id: " + shortened(text));
    }
    return new UUID(value.shiftRight(64).longValue(), value.and(LOW_64_BITS).longValue());
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
