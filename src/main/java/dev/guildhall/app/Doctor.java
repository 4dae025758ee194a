package dev.guildhall.app;

import dev.guildhall.audit.AuditWorkflow;
import dev.guildhall.audit.AuditWorkflow.Circumstances;
import dev.guildhall.audit.AuditWorkflow.Examined;
import dev.guildhall.audit.Violation;
import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.platform.event.ChainJob;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.FarewellTransport;
import dev.guildhall.platform.sql.Migrations;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Examines a market: are its stores there, is its schema the newest, do its invariants hold? */
final class Doctor {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

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
    return on(
        stores,
        doctor -> {
          doctor.examineAll();
          return doctor.findings;
        });
  }

  /**
   * Examines every rule on the market of {@code stores}, which may be at work; blocks.
   *
   * @param tell hears of each finding as it is made
   * @return whether all is well
   */
  static boolean audit(LocalStores stores, Consumer<Finding> tell) {
    return on(stores, doctor -> doctor.auditAll(stores.runsNodes(), tell));
  }

  private static <T> T on(LocalStores stores, Function<Doctor, T> work) {
    var vertx = FarewellTransport.vertx(new VertxOptions());
    var database = Database.connect(vertx, stores.postgres());
    var redis = Redis.connect(vertx, stores.redis());
    try {
      return work.apply(new Doctor(database, redis, stores.postgres()));
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
    if (hasNewestSchema()) {
      look("event chain", this::chainHolds);
      look("ledger", this::ledgerBalances);
      look("slots of tasks", () -> none("slots of tasks", "slots"));
      look("no task twice", () -> none("no task twice", "twice"));
      look("jobs", this::noJobIsParked);
    }
  }

  private boolean auditAll(boolean nodesRun, Consumer<Finding> tell) {
    boolean examinable = reachable() && hasNewestSchema();
    findings.forEach(tell);
    if (!examinable) {
      return false;
    }
    return audit(nodesRun ? Circumstances.AT_WORK : Circumstances.AT_REST)
        .run(examined -> lines(examined).forEach(tell))
        .isEmpty();
  }

  private static List<Finding> lines(Examined examined) {
    return examined.violations().isEmpty()
        ? List.of(Finding.good(examined.rule(), "holds"))
        : examined.violations().stream()
            .map(
                one ->
                    Finding.bad(
                        one.rule() + ' ' + one.subject(),
                        "found " + one.found() + "; expected " + one.expected()))
            .toList();
  }

  private boolean hasNewestSchema() {
    look("schema", this::schemaIsNewest);
    return findings.getLast().good();
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

  private Finding none(String what, String rule) {
    var found = audit(Circumstances.AT_REST).examine(rule);
    return found.isEmpty()
        ? Finding.good(what, "holds")
        : Finding.bad(
            what, found.stream().map(Violation::toString).collect(Collectors.joining("; ")));
  }

  private AuditWorkflow audit(Circumstances circumstances) {
    return new AuditWorkflow(database, redis, circumstances);
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
