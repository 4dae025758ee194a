package dev.guildhall.queue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes waiting tasks. Everything here is best effort: no answer of this class is needed for a
 * claim to be right, and no failure of it reaches a worker.
 */
public final class TaskQueue {

  /** How many tasks of a pool are held at a time. */
  public static final int WINDOW = 10_000;

  private static final Logger log = LoggerFactory.getLogger(TaskQueue.class);
  private static final Duration OFFER = Duration.ofSeconds(3);
  private static final Duration REMEMBER = Duration.ofDays(7);
  private static final Duration EPOCH_CACHE = Duration.ofSeconds(1);

  private final Database database;
  private final Redis redis;
  private final QueueRepository repository = new QueueRepository();
  private final ProposeTaskScript proposeTask;
  private final EndOfferScript endOffer;
  private final ReturnSlotScript returnSlot;
  private final LoadTasksScript loadTasks;
  // A node that missed a load proposes COLD for at most this long; PostgreSQL serves meanwhile.
  private final Cache<UUID, Long> epochs =
      Caffeine.newBuilder().expireAfterWrite(EPOCH_CACHE).maximumSize(50_000).build();

  public TaskQueue(Platform platform) {
    this.database = platform.database();
    this.redis = platform.redis();
    this.proposeTask = new ProposeTaskScript(redis);
    this.endOffer = new EndOfferScript(redis);
    this.returnSlot = new ReturnSlotScript(redis);
    this.loadTasks = new LoadTasksScript(redis);
  }

  /**
   * The next task for a worker; the same answer for the same claim while the offer lasts. Never
   * fails.
   */
  public Future<Proposal> propose(UUID pool, UUID worker, UUID claim) {
    return epoch(pool)
        .compose(
            epoch ->
                epoch.isEmpty()
                    ? Future.succeededFuture((Proposal) new Proposal.Cold())
                    : proposeTask.run(pool, epoch.get(), worker, claim, OFFER))
        .otherwise(failure -> unknown("propose", failure));
  }

  /** Tells how an offer ended. Best effort. */
  public void end(UUID pool, UUID worker, UUID claim, UUID task, OfferEnd outcome) {
    endOffer
        .run(pool, worker, claim, task, outcome, REMEMBER)
        .onFailure(failure -> log.debug("an offer could not be ended: {}", failure.getMessage()));
  }

  /** Tells that PostgreSQL has freed a slot. Best effort. */
  public void returned(UUID pool, UUID task, long rank, int overlap) {
    epoch(pool)
        .compose(
            epoch ->
                epoch.isEmpty()
                    ? Future.succeededFuture(0L)
                    : returnSlot.run(pool, epoch.get(), task, rank, overlap))
        .onFailure(failure -> log.debug("a slot could not be returned: {}", failure.getMessage()));
  }

  /** Remembers what a worker has had, after Redis forgot it. Best effort. */
  public void remember(UUID pool, UUID worker, List<UUID> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    String key = new PoolKeys(pool).seen(worker);
    redis
        .add(key, tasks.stream().map(UUID::toString).toList(), REMEMBER)
        .onFailure(
            failure -> log.debug("a memory could not be restored: {}", failure.getMessage()));
  }

  /** How many tasks of the window wait; empty when Redis does not say. */
  public Future<Optional<Long>> waiting(UUID pool) {
    return redis.count(new PoolKeys(pool).waiting()).map(Optional::of).otherwise(Optional.empty());
  }

  /** Whether the index of the pool is there under its epoch. */
  public Future<Boolean> isLoaded(UUID pool) {
    return repository
        .current(database.client(), pool)
        .compose(
            epoch ->
                redis
                    .text(new PoolKeys(pool).epoch())
                    .map(loaded -> epoch.isPresent() && loaded.equals(epoch.map(Object::toString))))
        .otherwise(false);
  }

  /**
   * Loads the pool's window under a new epoch, unless another node is doing so.
   *
   * @param claimable reads at most {@link #WINDOW} tasks with free slots, best first
   * @return whether this call loaded it
   */
  public Future<Boolean> load(
      UUID pool, Function<SqlConnection, Future<List<WaitingTask>>> claimable) {
    return database.inTransaction(
        tx ->
            repository
                .tryLock(tx, pool)
                .compose(
                    locked ->
                        locked
                            ? loadUnderLock(tx, pool, claimable).map(true)
                            : Future.succeededFuture(false)));
  }

  private Future<Void> loadUnderLock(
      SqlConnection tx, UUID pool, Function<SqlConnection, Future<List<WaitingTask>>> claimable) {
    return repository
        .advance(tx, pool)
        .compose(
            epoch ->
                claimable
                    .apply(tx)
                    .compose(tasks -> loadTasks.run(pool, epoch, tasks))
                    .onSuccess(_ -> epochs.invalidate(pool)));
  }

  private Future<Optional<Long>> epoch(UUID pool) {
    Long cached = epochs.getIfPresent(pool);
    if (cached != null) {
      return Future.succeededFuture(Optional.of(cached));
    }
    return repository
        .current(database.client(), pool)
        .onSuccess(epoch -> epoch.ifPresent(value -> epochs.put(pool, value)));
  }

  private static Proposal unknown(String what, Throwable failure) {
    log.debug("the queue did not answer to {}: {}", what, failure.getMessage());
    return new Proposal.Unknown();
  }
}
