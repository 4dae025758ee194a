package dev.guildhall.platform.sql;

import dev.guildhall.platform.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pools of PostgreSQL connections, and transactions over them; reads may go to a replica.
 *
 * <p>Every wait has an end: the server cancels statements, lock waits and idle transactions; the
 * client closes a connection that stays silent longer than that, and the kernel one whose packets
 * nobody acknowledges for {@link #LINK_TIMEOUT_MS}; the queue for a connection is bounded in length
 * and time. A failure of the link or of COMMIT says nothing about the outcome: callers make writes
 * repeatable by the client's id in the same transaction.
 */
public final class Database {

  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final int LINK_TIMEOUT_MS = 10_000;
  private static final int LONG_POOL_SIZE = 4;
  private static final int MAX_ATTEMPTS = 3;
  private static final int PIPELINED = 16;
  private static final Sql AS_OF_NOW =
      Sql.of("set transaction isolation level repeatable read read only");

  private static final String DECODER = "io.vertx.pgclient.impl.codec.";
  private static final String OURS = "dev.guildhall.";

  /** Read-only; idle in a transaction for too long; a lock that somebody keeps. */
  private static final Set<String> NOT_NOW = Set.of("25006", "25P03", "55P03");

  // Every request finds its rows by an index, whatever the values, so one plan serves them all. A
  // connection keeps it, and one made while a table was still small would read all of it for ever
  // after.
  private static final Map<String, String> BY_INDEX =
      Map.of(
          "enable_seqscan",
          "off",
          "enable_hashjoin",
          "off",
          "enable_mergejoin",
          "off",
          "random_page_cost",
          "1.1",
          "jit",
          "off",
          "plan_cache_mode",
          "force_generic_plan");

  private final Vertx vertx;
  private final Pool pool;
  private final Pool longPool;
  private final Optional<Replica> replica;
  private final LongAdder retries = new LongAdder();

  private Database(Vertx vertx, Pool pool, Pool longPool, Optional<Replica> replica) {
    this.vertx = vertx;
    this.pool = pool;
    this.longPool = longPool;
    this.replica = replica;
  }

  public static Database connect(Vertx vertx, PostgresConfig config) {
    return connect(vertx, config, Patience.REQUEST, Patience.LONG);
  }

  static Database connect(Vertx vertx, PostgresConfig config, Patience request, Patience longer) {
    Function<PostgresConfig, Pool> pool =
        where -> pool(vertx, where, request, BY_INDEX, config.poolSize());
    Function<PostgresConfig, Pool> longPool =
        where -> pool(vertx, where, longer, Map.of(), LONG_POOL_SIZE);
    var primary = pool.apply(config);
    var replica =
        config
            .replica()
            .map(where -> new Replica(vertx, primary, pool.apply(where), longPool.apply(where)));
    return new Database(vertx, primary, longPool.apply(config), replica);
  }

  private static Pool pool(
      Vertx vertx,
      PostgresConfig config,
      Patience patience,
      Map<String, String> planner,
      int size) {
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(size * 64)
                .setConnectionTimeout(millis(patience.connection()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(millis(patience.idle()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.MINUTES))
        .with(
            new NetClientOptions()
                .setConnectTimeout(2_000)
                .setTcpUserTimeout(LINK_TIMEOUT_MS)
                .setReadIdleTimeout(millis(patience.silence()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectingTo(connection(config, patience, planner))
        .using(vertx)
        .build();
  }

  private static PgConnectOptions connection(
      PostgresConfig config, Patience patience, Map<String, String> planner) {
    var options =
        new PgConnectOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setDatabase(config.database())
            .setUser(config.user())
            .setPassword(config.password().reveal())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(512)
            // Statements of a transaction that need no answer of each other travel together. When
            // one fails, PostgreSQL refuses those behind it, and all is rolled back.
            .setPipeliningLimit(PIPELINED);
    options.addProperty("application_name", "guildhall");
    options.addProperty("statement_timeout", Long.toString(patience.statement().toMillis()));
    options.addProperty("lock_timeout", Long.toString(patience.lock().toMillis()));
    options.addProperty("idle_in_transaction_session_timeout", "30000");
    planner.forEach(options::addProperty);
    options.setReconnectAttempts(0);
    return options;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** For single statements outside a transaction. */
  public SqlClient client() {
    return pool;
  }

  /**
   * Runs {@code work} in a transaction: committed when its future succeeds, rolled back when it
   * fails. A deadlock is tried again, so {@code work} must have no effect but through the
   * connection it is given, and must not ask for another one.
   */
  public <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
    return attempt(pool, work, 1);
  }

  /**
   * Like {@link #inTransaction}, for work whose single statements may take minutes. It has a few
   * connections of its own, so that it neither waits for requests nor keeps them waiting.
   */
  public <T> Future<T> inLongTransaction(Function<SqlConnection, Future<T>> work) {
    return attempt(longPool, work, 1);
  }

  /**
   * Runs {@code work} that only reads and decides no write, all of it as at one moment: on the
   * replica once that has all that is committed now, or else where it was written. It may run a
   * second time there, like a transaction that is tried again.
   */
  public <T> Future<T> read(Function<SqlConnection, Future<T>> work) {
    return read(pool, Replica::pool, work);
  }

  /** Like {@link #read}, on the connections of {@link #inLongTransaction}. */
  public <T> Future<T> readLong(Function<SqlConnection, Future<T>> work) {
    return read(longPool, Replica::longPool, work);
  }

  private <T> Future<T> read(
      Pool primary, Function<Replica, Pool> ofReplica, Function<SqlConnection, Future<T>> work) {
    Function<SqlConnection, Future<T>> asOfNow =
        tx -> AS_OF_NOW.run(tx).compose(_ -> work.apply(tx));
    if (replica.isEmpty()) {
      return attempt(primary, asOfNow, 1);
    }
    var other = replica.get();
    return other
        .hasAll()
        .compose(
            hasAll ->
                hasAll
                    ? attempt(ofReplica.apply(other), asOfNow, 1)
                        .recover(
                            failure -> {
                              if (!(failure instanceof Refusal.Unavailable)
                                  && !isRepeatable(failure)) {
                                return Future.failedFuture(failure);
                              }
                              other.rest(failure);
                              return attempt(primary, asOfNow, 1);
                            })
                    : attempt(primary, asOfNow, 1));
  }

  private <T> Future<T> attempt(Pool from, Function<SqlConnection, Future<T>> work, int attempt) {
    return from.getConnection()
        .compose(connection -> transact(connection, work))
        .recover(
            failure ->
                attempt < MAX_ATTEMPTS && isRepeatable(failure)
                    ? again(from, work, attempt, failure)
                    : Future.failedFuture(translated(failure)));
  }

  private <T> Future<T> again(
      Pool from, Function<SqlConnection, Future<T>> work, int attempt, Throwable failure) {
    retries.increment();
    log.warn("a transaction is tried again: {}", failure.getMessage());
    return pause(attempt).compose(_ -> attempt(from, work, attempt + 1));
  }

  /**
   * How often a transaction was tried again since the start. Locks are taken in one order
   * everywhere, so more than a few say that something breaks it.
   */
  public long retries() {
    return retries.sum();
  }

  private <T> Future<T> transact(
      SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    return connection
        .begin()
        .compose(
            transaction ->
                called(work, connection)
                    .compose(
                        result -> transaction.commit().map(result),
                        failure ->
                            transaction.rollback().transform(_ -> Future.<T>failedFuture(failure))))
        .eventually(connection::close);
  }

  private static <T> Future<T> called(
      Function<SqlConnection, Future<T>> work, SqlConnection connection) {
    try {
      return work.apply(connection);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Long> pause(int attempt) {
    long jitter = ThreadLocalRandom.current().nextLong(10L, 50L * attempt + 10);
    return vertx.timer(jitter, TimeUnit.MILLISECONDS).map(jitter);
  }

  /**
   * Deadlock and serialisation failures, which PostgreSQL has rolled back for certain. So has it
   * where a statement or the commit only says that one before it has failed: of statements that
   * travel together the first to be asked for its outcome need not be the one that went wrong, and
   * some are never asked.
   */
  private static boolean isRepeatable(Throwable failure) {
    return failure instanceof TransactionRollbackException
        || (failure instanceof PgException e
            && Set.of("40P01", "40001", "25P02").contains(String.valueOf(e.getSqlState())));
  }

  /**
   * Failures that only say that PostgreSQL cannot be reached, or cannot do it now, become {@link
   * Refusal.Unavailable}.
   */
  public static Throwable translated(Throwable failure) {
    if (!isUnreachable(failure)) {
      return failure;
    }
    log.warn("PostgreSQL cannot be reached: {}", failure.getMessage());
    return new Refusal.Unavailable("postgresql");
  }

  private static boolean isUnreachable(Throwable failure) {
    return switch (failure) {
      case PgException e -> {
        String state = e.getSqlState() == null ? "" : e.getSqlState();
        yield state.startsWith("08")
            // A deadlock or a conflict that came again each time it was tried.
            || state.startsWith("40")
            || state.equals("25P02")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("58")
            || NOT_NOW.contains(state);
      }
      case ClosedConnectionException _, IOException _, TimeoutException _ -> true;
      case TransactionRollbackException _ -> true;
      case RuntimeException e when isUnreadable(e) -> true;
      default -> {
        String message = String.valueOf(failure.getMessage());
        yield message.contains("Connection is not active")
            // The pool's word for "no connection became free", for transactions and statements.
            || message.equals("Timeout")
            || message.contains("Timeout waiting for")
            || message.contains("max pool wait queue")
            || message.contains("connection closed")
            || message.contains("connection has been closed");
      }
    };
  }

  /**
   * What came over the link was no answer of PostgreSQL's: the client's decoder stumbled, and none
   * of our own code, which it calls with what it has read.
   */
  private static boolean isUnreadable(RuntimeException failure) {
    return Arrays.stream(failure.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> name.startsWith(DECODER) || name.startsWith(OURS))
        .findFirst()
        .filter(name -> name.startsWith(DECODER))
        .isPresent();
  }

  public Future<Void> close() {
    return Future.join(
            pool.close(),
            longPool.close(),
            replica.map(Replica::close).orElseGet(Future::succeededFuture))
        .mapEmpty();
  }
}
