package dev.guildhall.matching;

import dev.guildhall.experiment.Lots;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Who may take work of which more want some than there is. In each short window it is offered to
 * some of those who are here, by lot; asking often gains nothing, for the lot of a worker, a pool
 * and a window is one and the same whoever asks, when and where. What is left is offered to others
 * in the next window. Work that there is enough of is open to all.
 *
 * <p>There is enough when everybody who is here could work on what is open to them until lots are
 * drawn again, one task each at the least.
 *
 * <p>A lot is the time of an exponential race: uniform {@code u}, weight {@code w}, and the offer
 * is made when {@code -ln(u)/w} is below a bound that so many pass as shall be offered it
 * (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006). Weights grow with
 * the time since the worker last got a task and with how good they are at the work; who is here for
 * the first time has the largest.
 */
public final class Offers {

  /** Of scarce pools, at most so many are offered to a worker at a time: the luckiest. */
  private static final int MOST_PER_WORKER = 2;

  private static final double FIRST_WEIGHT = 3;
  private static final double LEAST_WEIGHT = 0.25;
  private static final double MOST_WEIGHT = 2;
  private static final Duration USUAL_WAIT = Duration.ofMinutes(5);
  // However good or poor somebody is, luck decides as well.
  private static final double LEAST_FIT = 0.25;
  private static final double MOST_FIT = 2;
  private static final double MOST_SHARE = 0.99;

  private final Duration window;
  private final Lots lots;
  private final InstantSource time;
  private final Function<WorkerId, Optional<Instant>> lastClaim;
  private volatile Map<ProjectId, Double> bounds = Map.of();
  private Instant begunAt = Instant.MAX;

  /**
   * @param window how long an offer stands; zero: whoever comes first takes all
   * @param lastClaim when a worker last got a task, as far as is known
   */
  Offers(
      Duration window,
      Lots lots,
      InstantSource time,
      Function<WorkerId, Optional<Instant>> lastClaim) {
    this.window = window;
    this.lots = lots;
    this.time = time;
    this.lastClaim = lastClaim;
  }

  /** Where a worker stands with a pool of which there is not enough for all. */
  public sealed interface Standing {

    /** Open to all who may: there is enough. */
    record Open() implements Standing {}

    /** Offered to this worker until then. */
    record Offered(Instant until) implements Standing {}

    /** Offered to others until then, when lots are drawn again. */
    record Waiting(Instant until) implements Standing {}
  }

  /**
   * One look at the market.
   *
   * @param shares of the pools of which there is not enough, to which share of the people to whom
   *     each is open it is offered in a window; above 0
   */
  void look(Map<ProjectId, Double> shares) {
    bounds =
        shares.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, one -> -Math.log1p(-Math.min(one.getValue(), MOST_SHARE))));
  }

  /** Much was loaded into the pool: it is open to all until the next look. */
  void refilled(ProjectId pool) {
    var left = new HashMap<>(bounds);
    left.remove(pool);
    bounds = Map.copyOf(left);
  }

  /** Whether there is less of the pool than people who want it. */
  boolean isScarce(Pool pool) {
    return !window.isZero() && bounds.containsKey(pool.id());
  }

  /** Whether there is less of any pool than people who want it. */
  boolean isAnyScarce() {
    return !window.isZero() && !bounds.isEmpty();
  }

  /** Scarce pools whose lots were drawn anew since the last call. */
  synchronized Set<ProjectId> begun() {
    var before = begunAt;
    var now = time.instant();
    begunAt = now;
    return window.isZero() || before.isAfter(now)
        ? Set.of()
        : bounds.keySet().stream()
            .filter(pool -> number(pool, before) != number(pool, now))
            .collect(Collectors.toSet());
  }

  /** Whether the lots of the window that runs allow an offer of the pool to the worker. */
  boolean mayGet(WorkerId worker, ProjectId pool) {
    return share(worker, FIRST_WEIGHT * MOST_FIT, pool, number(pool, time.instant())) < 1;
  }

  /**
   * Where the worker stands with each of the scarce pools that are open to them.
   *
   * @param isNew whether they have never had a task
   * @param fit how good they are at the work of a pool; 1: as is usual
   */
  Map<ProjectId, Standing> standings(
      WorkerId worker, boolean isNew, List<Pool> scarce, ToDoubleFunction<Pool> fit) {
    var races =
        scarce.stream()
            .map(pool -> race(worker, isNew, pool, fit.applyAsDouble(pool)))
            .sorted(Comparator.comparingDouble(Race::share))
            .toList();
    var offered = lucky(races);
    return races.stream()
        .collect(
            Collectors.toMap(
                race -> race.pool().id(),
                race ->
                    offered.contains(race)
                        ? new Standing.Offered(race.until())
                        : new Standing.Waiting(race.until())));
  }

  private static Set<Race> lucky(List<Race> races) {
    return new HashSet<>(
        races.stream().filter(race -> race.share() < 1).limit(MOST_PER_WORKER).toList());
  }

  /**
   * A worker's race for a pool in the window that runs.
   *
   * @param share of the bound that their time takes; below 1 they are in
   */
  private record Race(Pool pool, double share, Instant until) {}

  private Race race(WorkerId worker, boolean isNew, Pool pool, double fit) {
    long number = number(pool.id(), time.instant());
    var begun = Instant.ofEpochMilli(number * window.toMillis() - shift(pool.id()));
    double weight = weight(worker, isNew, begun) * Math.clamp(fit, LEAST_FIT, MOST_FIT);
    return new Race(pool, share(worker, weight, pool.id(), number), begun.plus(window));
  }

  private double share(WorkerId worker, double weight, ProjectId pool, long number) {
    double drawn = lots.share("offer " + pool + ' ' + number + ' ' + worker.value());
    double bound = Optional.ofNullable(bounds.get(pool)).orElse(Double.MAX_VALUE);
    return -Math.log(drawn) / weight / bound;
  }

  private long number(ProjectId pool, Instant at) {
    return Math.floorDiv(at.toEpochMilli() + shift(pool), window.toMillis());
  }

  /**
   * Windows of different pools begin at different moments, so that not everything moves at once.
   */
  private long shift(ProjectId pool) {
    return Math.floorMod(pool.value().getLeastSignificantBits(), window.toMillis());
  }

  /** Of a window that has begun then: nobody becomes luckier by asking again within it. */
  private double weight(WorkerId worker, boolean isNew, Instant begun) {
    if (isNew) {
      return FIRST_WEIGHT;
    }
    return lastClaim
        .apply(worker)
        .map(at -> Duration.between(at, begun))
        .map(since -> (double) since.toMillis() / USUAL_WAIT.toMillis())
        .map(share -> Math.clamp(share, LEAST_WEIGHT, MOST_WEIGHT))
        .orElse(1.0);
  }
}
