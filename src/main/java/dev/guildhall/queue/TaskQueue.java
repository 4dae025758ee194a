package dev.guildhall.queue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
  private static final Duration DRY = Duration.ofSeconds(2);
  private static final int MAX_KNOWN = 50_000;

  private final Database database;
  private final Redis redis;
  private final QueueRepository repository = new QueueRepository();
  private final ProposeTaskScript proposeTask;
  private final EndOfferScript endOffer;
  private final ReturnSlotScript returnSlot;
  private final LoadTasksScript loadTasks;
  private final ReadWaitingScript readWaiting;
  private final RemoveTasksScript removeTasks;
  // A node that missed a load proposes COLD for at most this long; PostgreSQL serves meanwhile.
  private final Cache<UUID, Long> epochs;

  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
  private final Cache<UUID, Boolean> dry;

  public TaskQueue(Platform platform) {
    this(platform.database(), platform.redis(), platform.nanos());
  }

  public TaskQueue(Database database, Redis redis) {
    this(database, redis, System::nanoTime);
  }

  private TaskQueue(Database database, Redis redis, LongSupplier nanos) {
    this.database = database;
    this.redis = redis;
    this.epochs = known(nanos, EPOCH_CACHE);
    this.dry = known(nanos, DRY);
    this.proposeTask = new ProposeTaskScript(redis);
    this.endOffer = new EndOfferScript(redis);
    this.returnSlot = new ReturnSlotScript(redis);
    this.loadTasks = new LoadTasksScript(redis);
    this.readWaiting = new ReadWaitingScript(redis);
    this.removeTasks = new RemoveTasksScript(redis);
  }

  private static <V> Cache<UUID, V> known(LongSupplier nanos, Duration age) {
    return Caffeine.newBuilder()
        .ticker(nanos::getAsLong)
        .expireAfterWrite(age)
        .maximumSize(MAX_KNOWN)
        .build();
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
        .onSuccess(proposal -> forgetEpochOf(pool, proposal))
        .onFailure(failure -> mend(pool, worker, failure))
        .otherwise(failure -> unknown("propose", failure));
  }

  /** What is cold under the epoch known here may have been loaded under another one since. */
  private void forgetEpochOf(UUID pool, Proposal proposal) {
    if (proposal instanceof Proposal.Cold) {
      epochs.invalidate(pool);
    }
  }

  /** What holds something of another kind than it should is of no use until it is made anew. */
  private void mend(UUID pool, UUID worker, Throwable failure) {
    if (Redis.isOfWrongKind(failure)) {
      changed(pool);
      redis.delete(List.of(new PoolKeys(pool).seen(worker)));
    }
  }

  /** Tells how an offer ended. Best effort. */
  public void end(UUID pool, UUID worker, UUID claim, UUID task, OfferEnd outcome) {
    endOffer
        .run(pool, worker, claim, task, outcome, REMEMBER)
        .onFailure(failure -> log.debug("an offer could not be ended: {}", failure.getMessage()));
  }

  /** Tells that PostgreSQL has freed a slot. Best effort, and never fails. */
  public Future<Void> returned(UUID pool, UUID task, long rank, int overlap) {
    return returnSlot(pool, task, rank, overlap)
        .compose(
            free -> {
              if (free > 0) {
                return Future.succeededFuture(free);
              }
              epochs.invalidate(pool);
              return returnSlot(pool, task, rank, overlap);
            })
        .onFailure(failure -> log.debug("a slot could not be returned: {}", failure.getMessage()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** The task's free slots; 0 when the index is of another epoch than the one known here. */
  private Future<Long> returnSlot(UUID pool, UUID task, long rank, int overlap) {
    return epoch(pool)
        .compose(
            epoch ->
                epoch.isEmpty()
                    ? Future.succeededFuture(0L)
                    : returnSlot.run(pool, epoch.get(), task, rank, overlap));
  }

  /**
   * Tells that nobody shall get these tasks any more. Best effort, and never fails: what is
   * proposed all the same, PostgreSQL refuses.
   */
  public Future<Void> removed(UUID pool, Collection<UUID> tasks) {
    if (tasks.isEmpty()) {
      return Future.succeededFuture();
    }
    return removeTasks
        .run(pool, tasks)
        .onFailure(failure -> log.debug("tasks could not be removed: {}", failure.getMessage()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Remembers what a worker has had, after Redis forgot it. Best effort, and never fails. */
  public Future<Void> remember(UUID pool, UUID worker, List<UUID> tasks) {
    if (tasks.isEmpty()) {
      return Future.succeededFuture();
    }
    String key = new PoolKeys(pool).seen(worker);
    return redis
        .add(key, tasks.stream().map(UUID::toString).toList(), REMEMBER)
        .onFailure(failure -> log.debug("a memory could not be restored: {}", failure.getMessage()))
        .otherwiseEmpty();
  }

  /**
   * Notes that PostgreSQL has other tasks for the pool than the index can know of, such as new
   * ones. To be called after the commit; the index is loaded again soon.
   */
  public void changed(UUID pool) {
    changed.add(pool);
  }

  /**
   * Notes like {@link #changed} that the index has nothing although PostgreSQL has; of a pool that
   * is loaded and stays dry only now and then, for somebody may have had all of a window.
   */
  public void ranDry(UUID pool) {
    if (dry.asMap().putIfAbsent(pool, true) == null) {
      changed(pool);
    }
  }

  /** The pools that were noted as changed, each once. */
  public Set<UUID> takeChanged() {
    var taken = Set.copyOf(changed);
    changed.removeAll(taken);
    return taken;
  }

  /** Takes the pool's index away; it is loaded when it is needed again. */
  public Future<Void> drop(UUID pool) {
    return redis.delete(new PoolKeys(pool).index());
  }

  /**
   * Takes away everything of a pool that is over.
   *
   * @param workers who may be remembered to have had tasks of it
   */
  public Future<Void> forget(UUID pool, List<UUID> workers) {
    var keys = new PoolKeys(pool);
    return drop(pool)
        .compose(_ -> redis.delete(workers.stream().map(keys::seen).toList()))
        .compose(_ -> repository.forget(database.client(), pool))
        .onSuccess(_ -> epochs.invalidate(pool));
  }

  /**
   * A pool's index as it is.
   *
   * @param epoch empty when the index is missing, unusable, or of another one than it should be
   * @param waiting tasks of the window
   */
  public record Look(Optional<Long> epoch, long waiting) {}

  /** The indexes of pools; fails when Redis does not say. */
  public Future<Map<UUID, Look>> look(Collection<UUID> pools) {
    return look(database.client(), pools);
  }

  private Future<Map<UUID, Look>> look(SqlClient client, Collection<UUID> pools) {
    return repository
        .current(client, pools)
        .compose(
            epochs -> {
              var looks =
                  pools.stream()
                      .map(pool -> look(pool, Optional.ofNullable(epochs.get(pool))))
                      .toList();
              return Future.all(looks).map(all -> byPool(pools, all.list()));
            });
  }

  private Future<Look> look(UUID pool, Optional<Long> epoch) {
    var keys = new PoolKeys(pool);
    return Future.all(redis.text(keys.epoch()), redis.count(keys.waiting()))
        .map(both -> new Look(asLoaded(epoch, both.resultAt(0)), both.<Long>resultAt(1)))
        .recover(
            failure ->
                Redis.isOfWrongKind(failure)
                    ? Future.succeededFuture(new Look(Optional.empty(), 0))
                    : Future.failedFuture(failure));
  }

  private static Optional<Long> asLoaded(Optional<Long> epoch, Optional<String> loaded) {
    return epoch.filter(e -> loaded.equals(Optional.of(e.toString())));
  }

  private static Map<UUID, Look> byPool(Collection<UUID> pools, List<Look> looks) {
    var found = new HashMap<UUID, Look>();
    var next = looks.iterator();
    pools.forEach(pool -> found.put(pool, next.next()));
    return found;
  }

  /**
   * What waits in the pool's index, some at a time; meanwhile it may change. Fails when Redis does
   * not answer.
   *
   * @param after {@link WaitingPart#next} of the part before; empty starts at the best
   */
  public Future<WaitingPart> read(UUID pool, Optional<String> after) {
    return readWaiting.run(pool, after);
  }

  private Future<Optional<Long>> loaded(SqlClient client, UUID pool) {
    return repository.current(client, pool).compose(epoch -> look(pool, epoch)).map(Look::epoch);
  }

  /**
   * Loads the pool's window under a new epoch where the index is missing, unless another node does.
   *
   * @param claimable reads at most {@link #WINDOW} tasks with free slots, best first
   * @return whether this call loaded it
   */
  public Future<Boolean> load(
      UUID pool, Function<SqlConnection, Future<List<WaitingTask>>> claimable) {
    return replace(pool, Optional.empty(), claimable);
  }

  /**
   * Loads many small pools whose indexes are missing like {@link #load}, in one transaction.
   *
   * @param claimable reads their tasks, by pool
   */
  public Future<Void> loadAll(
      Collection<UUID> pools,
      BiFunction<SqlConnection, Collection<UUID>, Future<Map<UUID, List<WaitingTask>>>> claimable) {
    return database
        .inTransaction(
            tx ->
                repository
                    .tryLock(tx, pools)
                    .compose(locked -> cold(tx, locked))
                    .compose(
                        cold ->
                            cold.isEmpty()
                                ? Future.<Void>succeededFuture()
                                : loadUnderLocks(tx, cold, claimable)))
        .onSuccess(_ -> pools.forEach(epochs::invalidate));
  }

  private Future<List<UUID>> cold(SqlConnection tx, Collection<UUID> pools) {
    return look(tx, pools)
        .map(
            looks ->
                pools.stream()
                    .filter(
                        pool -> Optional.ofNullable(looks.get(pool)).flatMap(Look::epoch).isEmpty())
                    .toList());
  }

  private Future<Void> loadUnderLocks(
      SqlConnection tx,
      List<UUID> pools,
      BiFunction<SqlConnection, Collection<UUID>, Future<Map<UUID, List<WaitingTask>>>> claimable) {
    return repository
        .advance(tx, pools)
        .compose(
            epochs ->
                claimable
                    .apply(tx, pools)
                    .compose(
                        tasks ->
                            Future.all(
                                pools.stream()
                                    .map(
                                        pool ->
                                            loadTasks.run(
                                                pool,
                                                Objects.requireNonNull(epochs.get(pool)),
                                                tasks.getOrDefault(pool, List.of())))
                                    .toList())))
        .mapEmpty();
  }

  /** Loads in the same way in place of an index that differed under the epoch {@code seen}. */
  public Future<Boolean> reload(
      UUID pool, long seen, Function<SqlConnection, Future<List<WaitingTask>>> claimable) {
    return replace(pool, Optional.of(seen), claimable);
  }

  /**
   * Under the lock the index is looked at again: when it is not as it was seen, another node has
   * loaded it. After the commit, for until then others read the epoch before, this node forgets it.
   */
  private Future<Boolean> replace(
      UUID pool,
      Optional<Long> seen,
      Function<SqlConnection, Future<List<WaitingTask>>> claimable) {
    return database
        .inTransaction(
            tx ->
                repository
                    .tryLock(tx, pool)
                    .compose(
                        locked ->
                            locked
                                ? loaded(tx, pool).map(seen::equals)
                                : Future.succeededFuture(false))
                    .compose(
                        asSeen ->
                            asSeen
                                ? loadUnderLock(tx, pool, claimable).map(true)
                                : Future.succeededFuture(false)))
        .onSuccess(_ -> epochs.invalidate(pool));
  }

  private Future<Void> loadUnderLock(
      SqlConnection tx, UUID pool, Function<SqlConnection, Future<List<WaitingTask>>> claimable) {
    return repository
        .advance(tx, pool)
        .compose(epoch -> claimable.apply(tx).compose(tasks -> loadTasks.run(pool, epoch, tasks)));
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
