package dev.guildhall.forensics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * How people type, and how one and the same person types from day to day: what a session says of
 * whether it is somebody's own.
 *
 * <p>The shares of a person's pauses are drawn around those of all (Dirichlet), and those of a
 * session around the person's. A session so counts as fewer pauses than it has, by the design
 * effect of its own spread; with these, its likelihood beside what is known of the person is
 * compared with that of somebody unknown (Dirichlet-multinomial; Minka 2000).
 */
public final class Typists {

  // As if everybody had been seen with some pauses of every length.
  private static final double SMOOTHING = 0.5;
  private static final double LEAST_SPREAD = 2;
  private static final double MOST_SPREAD = 2_000;

  private final double[] shares;
  private final double alikePeople;
  private final double alikeSessions;

  private Typists(double[] shares, double alikePeople, double alikeSessions) {
    this.shares = shares;
    this.alikePeople = alikePeople;
    this.alikeSessions = alikeSessions;
  }

  /**
   * Learnt from many.
   *
   * @param people each with sessions of theirs, at least two of somebody
   */
  public static Typists of(List<List<Rhythm>> people) {
    var all = people.stream().flatMap(List::stream).reduce(Rhythm.of(), Rhythm::plus).counts();
    double size = Arrays.stream(all).sum() + SMOOTHING * all.length;
    double[] shares = Arrays.stream(all).map(count -> (count + SMOOTHING) / size).toArray();
    var persons =
        people.stream().map(own -> own.stream().reduce(Rhythm.of(), Rhythm::plus)).toList();
    double sessions =
        people.stream()
            .filter(own -> own.size() > 1)
            .mapToDouble(own -> spread(own, shares(own.stream().reduce(Rhythm.of(), Rhythm::plus))))
            .average()
            .orElse(MOST_SPREAD);
    return new Typists(shares, spread(persons, shares), sessions);
  }

  private static double[] shares(Rhythm rhythm) {
    double size = rhythm.size() + SMOOTHING * Rhythm.BUCKETS;
    return Arrays.stream(rhythm.counts()).map(count -> (count + SMOOTHING) / size).toArray();
  }

  /**
   * The Dirichlet's concentration, by moments: how much less the shares of each differ from the
   * common ones than they would if each had but one. What comes of few pauses is taken out.
   */
  private static double spread(List<Rhythm> each, double[] common) {
    double seen = 0;
    double most = 0;
    for (Rhythm one : each) {
      double size = one.size();
      if (size > 1) {
        for (int i = 0; i < common.length; i++) {
          double unit = common[i] * (1 - common[i]);
          double off = one.counts()[i] / size - common[i];
          seen += off * off - unit / size;
          most += unit * (1 - 1 / size);
        }
      }
    }
    return seen <= 0 ? MOST_SPREAD : Math.clamp(most / seen - 1, LEAST_SPREAD, MOST_SPREAD);
  }

  /**
   * What speaks for somebody else having typed a session, as log likelihood ratio; below 0: for the
   * same person.
   *
   * @param own sessions that are the person's
   */
  public double another(Rhythm session, List<Rhythm> own) {
    double[] known = shares.clone();
    Arrays.setAll(known, i -> known[i] * alikePeople);
    double unknown = likelihood(effective(session).counts(), known);
    for (Rhythm one : own) {
      double[] counts = effective(one).counts();
      Arrays.setAll(known, i -> known[i] + counts[i]);
    }
    return unknown - likelihood(effective(session).counts(), known);
  }

  private Rhythm effective(Rhythm session) {
    return session.times((1 + alikeSessions) / (session.size() + alikeSessions));
  }

  private static double likelihood(double[] counts, double[] expected) {
    double size = Arrays.stream(counts).sum();
    double all = Arrays.stream(expected).sum();
    double sum = LogGamma.value(all) - LogGamma.value(all + size);
    for (int i = 0; i < counts.length; i++) {
      sum += LogGamma.value(expected[i] + counts[i]) - LogGamma.value(expected[i]);
    }
    return sum;
  }
}
