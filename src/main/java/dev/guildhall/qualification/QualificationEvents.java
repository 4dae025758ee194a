package dev.guildhall.qualification;

import dev.guildhall.platform.event.Event;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a worker's qualifications. The subject of each event is the worker's id. */
public sealed interface QualificationEvents {

  String GRANTED = "qualification.granted";
  String REVOKED = "qualification.revoked";

  /** Every event that changes what a worker holds. */
  Set<String> TYPES = Set.of(GRANTED, REVOKED);

  /** {@code qualification.granted}, or granted again at another level or for another time. */
  record Granted(QualificationId qualification, int level) implements QualificationEvents {}

  /** {@code qualification.revoked}. */
  record Revoked(QualificationId qualification) implements QualificationEvents {}

  /**
   * The event to append.
   *
   * @param actor null when a test has granted it
   */
  default Event of(UUID worker, @Nullable UUID actor) {
    return Event.of(this instanceof Granted ? GRANTED : REVOKED, worker, actor, this);
  }
}
