package dev.guildhall.audit;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.audit.AuditWorkflow.Circumstances;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.scenario.TestServer;
import dev.guildhall.scenario.World;
import dev.guildhall.testing.Stores;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule finds what breaks it, and that alone. Each corruption is planted in a copy of a market
 * in which everything has happened, with the database's own guards off for the moment.
 */
class AuditIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final Circumstances ONE_LOOK = new Circumstances(true, 1, Duration.ZERO);

  private static Vertx vertx;
  private static Redis redis;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> index;

  @BeforeAll
  static void aMarketInWhichEverythingHasHappened() {
    vertx = Vertx.vertx();
    redis = Redis.connect(vertx, Stores.redis());
    client =
        RedisClient.create(
            RedisURI.builder()
                .withHost(Stores.redis().host())
                .withPort(Stores.redis().port())
                .withPassword(Stores.redis().password().reveal().toCharArray())
                .build());
    index = client.connect();
    new AuditedMarket(server).live();
    World.eventually(() -> audit(server.postgres()).isEmpty());
    server.server().close();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    await(redis.close());
    await(vertx.close());
  }

  static Stream<Corruption> corruptions() {
    return Corruptions.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void whatBreaksARuleIsFound(Corruption corruption) {
    var copy = Stores.copyOf(server.postgres());
    on(
        copy,
        database ->
            await(database.inTransaction(tx -> inOrder(corruption, sql -> Sql.of(sql).run(tx)))));

    assertThat(audit(copy)).extracting(Corruptions::line).isEqualTo(corruption.lines());
  }

  @Test
  void everyRuleHasACorruption() {
    Set<String> examined = new HashSet<>();
    on(
        server.postgres(),
        database ->
            new AuditWorkflow(database, redis, ONE_LOOK).run(one -> examined.add(one.rule())));

    Set<String> broken = new HashSet<>(Set.of(QueueWorkflow.RULE));
    Corruptions.ALL.forEach(corruption -> broken.addAll(corruption.rules()));
    assertThat(broken).isEqualTo(examined);
  }

  @Test
  void aFullTaskThatWaitsInRedisIsFound() {
    String task = first("select id::text from task where live = overlap and not named limit 1");
    index.sync().zadd(waiting(), 7, task);

    var found = audit(server.postgres());

    index.sync().zrem(waiting(), task);
    assertThat(found)
        .containsExactly(
            new Violation("queue", "task " + task, "it waits in Redis", "no free slot"));
  }

  @Test
  void aTaskThatDoesNotWaitInRedisIsFound() {
    String task = index.sync().zrange(waiting(), 0, 0).getFirst();
    double rank = index.sync().zscore(waiting(), task);
    index.sync().zrem(waiting(), task);

    var found = audit(server.postgres());

    index.sync().zadd(waiting(), rank, task);
    assertThat(found)
        .containsExactly(new Violation("queue", "task " + task, "not in Redis", "it waits there"));
  }

  @Test
  void anIndexOfAnotherEpochIsFound() {
    String epoch = index.sync().get(key("epoch"));
    index.sync().set(key("epoch"), "999");

    var found = audit(server.postgres());

    index.sync().set(key("epoch"), epoch);
    assertThat(found)
        .containsExactly(
            new Violation(
                "queue", "project " + pool(), "an index of epoch 999", "one of epoch " + epoch));
  }

  @Test
  void aMarketAtRestIsNotExpectedToDoAnything() {
    var copy = Stores.copyOf(server.postgres());
    String passing =
        "update earning set hold_until = now() - interval '1 day' where state = 'held'";
    on(copy, database -> await(database.client().query(passing).execute()));

    var found =
        on(
            copy,
            database -> new AuditWorkflow(database, redis, Circumstances.AT_REST).run(_ -> {}));

    assertThat(found).isEmpty();
  }

  private static Future<?> inOrder(Corruption corruption, Function<String, Future<?>> run) {
    Future<?> done = Future.succeededFuture();
    for (String statement : corruption.damage()) {
      done = done.compose(_ -> run.apply(statement));
    }
    return done;
  }

  private static List<Violation> audit(PostgresConfig postgres) {
    return on(postgres, database -> new AuditWorkflow(database, redis, ONE_LOOK).run(_ -> {}));
  }

  private static <T> T on(PostgresConfig postgres, Function<Database, T> work) {
    var database = Database.connect(vertx, postgres);
    try {
      return work.apply(database);
    } finally {
      await(database.close());
    }
  }

  private static String first(String sql) {
    return on(
        server.postgres(),
        database -> await(database.client().query(sql).execute()).iterator().next().getString(0));
  }

  /** A live project that has tasks waiting. */
  private static String pool() {
    return first(
        "select p.id::text from project p join task t on t.project_id = p.id"
            + " where p.state = 'live' and t.live < t.overlap and t.gold is null and not t.named"
            + " order by p.id limit 1");
  }

  private static String waiting() {
    return key("waiting");
  }

  private static String key(String name) {
    return "{pool:" + pool() + "}:" + name;
  }
}
