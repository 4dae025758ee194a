package dev.guildhall.notification;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.matching.OfferRounds.Offer;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.project.ProjectId;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event, as the HTML standard has it: its name, where the stream stands after it,
 * and its facts as JSON on one line.
 *
 * @param name null: nothing happened, but the stream stands further on
 */
record Message(@Nullable String name, EventPosition position, @Nullable Object facts) {

  /** The first message of a stream that goes on where the client was, or begins. */
  static Message ready(EventPosition position) {
    return new Message("ready", position, new Nothing());
  }

  /** The client was away for too long: it has to read anew whatever it shows. */
  static Message reset(EventPosition position) {
    return new Message("reset", position, new Nothing());
  }

  /**
   * What is open to the worker may have changed.
   *
   * @param spread over which all who hear of it look, each at a moment of their own
   */
  static Message feed(EventPosition position, Duration spread) {
    return new Message("feed", position, new Feed(spread.toMillis()));
  }

  /** Scarce work was drawn for the reader. */
  static Message offer(EventPosition position, Offer offer) {
    return new Message("offer", position, new Offered(offer.project(), offer.until()));
  }

  /** Money of the reader's has moved. */
  static Message money(EventPosition position) {
    return new Message("money", position, new Nothing());
  }

  /** Something happened to an assignment of the reader. */
  static Message ofWork(RecordedEvent event, EventPosition position) {
    return new Message(
        "assignment",
        position,
        new Work(
            new AssignmentId(event.subject()),
            new ProjectId(UUID.fromString(event.payload().getString("project"))),
            event.type().substring(event.type().indexOf('.') + 1)));
  }

  /**
   * @param change what happened: claimed, submitted, paused, resumed, expiring, ended, cancelled,
   *     reopened, judged
   */
  record Work(AssignmentId assignmentId, ProjectId projectId, String change) {}

  /**
   * @param withinMs look once, at a moment drawn from so many milliseconds
   */
  record Feed(long withinMs) {}

  record Offered(ProjectId projectId, Instant until) {}

  static Message beat(EventPosition position) {
    return new Message(null, position, null);
  }

  record Nothing() {}

  Buffer encode() {
    var text = Buffer.buffer();
    if (name != null) {
      text.appendString("event: ").appendString(name).appendString("\n");
      text.appendString("data: ").appendBuffer(StrictJson.write(facts)).appendString("\n");
    }
    return text.appendString("id: ").appendString(position.toString()).appendString("\n\n");
  }
}
