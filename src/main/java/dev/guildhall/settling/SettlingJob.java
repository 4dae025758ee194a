package dev.guildhall.settling;

import dev.guildhall.matching.QueueRank;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.settling.SettlingWorkflow.Changed;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the log for answers and has their tasks looked at. One node at a time reads; how far it
 * came is stored with what was decided.
 */
final class SettlingJob {

  private static final Set<String> OF_WORK =
      Set.of("assignment.submitted", "assignment.judged", "assignment.readmitted", "appeal.filed");
  private static final Set<String> OF_MONEY = Set.of("project.funded", "project.launched");
  private static final Set<String> TYPES =
      Stream.of(OF_WORK, OF_MONEY).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  // What is beyond that is found by the sweep, or by the next answer.
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_TASKS = 2_000;

  private final Database database;
  private final EventLog events;
  private final SettlingRepository repository;
  private final SettlingWorkflow workflow;
  private final TaskQueue queue;

  SettlingJob(
      Database database,
      EventLog events,
      SettlingRepository repository,
      SettlingWorkflow workflow,
      TaskQueue queue) {
    this.database = database;
    this.events = events;
    this.repository = repository;
    this.workflow = workflow;
    this.queue = queue;
  }

  /** Looks once; how many tasks want another number of answers now. */
  int run() {
    var changed = database.inTransaction(tx -> Workflows.start(() -> look(tx))).await();
    changed.forEach(this::tell);
    return changed.size();
  }

  /** Looks at every task that has all its answers and is not decided; how many are, now. */
  int sweep() {
    var changed = database.inTransaction(tx -> Workflows.start(() -> lookAgain(tx))).await();
    changed.forEach(this::tell);
    return changed.size();
  }

  private List<Changed> lookAgain(SqlConnection tx) {
    if (!repository.progress(tx).await().map(SettlingRepository.Progress::isUsed).orElse(false)) {
      return List.of();
    }
    var projects = repository.ruled(tx).await();
    return workflow.decide(tx, repository.touched(tx, List.of(), projects, MOST_TASKS).await());
  }

  private List<Changed> look(SqlConnection tx) {
    var progress = repository.progress(tx).await();
    if (progress.isEmpty()) {
      return List.of();
    }
    var seen = EventPosition.parse(progress.get().position());
    if (seen.isEmpty() || !progress.get().isUsed()) {
      repository.advance(tx, events.position(tx).await().toString()).await();
      return List.of();
    }
    var news = events.since(tx, seen.get(), TYPES, MOST_EVENTS).await();
    repository.advance(tx, news.position().toString()).await();
    var touched =
        news.events().isEmpty()
            ? List.<UUID>of()
            : repository
                .touched(
                    tx,
                    subjects(news.events(), OF_WORK),
                    subjects(news.events(), OF_MONEY),
                    MOST_TASKS)
                .await();
    return touched.isEmpty() ? List.of() : workflow.decide(tx, touched);
  }

  private static List<UUID> subjects(List<RecordedEvent> events, Set<String> types) {
    return events.stream()
        .filter(event -> types.contains(event.type()))
        .map(RecordedEvent::subject)
        .distinct()
        .toList();
  }

  /** After the commit; what the queue does not hear of, the next load mends. */
  private void tell(Changed changed) {
    var task = changed.task();
    int overlap = changed.decision().overlap();
    switch (changed.decision()) {
      case Decision.Raised _ ->
          queue.returned(
              task.project(), task.id(), QueueRank.of(task.priority(), task.position()), overlap);
      case Decision.Settled _, Decision.Exhausted _ -> {
        if (task.live() >= overlap) {
          queue.removed(task.project(), List.of(task.id()));
        }
      }
      case Decision.Waits _ -> {
        // Nobody is asked for more, or less.
      }
    }
  }
}
