package dev.guildhall.platform.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An amount of money: {@code micros} millionths of one unit of {@code currency} (ISO 4217), so USD
 * 0.25 is 250,000. Negative amounts exist only as differences. Arithmetic is exact or throws {@link
 * ArithmeticException}.
 *
 * <p>On the wire: {@code {"amount": "0.25", "currency": "USD"}}.
 */
public record Money(long micros, String currency) {

  private static final long MICROS_PER_UNIT = 1_000_000;
  // Checked before BigDecimal sees the text: a short exponent form can cost seconds of CPU.
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,12})(\\.\\d{1,6})?");

  /**
   * What some country uses today, which leaves out retired currencies, metals, funds and test
   * codes. Only what comes in is held to it: amounts that are stored outlive their currency.
   */
  private static final Set<String> IN_USE =
      Stream.of(Locale.getISOCountries())
          .map(country -> Currency.getInstance(Locale.of("", country)))
          .filter(Objects::nonNull)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  public Money {
    if (!known(currency)) {
      throw new IllegalArgumentException(currency + " is not a currency of ISO 4217");
    }
  }

  public static Money zero(String currency) {
    return new Money(0, currency);
  }

  /**
   * Reads what somebody wrote: a decimal such as {@code 0.25}, in a currency that is in use.
   *
   * @throws IllegalArgumentException for any other form, or another currency
   */
  @JsonCreator
  public static Money parse(
      @JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
    if (!DECIMAL.matcher(amount).matches()) {
      throw new IllegalArgumentException("an amount is a decimal with at most six places");
    }
    if (!IN_USE.contains(currency)) {
      throw new IllegalArgumentException(currency + " is not a currency that people are paid in");
    }
    return new Money(new BigDecimal(amount).movePointRight(6).longValueExact(), currency);
  }

  /**
   * The decimal form, with at least the currency's own decimal places: {@code 0.25}, {@code 12.00}.
   */
  @JsonProperty("amount")
  public String amount() {
    int places = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    var exact = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return exact.setScale(Math.max(places, exact.scale())).toPlainString();
  }

  @Override
  @JsonProperty("currency")
  public String currency() {
    return currency;
  }

  @Override
  @com.fasterxml.jackson.annotation.JsonIgnore
  public long micros() {
    return micros;
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(micros, sameCurrency(other).micros), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(micros, sameCurrency(other).micros), currency);
  }

  public Money times(long factor) {
    return new Money(Math.multiplyExact(micros, factor), currency);
  }

  /** What this amount per {@code seconds} comes to in an hour, rounded down to the micro. */
  public Money perHour(double seconds) {
    return new Money((long) (micros * 3600.0 / seconds), currency);
  }

  public static long microsPerUnit() {
    return MICROS_PER_UNIT;
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "cannot add " + other.currency + " to " + currency + ": currencies never mix");
    }
    return other;
  }

  private static boolean known(String currency) {
    try {
      return Currency.getInstance(currency).getDefaultFractionDigits() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
