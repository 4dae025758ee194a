package dev.guildhall.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProRataTest {

  @ParameterizedTest
  @CsvSource({
    "300000, 120, 300, 120000",
    "300000, 300, 300, 300000",
    "300000, 9000, 300, 300000",
    // At least a tenth, and rounded up.
    "300000, 0, 300, 30000",
    "300000, 29, 300, 30000",
    "1, 0, 300, 1",
    "100, 1, 3, 34",
    "9, 0, 5, 1"
  })
  void timeIsPaidByItsPartOfTheEstimate(long price, int seconds, int estimate, long pay) {
    assertThat(ProRata.pay(new Money(price, "USD"), seconds, estimate))
        .isEqualTo(new Money(pay, "USD"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_130, -7_046_029_254_386_353_131L})
  void payIsWithinThePriceGrowsWithTimeAndIsExactToTheMicro(long seed) {
    var random = new Random(seed);
    for (int n = 0; n < 2_000; n++) {
      var price = new Money(1 + random.nextLong(Long.MAX_VALUE >> random.nextInt(2, 62)), "USD");
      int estimate = 5 + random.nextInt(86_396);
      int some = random.nextInt(2 * estimate);
      int more = some + random.nextInt(estimate);

      long pay = ProRata.pay(price, some, estimate).micros();

      assertThat(pay).isBetween(0L, price.micros());
      assertThat(pay).isLessThanOrEqualTo(ProRata.pay(price, more, estimate).micros());
      assertThat(ProRata.pay(price, estimate, estimate)).isEqualTo(price);
      assertThat(pay).isEqualTo(exact(price.micros(), some, estimate));
    }
  }

  /** The rule as the contract words it, in decimal arithmetic. */
  private static long exact(long price, int seconds, int estimate) {
    var all = BigDecimal.valueOf(price);
    var share =
        all.multiply(BigDecimal.valueOf(Math.min(seconds, estimate)))
            .divide(BigDecimal.valueOf(estimate), 0, RoundingMode.CEILING);
    var least = all.divide(BigDecimal.TEN, 0, RoundingMode.CEILING);
    return share.max(least).longValueExact();
  }

  @Test
  void whatSaysMoreOfTheTimeCounts() {
    assertThat(spent(null, 40, 30, true, 60)).isEqualTo("40 HEARTBEAT");
    assertThat(spent(null, 40, null, false, 60)).isEqualTo("40 HEARTBEAT");
    assertThat(spent(null, null, 50, true, 60)).isEqualTo("50 DRAFT");
    assertThat(spent(null, null, 50, false, 60)).isEqualTo("50 DRAFT");
    assertThat(spent(null, null, null, false, 60)).isEqualTo("60 LEASE");
  }

  @Test
  void whatWasWrittenAfterTheLastBeatCountsAsWell() {
    assertThat(spent(null, 0, 15, true, 18)).isEqualTo("15 DRAFT");
    assertThat(spent(100, 0, 15, true, 18)).isEqualTo("115 DRAFT");
    assertThat(spent(100, 10, 15, false, 18)).isEqualTo("110 HEARTBEAT");
  }

  @Test
  void whatWasSentBeforeCountsAndWaitingForARevisionDoesNot() {
    assertThat(spent(100, 40, 30, true, 60)).isEqualTo("140 HEARTBEAT");
    assertThat(spent(100, null, 50, true, 60)).isEqualTo("150 DRAFT");
    assertThat(spent(100, null, 50, false, 60)).isEqualTo("100 SUBMISSION");
    assertThat(spent(100, null, null, false, 80_000)).isEqualTo("100 SUBMISSION");
    assertThat(spent(Integer.MAX_VALUE, 40, null, false, 60)).endsWith(" HEARTBEAT");
  }

  private static String spent(
      Integer sent, Integer beaten, Integer drafted, boolean ofThisLease, int held) {
    var spent = Spent.of(new Spent.Known(null, sent, beaten, drafted, ofThisLease, held));
    return spent.seconds() + " " + spent.evidence();
  }
}
