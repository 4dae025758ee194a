package dev.guildhall.app;

import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.platform.event.ChainJob;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Migrations;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Examines a market: are its stores there, is its schema the newest, do its invariants hold? */
final class Doctor {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  // I1: the slots a task counts as taken are those that are taken, and never more than it wants
  // unless it was decided so.
  private static final Sql WRONG_SLOTS =
      Sql.of(
          """
          select t.id::text as id, t.live::text || ' counted, ' || count(a.id) || ' found, overlap '
                 || t.overlap || ', extra ' || t.extra as detail
          from task t
          left join assignment a on a.task_id = t.id
            and a.state in ('claimed', 'submitted', 'accepted', 'accepted_with_fix', 'revision_requested')
          group by t.id, t.live, t.overlap, t.extra
          having t.live <> count(a.id) or t.extra <> greatest(0, t.live - t.overlap)
          limit 20
          """);

  // I2: nobody has the same task twice.
  private static final Sql TWICE =
      Sql.of(
          """
          select task_id::text as id, 'worker ' || worker_id || ', ' || count(*) || ' times' as detail
          from assignment group by task_id, worker_id having count(*) > 1
          limit 20
          """);

  private static final Sql PARKED_JOBS =
      Sql.of(
          """
          select id::text as id, kind || ' after ' || attempts || ' attempts: ' || error as detail
          from job where state = 'failed'
          order by created_at
          limit 20
          """);

  private static final Sql ALIVE = Sql.of("select version() as detail, '' as id");

  private final List<Finding> findings = new ArrayList<>();
  private final Database database;
  private final Redis redis;
  private final PostgresConfig postgres;

  private Doctor(Database database, Redis redis, PostgresConfig postgres) {
    this.database = database;
    this.redis = redis;
    this.postgres = postgres;
  }

  /** Examines the market on {@code stores}; blocks. */
  static List<Finding> examine(LocalStores stores) {
    var vertx = Vertx.vertx();
    var database = Database.connect(vertx, stores.postgres());
    var redis = Redis.connect(vertx, stores.redis());
    try {
      var doctor = new Doctor(database, redis, stores.postgres());
      doctor.examineAll();
      return List.copyOf(doctor.findings);
    } finally {
      redis.close().eventually(database::close).eventually(vertx::close).await();
    }
  }

  /** Examines a market whose server runs in this process. */
  static List<Finding> examine(Database database, Redis redis, PostgresConfig postgres) {
    var doctor = new Doctor(database, redis, postgres);
    doctor.examineAll();
    return List.copyOf(doctor.findings);
  }

  private void examineAll() {
    if (!reachable()) {
      return;
    }
    look("Redis", this::redisAnswers);
    look("schema", this::schemaIsNewest);
    if (findings.stream().allMatch(f -> f.good() || !f.what().equals("schema"))) {
      look("event chain", this::chainHolds);
      look("ledger", this::ledgerBalances);
      look("slots of tasks (I1)", () -> none("slots of tasks (I1)", WRONG_SLOTS));
      look("no task twice (I2)", () -> none("no task twice (I2)", TWICE));
      look("jobs", this::noJobIsParked);
    }
  }

  private boolean reachable() {
    look("PostgreSQL", () -> Finding.good("PostgreSQL", lines(ALIVE).getFirst().strip()));
    return findings.getLast().good();
  }

  private Finding redisAnswers() {
    for (int i = 0; i < 20; i++) {
      if (settled(redis.ping())) {
        return Finding.good("Redis", "answers");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return Finding.bad("Redis", "does not answer; work goes on without it, slower");
  }

  private Finding schemaIsNewest() {
    int pending = Migrations.pending(postgres);
    return pending == 0
        ? Finding.good("schema", "up to date")
        : Finding.bad(
            "schema",
            pending
                + " migrations are missing; the command `migrate` brings them, and so does a start");
  }

  private Finding chainHolds() {
    var broken = new ChainJob(database, new EventLog()).firstBrokenBlock();
    return broken
        .map(block -> Finding.bad("event chain", "block " + block + " does not follow"))
        .orElseGet(() -> Finding.good("event chain", "every block follows from the one before"));
  }

  private Finding ledgerBalances() {
    var found = settled(database.inLongTransaction(new LedgerCheck()::findings));
    return found.isEmpty()
        ? Finding.good(
            "ledger", "every balance is the sum of its transfers, every currency adds up to zero")
        : Finding.bad("ledger", String.join("; ", found));
  }

  private Finding noJobIsParked() {
    var parked = lines(PARKED_JOBS);
    return parked.isEmpty()
        ? Finding.good("jobs", "none was given up")
        : Finding.bad("jobs", "given up: " + String.join("; ", parked));
  }

  private Finding none(String what, Sql wrong) {
    var found = lines(wrong);
    return found.isEmpty()
        ? Finding.good(what, "holds")
        : Finding.bad(what, String.join("; ", found));
  }

  private void look(String what, java.util.function.Supplier<Finding> examination) {
    try {
      findings.add(examination.get());
    } catch (RuntimeException e) {
      findings.add(Finding.bad(what, String.valueOf(e.getMessage())));
    }
  }

  private List<String> lines(Sql sql) {
    return Rows.list(
        settled(database.inLongTransaction(sql::run)),
        row -> (row.getString("id") + ' ' + row.getString("detail")).strip());
  }

  private static <T> T settled(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + PATIENCE.toMinutes() + " minutes", e);
    }
  }
}
