package dev.guildhall.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.delivery.KrippendorffAlpha.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KrippendorffAlphaTest {

  /** The four observers and twelve units of Krippendorff 2011, part C; a dot is a missing value. */
  private static final List<String> OBSERVERS =
      List.of("123321412...", "1233224125.3", ".3332342251.", "12332441251.");

  @Test
  void thePublishedExampleWithMissingValuesGivesItsPublishedAlpha() {
    var alpha = KrippendorffAlpha.of(units(OBSERVERS));

    assertThat(alpha).isPresent();
    assertThat(alpha.getAsDouble()).isCloseTo(0.743, within(0.0005));
  }

  @Test
  void thePublishedExampleOfTwoObserversOnBinaryDataGivesItsPublishedAlpha() {
    var alpha = KrippendorffAlpha.of(units(List.of("0100000000", "1110010100")));

    assertThat(alpha.getAsDouble()).isCloseTo(0.095, within(0.0005));
  }

  @Test
  void onTwoValuesWithEqualSharesAlphaHasItsClosedForm() {
    // 30 agree on a, 30 on b, 40 split: o = 80, e = (200² − 2·100²) / 199.
    var votes = List.of(votes(30, "a", 2), votes(30, "b", 2), split(40));

    assertThat(KrippendorffAlpha.of(votes).getAsDouble())
        .isCloseTo(1 - 80 * 199 / 20_000.0, within(1e-12));
  }

  @Test
  void fullAgreementIsOneAndOneVoteEachIsNothing() {
    assertThat(KrippendorffAlpha.of(List.of(votes(5, "a", 3), votes(5, "b", 3)))).hasValue(1);
    assertThat(KrippendorffAlpha.of(List.of(votes(5, "a", 3)))).hasValue(1);
    assertThat(KrippendorffAlpha.of(List.of(votes(5, "a", 1), votes(3, "b", 1)))).isEmpty();
  }

  @Test
  void unitsWithTheSameCountsMayComeTogether() {
    var apart = new ArrayList<Votes>();
    for (int i = 0; i < 7; i++) {
      apart.add(new Votes(Map.of("a", 2L, "b", 1L), 1));
    }
    apart.add(votes(1, "b", 3));

    assertThat(
            KrippendorffAlpha.of(List.of(new Votes(Map.of("a", 2L, "b", 1L), 7), votes(1, "b", 3))))
        .isEqualTo(KrippendorffAlpha.of(apart));
  }

  private static Votes votes(long units, String value, long count) {
    return new Votes(Map.of(value, count), units);
  }

  private static Votes split(long units) {
    return new Votes(Map.of("a", 1L, "b", 1L), units);
  }

  private static List<Votes> units(List<String> observers) {
    var units = new ArrayList<Votes>();
    for (int unit = 0; unit < observers.getFirst().length(); unit++) {
      var counts = new TreeMap<String, Long>();
      for (String observer : observers) {
        if (observer.charAt(unit) != '.') {
          counts.merge(observer.substring(unit, unit + 1), 1L, Long::sum);
        }
      }
      units.add(new Votes(counts, 1));
    }
    return units;
  }
}
