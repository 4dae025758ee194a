package dev.guildhall.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Agreement of several raters on nominal values, beyond what their habits alone would give: 1 is
 * perfect, 0 is chance, less than 0 is systematic disagreement. Raters need not rate everything.
 *
 * <p>With n<sub>uc</sub> votes for value c on unit u, m<sub>u</sub> votes on u, n<sub>c</sub> votes
 * for c and n votes in all, where only units with two votes or more count:
 *
 * <pre>
 *   o = Σ_u (m_u² − Σ_c n_uc²) / (m_u − 1)     pairs that disagree within units
 *   e = (n² − Σ_c n_c²) / (n − 1)              pairs that would by chance
 *   α = 1 − o / e
 * </pre>
 *
 * <p>Source: K. Krippendorff, <i>Content Analysis</i>, 2nd ed. 2004, §11.3; the form by
 * coincidences is in <i>Computing Krippendorff's Alpha-Reliability</i>, 2011, part C.
 */
final class KrippendorffAlpha {

  private KrippendorffAlpha() {}

  /** How often each value was given on a unit, and how many units have exactly these counts. */
  record Votes(Map<String, Long> counts, long units) {
    long total() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Alpha; empty when no unit has two votes. When every vote is the same value there is nothing to
   * disagree on: 1.
   */
  static OptionalDouble of(Collection<Votes> votes) {
    double observed = 0;
    long n = 0;
    var perValue = new HashMap<String, Long>();
    for (Votes unit : votes) {
      long m = unit.total();
      if (m < 2) {
        continue;
      }
      observed += unit.units() * (square(m) - squares(unit.counts().values())) / (m - 1);
      n += unit.units() * m;
      unit.counts()
          .forEach((value, count) -> perValue.merge(value, count * unit.units(), Long::sum));
    }
    if (n == 0) {
      return OptionalDouble.empty();
    }
    double expected = (square(n) - squares(perValue.values())) / (n - 1);
    return OptionalDouble.of(expected == 0 ? 1 : 1 - observed / expected);
  }

  private static double squares(Collection<Long> counts) {
    return counts.stream().mapToDouble(KrippendorffAlpha::square).sum();
  }

  private static double square(long count) {
    return (double) count * count;
  }
}
