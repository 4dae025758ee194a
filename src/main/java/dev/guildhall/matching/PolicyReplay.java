package dev.guildhall.matching;

import dev.guildhall.matching.Ranking.Parts;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What policies would have put first for claims that really were made, from what was written down
 * of them ({@link DecisionLog}).
 *
 * <p>It tells how policies differ on the same choices. It cannot tell what would have come of it:
 * people choose from what they are shown, the pools would have been other ones had the policy been
 * in force before, and of each choice only the best by the policy of that time were written down.
 * That is for a comparison on real use, or the simulated market.
 */
public final class PolicyReplay {

  /** As many decisions are replayed: the newest. */
  public static final int MOST = 20_000;

  private static final int TOP = 3;

  private final SqlClient client;
  private final PolicyRepository policies = new PolicyRepository();
  private final DecisionRepository decisions = new DecisionRepository();

  public PolicyReplay(SqlClient client) {
    this.client = client;
  }

  /** A pool that a claim could have been served from. */
  record Considered(ProjectId project, long microsPerHour, String currency, Parts parts) {}

  /**
   * A claim as it was written down.
   *
   * @param named whether the worker named the project, rather than ask for the best
   * @param standsFor so many claims
   */
  record Recorded(ProjectId taken, boolean named, double standsFor, List<Considered> pools) {}

  /**
   * What a replay came to. All means are weighed by how many claims a decision stands for.
   *
   * @param decisions that were replayed
   * @param claims that they stand for
   * @param namedShare of these, where the worker named the project
   * @param unlisted of these, where what was taken is not among the pools written down
   * @param currency that pay is given in; decisions in others do not count for it
   * @param takenSkill expected quality of what was taken, 0 to 1
   * @param takenPerHour what an hour of it was thought to pay
   */
  public record Report(
      int decisions,
      double claims,
      double namedShare,
      double unlisted,
      String currency,
      double takenSkill,
      double takenPerHour,
      List<Line> lines,
      List<Agreement> agreements) {}

  /**
   * A policy.
   *
   * @param position mean place of what was taken, 1: first; of those that are listed
   * @param first share of claims whose taken pool it would have put first
   * @param amongTop the same, among the first three
   * @param skill expected quality of what it would have put first
   * @param topSkill of the first three, mean
   * @param perHour pay of an hour of what it would have put first
   * @param topPerHour of the first three, mean
   */
  public record Line(
      int version,
      double position,
      double first,
      double amongTop,
      double skill,
      double topSkill,
      double perHour,
      double topPerHour) {}

  /**
   * How alike two policies are.
   *
   * @param sameFirst share of claims for which they put the same pool first
   * @param sameTop mean share of the first three that they have in common
   */
  public record Agreement(int one, int other, double sameFirst, double sameTop) {}

  /**
   * Replays the decisions of the last days.
   *
   * @throws IllegalArgumentException for a version that there is not
   */
  public Future<Report> replay(List<Integer> versions, int days) {
    return Future.all(policies.all(client), decisions.recorded(client, days, MOST))
        .map(
            both -> {
              Map<Integer, RankingPolicy> known = both.resultAt(0);
              return report(
                  versions.stream().map(version -> find(known, version)).toList(),
                  both.<List<Recorded>>resultAt(1).stream()
                      .filter(one -> !one.pools().isEmpty())
                      .toList());
            });
  }

  private static RankingPolicy find(Map<Integer, RankingPolicy> known, int version) {
    var policy = known.get(version);
    if (policy == null) {
      throw new IllegalArgumentException("There is no version " + version + ".");
    }
    return policy;
  }

