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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is here: who worked on any node, or looked at this one, within the last {@link
 * Attendance#AGE}. Each node has its own view, near enough to the others' for what hangs on it.
 */
final class Presence implements EventListener {

  // More than this many are represented by as many.
  private static final int MOST = 5_000;
  private static final String CLAIMED = "assignment.claimed";
  private static final Set<String> TYPES = Set.of(CLAIMED, "assignment.submitted");

  private final Eligibility eligibility;
  private final Attendance attendance;

  Presence(Attendance attendance, Eligibility eligibility) {
    this.attendance = attendance;
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
        if (event.type().equals(CLAIMED)) {
          attendance.got(worker);
        } else {
          attendance.saw(worker, device(worker));
        }
      }
    }
  }

  @Override
  public void missedSome(EventPosition position) {
    // They are seen again when they do something.
  }

  /** The worker looks for work on this node. */
  void saw(WorkerId worker, Device device) {
    attendance.saw(worker, device);
  }

  /** Whether the worker was seen lately. */
  boolean isHere(WorkerId worker) {
    return attendance.isHere(worker);
  }

  /** At which the worker was seen last; a phone, as long as nothing is known. */
  Device device(WorkerId worker) {
    return attendance.device(worker);
  }

  /** Those whose facts can be read now. */
  Future<Crowd> crowd() {
    var all = attendance.here();
    var some = all.subList(0, Math.min(MOST, all.size()));
    var asked =
        some.stream()
            .map(
                one ->
                    eligibility
                        .known(one.worker(), one.device())
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
