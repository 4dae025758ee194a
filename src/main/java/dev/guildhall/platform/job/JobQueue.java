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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable work for later: enqueued in the caller's transaction, so that it exists exactly when the
 * change does, and done at least once. A node keeps the lease of the job that it does; a node that
 * dies gives it back when the lease of {@link #LEASE} ends. After {@value #MAX_ATTEMPTS} attempts,
 * whether they failed or took their node along, a job rests as failed with its last error, which
 * {@code doctor} tells.
 */
public final class JobQueue {

  private static final Logger log = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration RENEWAL = Duration.ofSeconds(30);
  private static final int MAX_ATTEMPTS = 8;

  private final Database database;
  private final IdSource ids;
  private final Duration renewal;
  private final JobRepository repository = new JobRepository();
  private final Map<String, JobHandler> handlers = new HashMap<>();

  public JobQueue(Database database, IdSource ids) {
    this(database, ids, RENEWAL);
  }

  JobQueue(Database database, IdSource ids, Duration renewal) {
    this.database = database;
    this.ids = ids;
    this.renewal = renewal;
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
    repository
        .parkDead(database.client(), MAX_ATTEMPTS)
        .await()
        .forEach(
            job -> log.error("the job {} {} ended with each of its nodes", job.kind(), job.id()));
    Optional<QueuedJob> taken =
        database
            .inTransaction(tx -> repository.take(tx, handlers.keySet(), LEASE, MAX_ATTEMPTS))
            .await();
    taken.ifPresent(this::perform);
    return taken.isPresent() ? 1 : 0;
  }

  /** Has another thread do the job, for as long as it is ours. */
  private void perform(QueuedJob job) {
    var work =
        new FutureTask<@Nullable Void>(
            () -> {
              handlerOf(job).run(job.payload());
              return null;
            });
    Thread.ofVirtual().name(job.kind() + '-' + job.id()).start(work);
    try {
      awaitEnd(job, work);
      repository.done(database.client(), job).await();
    } catch (ExecutionException e) {
      failed(job, Objects.requireNonNullElse(e.getCause(), e));
    } catch (CancellationException e) {
      log.warn("the job {} {} took so long that another node has it now", job.kind(), job.id());
    } catch (InterruptedException e) {
      // The node stops; another one takes the job over when its lease ends.
      work.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd(QueuedJob job, FutureTask<?> work)
      throws ExecutionException, InterruptedException {
    while (true) {
      try {
        work.get(renewal.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (!isStillOurs(job)) {
          work.cancel(true);
        }
      }
    }
  }

  private boolean isStillOurs(QueuedJob job) {
    return repository
        .renew(database.client(), job, LEASE)
        .otherwise(
            failure -> {
              log.warn("the lease of {} {} was not renewed", job.kind(), job.id(), failure);
              return true;
            })
        .await();
  }

  private void failed(QueuedJob job, Throwable failure) {
    boolean last = job.attempts() >= MAX_ATTEMPTS;
    log.warn(
        "the job {} {} failed{}",
        job.kind(),
        job.id(),
        last ? " for good" : ", trying again",
        failure);
    repository
        .failed(database.client(), job, last, pause(job.attempts()), String.valueOf(failure))
        .await();
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