  static Report report(List<RankingPolicy> policies, List<Recorded> recorded) {
    String currency = prevailing(recorded);
    var listed = recorded.stream().filter(one -> taken(one).isPresent()).toList();
    var paid = paid(listed, currency);
    return new Report(
        recorded.size(),
        recorded.stream().mapToDouble(Recorded::standsFor).sum(),
        mean(recorded, one -> one.named() ? 1 : 0),
        mean(recorded, one -> taken(one).isPresent() ? 0 : 1),
        currency,
        mean(listed, one -> taken(one).orElseThrow().parts().skill()),
        mean(paid, one -> perHour(taken(one).orElseThrow())),
        policies.stream().map(policy -> line(policy, recorded, currency)).toList(),
        agreements(policies, recorded));
  }

  private static List<Considered> ordered(Recorded one, RankingPolicy policy) {
    return one.pools().stream()
        .sorted(
            Comparator.<Considered>comparingDouble(pool -> policy.score(pool.parts()))
                .reversed()
                .thenComparing(pool -> pool.project().value()))
        .toList();
  }

  private static Line line(RankingPolicy policy, List<Recorded> recorded, String currency) {
    var listed = recorded.stream().filter(one -> taken(one).isPresent()).toList();
    var paid = paid(recorded, currency);
    return new Line(
        policy.version(),
        mean(listed, one -> place(one, ordered(one, policy))),
        mean(recorded, one -> isWithin(place(one, ordered(one, policy)), 1)),
        mean(recorded, one -> isWithin(place(one, ordered(one, policy)), TOP)),
        mean(recorded, one -> ordered(one, policy).getFirst().parts().skill()),
        mean(recorded, one -> top(ordered(one, policy), pool -> pool.parts().skill())),
        mean(paid, one -> perHour(ordered(one, policy).getFirst())),
        mean(paid, one -> top(ordered(one, policy), PolicyReplay::perHour)));
  }

  private static List<Agreement> agreements(List<RankingPolicy> policies, List<Recorded> recorded) {
    var agreements = new ArrayList<Agreement>();
    for (int i = 0; i < policies.size(); i++) {
      for (int j = i + 1; j < policies.size(); j++) {
        var one = policies.get(i);
        var other = policies.get(j);
        agreements.add(
            new Agreement(
                one.version(),
                other.version(),
                mean(recorded, it -> inCommon(ordered(it, one), ordered(it, other), 1)),
                mean(recorded, it -> inCommon(ordered(it, one), ordered(it, other), TOP))));
      }
    }
    return agreements;
  }

  private static double inCommon(List<Considered> one, List<Considered> other, int top) {
    var first = new HashSet<>(one.subList(0, Math.min(top, one.size())));
    int size = first.size();
    first.retainAll(other.subList(0, Math.min(top, other.size())));
    return (double) first.size() / size;
  }

  private static Optional<Considered> taken(Recorded one) {
    return one.pools().stream().filter(pool -> pool.project().equals(one.taken())).findFirst();
  }

  /** From 1; 0: it is not listed. */
  private static int place(Recorded one, List<Considered> order) {
    return taken(one).map(pool -> order.indexOf(pool) + 1).orElse(0);
  }

  private static double isWithin(int place, int top) {
    return place > 0 && place <= top ? 1 : 0;
  }

  private static double top(List<Considered> order, ToDoubleFunction<Considered> of) {
    return order.stream().limit(TOP).mapToDouble(of).average().orElse(0);
  }

  private static double perHour(Considered pool) {
    return pool.microsPerHour() / 1e6;
  }

  private static List<Recorded> paid(List<Recorded> recorded, String currency) {
    return recorded.stream()
        .filter(one -> one.pools().stream().allMatch(pool -> pool.currency().equals(currency)))
        .toList();
  }

  private static String prevailing(List<Recorded> recorded) {
    return recorded.stream()
        .flatMap(one -> one.pools().stream())
        .collect(Collectors.groupingBy(Considered::currency, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static double mean(List<Recorded> over, ToDoubleFunction<Recorded> of) {
    double weights = over.stream().mapToDouble(Recorded::standsFor).sum();
    return weights == 0
        ? 0
        : over.stream().mapToDouble(one -> one.standsFor() * of.applyAsDouble(one)).sum() / weights;
  }
}
