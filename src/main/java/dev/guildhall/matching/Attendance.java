package dev.guildhall.matching;

import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who was seen lately, at which device, and when they last got a task. Knows no store. */
final class Attendance {

  static final Duration AGE = Duration.ofMinutes(10);

  private final InstantSource time;
  private final Map<WorkerId, Seen> seen = new ConcurrentHashMap<>();

  /**
   * @param claimed when they last got a task, as far as is known
   */
  private record Seen(Instant at, Device device, Optional<Instant> claimed) {
    Seen with(Instant later, Device other) {
      return new Seen(later, other, claimed);
    }
  }

  /** Somebody who is here. */
  record Attendant(WorkerId worker, Device device) {}

  Attendance(InstantSource time) {
    this.time = time;
  }

  /** The worker looks for work, or sends some. */
  void saw(WorkerId worker, Device device) {
    var now = time.instant();
    seen.merge(
        worker, new Seen(now, device, Optional.empty()), (before, _) -> before.with(now, device));
  }

  /** The worker got a task. */
  void got(WorkerId worker) {
    var now = time.instant();
    seen.put(worker, new Seen(now, device(worker), Optional.of(now)));
  }

  /** When the worker last got a task, as far as is known. */
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

  /** Everybody who is here; the others are forgotten. */
  List<Attendant> here() {
    var since = time.instant().minus(AGE);
    seen.values().removeIf(one -> one.at().isBefore(since));
    return seen.entrySet().stream()
        .map(one -> new Attendant(one.getKey(), one.getValue().device()))
        .toList();
  }
}
