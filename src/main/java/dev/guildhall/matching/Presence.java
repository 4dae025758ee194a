package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.platform.event.EventListener;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.News;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is here: who worked on any node, or looked at this one, within the last {@link #AGE}. Each
 * node has its own view, near enough to the others' for what hangs on it.
 */
final class Presence implements EventListener {

  static final Duration AGE = Duration.ofMinutes(10);

  // More than this many are represented by as many.
  private static final int MOST = 5_000;
  private static final String CLAIMED = "assignment.claimed";
  private static final Set<String> TYPES = Set.of(CLAIMED, "assignment.submitted");

  private final InstantSource time;
  private final Eligibility eligibility;
  private final Map<WorkerId, Seen> seen = new ConcurrentHashMap<>();

  /**
   * @param claimed when they last got a task, as far as this node knows
   */
  private record Seen(Instant at, Device device, Optional<Instant> claimed) {
    Seen with(Instant later, Device other) {
      return new Seen(later, other, claimed);
    }
  }

  Presence(InstantSource time, Eligibility eligibility) {
    this.time = time;
    this.eligibility = eligibility;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public void heard(News news) {
    for (RecordedEvent event : news.events()) {
      if (TYPES.contains(event.type())) {
        var worker = new WorkerId(UUID.fromString(event.payload().getString("worker")));
        var now = time.instant();
        var claimed = event.type().equals(CLAIMED) ? Optional.of(now) : claimedAt(worker);
        seen.put(worker, new Seen(now, device(worker), claimed));
      }
    }
  }

  @Override
  public void missedSome(EventPosition position) {
    // They are seen again when they do something.
  }

  /** The worker looks for work on this node. */
  void saw(WorkerId worker, Device device) {
    var now = time.instant();
    seen.merge(
        worker, new Seen(now, device, Optional.empty()), (before, _) -> before.with(now, device));
  }

  /** When the worker last got a task, as far as this node knows. */
  Optional<Instant> claimedAt(WorkerId worker) {
    return Optional.ofNullable(seen.get(worker)).flatMap(Seen::claimed);
  }

  /** Whether the worker was seen lately. */
  boolean isHere(WorkerId worker) {
    return Optional.ofNullable(seen.get(worker))
        .map(one -> one.at().isAfter(time.instant().minus(AGE)))
        .orElse(false);
  }

  /** At which the worker was seen last; a phone, as long as nothing is known. */
  Device device(WorkerId worker) {
    return Optional.ofNullable(seen.get(worker)).map(Seen::device).orElse(Device.PHONE);
  }

  /** Those who are here, or some of them, and how many each stands for. */
  record Crowd(List<Applicant> people, double each) {}

  Future<Crowd> crowd() {
    var since = time.instant().minus(AGE);
    seen.values().removeIf(one -> one.at().isBefore(since));
    var all = List.copyOf(seen.entrySet());
    var some = all.subList(0, Math.min(MOST, all.size()));
    var asked =
        some.stream()
            .map(
                one ->
                    eligibility
                        .known(one.getKey(), one.getValue().device())
                        .map(Optional::of)
                        // Somebody whose facts cannot be read now is not counted now.
                        .otherwise(Optional.empty()))
            .toList();
    double each = some.isEmpty() ? 1 : (double) all.size() / some.size();
    return asked.isEmpty()
        ? Future.succeededFuture(new Crowd(List.of(), each))
        : Future.join(asked)
            .map(
                found ->
                    new Crowd(
                        found.<Optional<Applicant>>list().stream()
                            .flatMap(Optional::stream)
                            .toList(),
                        each));
  }
}
