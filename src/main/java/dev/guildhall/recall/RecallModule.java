package dev.guildhall.recall;

import dev.guildhall.assignment.Cancellations;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.task.Launches;
import dev.guildhall.worker.Earnings;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Wires the feature. */
public final class RecallModule {

  private final RecallRoutes routes;

  public RecallModule(
      Platform platform,
      TaskQueue queue,
      Projects projects,
      Launches launches,
      Cancellations cancellations,
      Earnings earnings) {
    this.routes =
        new RecallRoutes(
            new RecallService(platform.database(), projects),
            new RecallWorkflow(projects, launches, cancellations, earnings, platform.events()));
    platform.events().handle(RecallEvents.TYPE, "recall_queue", event -> tell(queue, event));
  }

  /** The queue hears of it after the commit; until then it proposes what PostgreSQL refuses. */
  private static Future<Void> tell(TaskQueue queue, RecordedEvent event) {
    return queue.removed(
        event.subject(),
        event.payload().getJsonArray("tasks").stream()
            .map(task -> UUID.fromString((String) task))
            .toList());
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
