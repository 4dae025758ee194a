package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.eligibility.Predicate;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What qualifications would open to a worker. */
final class Unlocks {

  private static final int HIGHEST = 5;
  private static final Comparator<Key> ORDER =
      Comparator.comparing((Key key) -> key.qualification().value()).thenComparing(Key::level);

  private Unlocks() {}

  /**
   * What a qualification opens at a level.
   *
   * @param level the lowest that opens it
   * @param projects live ones with work that waits, which nothing but this qualification is missing
   *     for
   * @param tasks that wait in them, each pool counted up to {@value PoolFacts#MOST}
   * @param bestPayPerHour the highest of these projects; null where they pay in several currencies
   */
  record Unlock(
      QualificationId qualificationId,
      int level,
      int projects,
      int tasks,
      @Nullable Money bestPayPerHour) {

    private Unlock plus(Unlock other) {
      return new Unlock(
          qualificationId,
          level,
          projects + other.projects,
          tasks + other.tasks,
          better(bestPayPerHour, other.bestPayPerHour));
    }

    private static @Nullable Money better(@Nullable Money one, @Nullable Money other) {
      if (one == null || other == null || !one.currency().equals(other.currency())) {
        return null;
      }
      return one.micros() >= other.micros() ? one : other;
    }
  }

  private record Key(QualificationId qualification, int level) {}

  /** By qualification and level. */
  static List<Unlock> of(Collection<Pool> pools, Applicant applicant) {
    Map<Key, Unlock> found = new TreeMap<>(ORDER);
    for (Pool pool : pools) {
      if (pool.isCounted() && pool.facts().waiting() > 0) {
        missing(pool, applicant)
            .ifPresent(
                key ->
                    found.merge(
                        key,
                        new Unlock(
                            key.qualification(),
                            key.level(),
                            1,
                            pool.facts().waiting(),
                            pool.payPerHour()),
                        Unlock::plus));
      }
    }
    return List.copyOf(found.values());
  }

  /** The one qualification that is missing; empty where it is none, several or something else. */
  private static Optional<Key> missing(Pool pool, Applicant applicant) {
    var failing = Eligibility.failing(pool.predicates(), applicant);
    return failing.size() == 1
            && !Eligibility.isHidden(failing)
            && failing.getFirst() instanceof Predicate.Qualification one
        ? lowest(one).map(level -> new Key(one.id(), level))
        : Optional.empty();
  }

  /** The lowest level that meets the predicate and that a test can give. */
  private static Optional<Integer> lowest(Predicate.Qualification one) {
    return switch (one.compare()) {
      case AT_LEAST, EQUAL -> Optional.of(one.level());
      case AT_MOST, EXISTS -> Optional.of(1);
      case NOT_EQUAL -> Optional.of(one.level() == 1 ? 2 : 1);
      case IN -> one.levels().stream().min(Integer::compare);
      case NOT_IN ->
          IntStream.rangeClosed(1, HIGHEST)
              .filter(level -> !one.levels().contains(level))
              .boxed()
              .findFirst();
      case ABSENT -> Optional.empty();
    };
  }
}
