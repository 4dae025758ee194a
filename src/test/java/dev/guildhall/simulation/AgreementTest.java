package dev.guildhall.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgreementTest {

  /**
   * Example C of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": nominal alpha
   * 0.743.
   */
  @Test
  void fourObserversWithMissingDataAgreeAsPublished() {
    String[] observers = {"123321412...", "1233224125.3", ".333234225" + "1.", "1233244125" + "1."};
    var units = new ArrayList<Map<String, Integer>>();
    for (int unit = 0; unit < 12; unit++) {
      var counts = new TreeMap<String, Integer>();
      for (String observer : observers) {
        if (observer.charAt(unit) != '.') {
          counts.merge(String.valueOf(observer.charAt(unit)), 1, Integer::sum);
        }
      }
      units.add(counts);
    }

    assertThat(Agreement.alpha(units).orElseThrow()).isCloseTo(0.743, within(0.0005));
  }

  @Test
  void alphaIsNotDefinedWhereNothingVaries() {
    assertThat(Agreement.alpha(List.of(Map.of("a", 3), Map.of("a", 2)))).isEmpty();
    assertThat(Agreement.alpha(List.of(Map.of("a", 1), Map.of("b", 1)))).isEmpty();
  }

  @Test
  void percentilesAreValuesThatOccurred() {
    double[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    assertThat(LatencyRecorder.percentile(sorted, 0.5)).isEqualTo(5);
    assertThat(LatencyRecorder.percentile(sorted, 0.95)).isEqualTo(10);
    assertThat(LatencyRecorder.percentile(new double[0], 0.5)).isZero();
  }
}
