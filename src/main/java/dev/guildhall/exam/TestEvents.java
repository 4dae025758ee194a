package dev.guildhall.exam;

import dev.guildhall.platform.event.Event;
import dev.guildhall.qualification.QualificationId;
import java.util.UUID;

/** What happens to a test. The subject of each event is the test's id. */
public sealed interface TestEvents {

  /** {@code test.drafted}: there is another version. */
  record Drafted(TestId testId, QualificationId qualificationId) implements TestEvents {}

  /** {@code test.published}: workers take it from now on. */
  record Published(TestId testId, QualificationId qualificationId, int version)
      implements TestEvents {}

  /** {@code test.retired}: nobody begins it any more. */
  record Retired(TestId testId, QualificationId qualificationId) implements TestEvents {}

  /** The event to append. */
  default Event by(UUID actor) {
    return switch (this) {
      case Drafted it -> Event.of("test.drafted", it.testId.value(), actor, it);
      case Published it -> Event.of("test.published", it.testId.value(), actor, it);
      case Retired it -> Event.of("test.retired", it.testId.value(), actor, it);
    };
  }
}
