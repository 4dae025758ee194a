package dev.guildhall.platform.job;

import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable work for later: enqueued in the caller's transaction, so that it exists exactly when the
 * change does, and done at least once. A node that dies gives its job back when the lease of {@link
 * #LEASE} ends. After {@value #MAX_ATTEMPTS} failures a job rests as failed, with its error.
 */
public final class JobQueue {

  private static final Logger log = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final int MAX_ATTEMPTS = 8;

  private final Database database;
  private final IdSource ids;
  private final JobRepository repository = new JobRepository();
  private final Map<String, JobHandler> handlers = new HashMap<>();

  public JobQueue(Database database, IdSource ids) {
    this.database = database;
    this.ids = ids;
  }

  /** Registers what does jobs of {@code kind}, at start-up only. */
  public void handle(String kind, JobHandler handler) {
    if (handlers.putIfAbsent(kind, handler) != null) {
      throw new IllegalStateException("jobs of kind " + kind + " already have a handler");
    }
  }

  public Future<Void> enqueue(SqlConnection tx, String kind, Object payload) {
    return repository.insert(tx, ids.next(), kind, StrictJson.toObject(payload));
  }

  /** Does one job that is due; returns 1, or 0 when there is none. */
  public int run() {
    Optional<QueuedJob> taken =
        database.inTransaction(tx -> repository.take(tx, handlers.keySet(), LEASE)).await();
    taken.ifPresent(this::perform);
    return taken.isPresent() ? 1 : 0;
  }

  private void perform(QueuedJob job) {
    try {
      handlerOf(job).run(job.payload());
      repository.done(database.client(), job.id()).await();
    } catch (Exception e) {
      boolean last = job.attempts() >= MAX_ATTEMPTS;
      log.warn(
          "the job {} {} failed{}", job.kind(), job.id(), last ? " for good" : ", trying again", e);
      repository
          .failed(database.client(), job.id(), last, pause(job.attempts()), String.valueOf(e))
          .await();
    }
  }

  private JobHandler handlerOf(QueuedJob job) {
    var handler = handlers.get(job.kind());
    if (handler == null) {
      throw new IllegalStateException("nothing does jobs of kind " + job.kind());
    }
    return handler;
  }

  private static Duration pause(int attempts) {
    return Duration.ofSeconds(1L << Math.min(attempts, 8));
  }

  /** Does one job in direct style on a virtual thread; repeating it is harmless. */
  @FunctionalInterface
  public interface JobHandler {
    void run(JsonObject payload) throws Exception;
  }
}
