package dev.guildhall.delivery;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.worker.Pseudonyms;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the items of a delivery in one transaction over one snapshot. It goes through the tasks
 * some at a time, so that no statement grows with the project, and reads {@value #ROWS_AT_A_TIME}
 * submissions at a time, so that memory does not.
 *
 * <p>What is in depends on the cut alone, not on when this runs: submissions and verdicts are
 * append-only, and nothing is read before every transaction that was under way at the cut has
 * ended.
 */
final class FreezeWorkflow {

  private static final int TASKS_AT_A_TIME = 5_000;
  private static final int ROWS_AT_A_TIME = 100;

  private final Database database;
  private final Secret secret;
  private final int tasksAtATime;
  private final FreezeRepository repository = new FreezeRepository();

  FreezeWorkflow(Database database, Secret secret) {
    this(database, secret, TASKS_AT_A_TIME);
  }

  FreezeWorkflow(Database database, Secret secret, int tasksAtATime) {
    this.database = database;
    this.secret = secret;
    this.tasksAtATime = tasksAtATime;
  }

  /** Whether {@link #run} may be called. */
  Future<Boolean> mayRun(DeliveryId id) {
    return repository.horizonPassed(database.client(), id);
  }

  /** Freezes a delivery; does nothing when it is frozen already. */
  Future<Void> run(DeliveryId id) {
    return database.inLongTransaction(tx -> Workflows.start(() -> freeze(tx, id))).mapEmpty();
  }

  /** Whether the items were written now. */
  private boolean freeze(SqlConnection tx, DeliveryId id) {
    repository.readOneSnapshot(tx).await();
    var subject = repository.lock(tx, id).await();
    subject.ifPresent(it -> new Run(tx, id, it).pass());
    return subject.isPresent();
  }

  /** One pass over the accepted submissions. */
  private final class Run {
    private final SqlConnection tx;
    private final DeliveryId id;
    private final FreezeRepository.Subject subject;
    private final LineMaker lines;
    private final Map<Part, Long> written = new EnumMap<>(Part.class);
    private final Set<UUID> workers = new HashSet<>();
    private final Set<UUID> goldTasks = new HashSet<>();
    private long gold;
    private long fixed;

    private Run(SqlConnection tx, DeliveryId id, FreezeRepository.Subject subject) {
      this.tx = tx;
      this.id = id;
      this.subject = subject;
      this.lines = new LineMaker(subject.kind(), Pseudonyms.of(secret, subject.project()));
    }

    private void pass() {
      for (long after = 0; after < subject.lastPosition(); after += tasksAtATime) {
        read(repository.accepted(tx, id, after, after + tasksAtATime).await());
      }
      lines.endTask();
      store();
      repository.freezeFacts(tx, id, counts()).await();
    }

    private void read(Cursor cursor) {
      do {
        Rows.list(cursor.read(ROWS_AT_A_TIME).await(), AcceptedSubmission::of).forEach(this::add);
        store();
      } while (cursor.hasMore());
      cursor.close().await();
    }

    private void add(AcceptedSubmission submission) {
      lines.add(submission);
      workers.add(submission.worker());
      if (submission.isGold()) {
        gold++;
        goldTasks.add(submission.task());
      }
      if (submission.fixed() != null) {
        fixed++;
      }
    }

    private void store() {
      for (Part part : Part.values()) {
        List<String> taken = lines.take(part);
        repository.insert(tx, id, part, count(part), taken).await();
        written.merge(part, (long) taken.size(), Long::sum);
      }
    }

    private JsonObject counts() {
      return new JsonObject()
          .put("tasks", count(Part.ANSWER) + goldTasks.size())
          .put("submissions", count(Part.SUBMISSION))
          .put("answers", count(Part.ANSWER))
          .put("training", count(Part.TRAINING))
          .put("workers", (long) workers.size())
          .put("gold", gold)
          .put("fixed", fixed);
    }

    private long count(Part part) {
      return written.getOrDefault(part, 0L);
    }
  }
}
