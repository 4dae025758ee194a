package dev.guildhall.delivery;

import dev.guildhall.platform.config.Secret;
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
 * Writes the items of a delivery in one transaction, {@value #BATCH} submissions at a time through
 * a cursor, so that memory does not grow with the project.
 *
 * <p>What is in depends on the cut alone, not on when this runs: submissions and verdicts are
 * append-only, and nothing is read before every transaction that was under way at the cut has
 * ended.
 */
final class Freeze {

  private static final int BATCH = 500;

  private final Database database;
  private final Secret secret;
  private final FreezeRepository repository = new FreezeRepository();

  Freeze(Database database, Secret secret) {
    this.database = database;
    this.secret = secret;
  }

  /** Whether {@link #run} may be called. */
  Future<Boolean> mayRun(DeliveryId id) {
    return repository.horizonPassed(database.client(), id);
  }

  /** Freezes a delivery; does nothing when it is frozen already. */
  Future<Void> run(DeliveryId id) {
    return database.inTransaction(
        tx ->
            repository
                .lock(tx, id)
                .compose(
                    subject ->
                        subject.isPresent()
                            ? freeze(tx, id, subject.get())
                            : Future.succeededFuture()));
  }

  private Future<Void> freeze(SqlConnection tx, DeliveryId id, FreezeRepository.Subject subject) {
    var lines = new LineMaker(subject.kind(), Pseudonyms.of(secret, subject.project()));
    var run = new Run(tx, id, lines);
    return repository
        .accepted(tx, id)
        .compose(cursor -> run.pump(cursor).eventually(cursor::close))
        .compose(_ -> run.finish());
  }

  /** One pass over the accepted submissions. */
  private final class Run {
    private final SqlConnection tx;
    private final DeliveryId id;
    private final LineMaker lines;
    private final Map<Part, Long> written = new EnumMap<>(Part.class);
    private final Set<UUID> workers = new HashSet<>();
    private final Set<UUID> goldTasks = new HashSet<>();
    private long gold;
    private long fixed;

    private Run(SqlConnection tx, DeliveryId id, LineMaker lines) {
      this.tx = tx;
      this.id = id;
      this.lines = lines;
    }

    private Future<Void> pump(Cursor cursor) {
      return cursor
          .read(BATCH)
          .compose(
              rows -> {
                Rows.list(rows, AcceptedSubmission::of).forEach(this::add);
                return store();
              })
          .compose(_ -> cursor.hasMore() ? pump(cursor) : Future.succeededFuture());
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

    private Future<Void> store() {
      Future<Void> stored = Future.succeededFuture();
      for (Part part : Part.values()) {
        List<String> taken = lines.take(part);
        long before = written.merge(part, (long) taken.size(), Long::sum) - taken.size();
        stored = stored.compose(_ -> repository.insert(tx, id, part, before, taken));
      }
      return stored;
    }

    private Future<Void> finish() {
      lines.endTask();
      return store().compose(_ -> repository.freezeFacts(tx, id, counts()));
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
