package dev.guildhall.assignment;

import dev.guildhall.platform.event.EventLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets a submission count after all, when the verdict that freed its slot is overturned. */
public final class Readmission {

  private final VerdictRepository repository = new VerdictRepository();
  private final EventLog events;

  public Readmission(EventLog events) {
    this.events = events;
  }

  /**
   * An appeal that was granted.
   *
   * @param person who granted it; null: nobody in time
   */
  public record Granted(UUID appeal, UUID assignment, UUID task, @Nullable UUID person) {}

  /**
   * Takes the task's slot back, or, when somebody else has it by now, lets the task have one
   * submission more than it wants; the event records which.
   */
  public Future<Void> readmit(SqlConnection tx, Granted granted) {
    return repository
        .readmit(tx, granted.task())
        .compose(
            task ->
                events.append(
                    tx,
                    new AssignmentEvents.Readmitted(
                            granted.assignment(),
                            task.project(),
                            granted.task(),
                            granted.appeal(),
                            task.live() > task.overlap(),
                            task.live(),
                            task.overlap())
                        .by(granted.person())));
  }
}
