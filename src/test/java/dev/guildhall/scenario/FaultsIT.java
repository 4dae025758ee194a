package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.ledger.LedgerCheck;
import dev.guildhall.nemesis.History;
import dev.guildhall.nemesis.RecordReader;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.simulation.Person;
import dev.guildhall.testing.Stores;
import dev.guildhall.testing.TestPlatform;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Work goes on while stores and server are taken away, and nothing that was acknowledged is lost.
 * The clients keep a history of what they heard; afterwards it is compared with the record.
 */
@Timeout(300)
class FaultsIT {

  private static final int WORKERS = 6;
  private static final int TASKS = 120;
  private static final int OVERLAP = 3;
  private static final Path HOME =
      Path.of("target", "test-homes", "faults-" + ProcessHandle.current().pid());

  private static EmbeddedPostgres postgres;
  private static EmbeddedRedis redis;
  private static ServerProcess server;
  private static Vertx vertx;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(HOME);
    var options = StoreOptions.defaults().withRuntimes(Stores.runtimes());
    postgres = EmbeddedPostgres.start(HOME, options);
    redis = EmbeddedRedis.start(HOME, options);
    var settings = ServerProcess.settings(postgres, postgres.port(), redis, redis.port());
    // These workers do not wait for a lot.
    settings.put("WORK_OFFER_SECONDS", "0");
    server = ServerProcess.serving(HOME, settings);
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    server.close();
    TestPlatform.await(vertx.close());
    redis.close();
    postgres.close();
  }

  @Test
  void nothingAcknowledgedIsLostThroughFlushKillAndRestart() throws Exception {
    var world = new World(server.url());
    var requester = world.requester();
    String project =
        World.live(
            requester,
            World.draft()
                .put("overlap", OVERLAP)
                .put("review", new JsonObject().put("mode", "automatic")),
            TASKS);
    var history = new History();
    var crew = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WORKERS; i++) {
        var worker = world.worker();
        worker.acknowledge(project, 1);
        crew.add(threads.submit(() -> work(worker, project, history)));
      }
      awaitSubmissions(history, 20);
      flushRedis();
      awaitSubmissions(history, 60);
      redis.killHard();
      awaitSubmissions(history, 100);
      redis.restart();
      awaitSubmissions(history, 140);
      server.killAndRestart();
      awaitSubmissions(history, 200);
      postgres.restart();
      awaitSubmissions(history, 260);
      postgres.killHard();
      postgres.restart();
      for (Future<?> member : crew) {
        member.get();
      }
    }

    assertThat(RecordReader.violations(history, postgres)).isEmpty();
    assertThat(history.submitted()).isEqualTo(TASKS * OVERLAP);
    assertThat(ledgerFindings()).isEmpty();
    assertThat(requester.project(project).getJsonObject("committed"))
        .isEqualTo(World.money("90.00"));
  }

  /** Works until every task has all its submissions. */
  private static Void work(Person worker, String project, History history) {
    String id = worker.workerId();
    int empty = 0;
    while (empty < 4) {
      UUID claim = UUID.randomUUID();
      history.claiming(claim, id);
      var held = worker.claim(claim, project);
      if (held.isEmpty()) {
        history.refused(claim);
        empty++;
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L);
        continue;
      }
      empty = 0;
      history.claimed(claim, held.get());
      String assignment = held.get().getString("id");
      var draft = new JsonObject().put("choice", "a").put("reason", "begun by " + id);
      history.writing(assignment, draft);
      worker.saveDraft(assignment, draft);
      history.kept(assignment, draft);
      UUID submission = UUID.randomUUID();
      var output =
          new JsonObject().put("choice", "a").put("reason", "It names the cause " + submission);
      history.submitting(submission, assignment, output);
      worker.submit(held.get(), submission, output, null);
      history.submitted(submission);
    }
    return null;
  }

  private static void awaitSubmissions(History history, int count) {
    long deadline = System.nanoTime() + 90_000_000_000L;
    while (history.submitted() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "only " + history.submitted() + " of " + count + " submissions were acknowledged");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L);
    }
  }

  private static List<String> ledgerFindings() {
    var database =
        Database.connect(
            vertx,
            new PostgresConfig(
                postgres.host(),
                postgres.port(),
                postgres.database(),
                postgres.user(),
                new Secret(postgres.password()),
                2));
    try {
      return TestPlatform.await(new LedgerCheck().findings(database.client()));
    } finally {
      TestPlatform.await(database.close());
    }
  }

  private static void flushRedis() {
    var uri =
        RedisURI.builder()
            .withHost(redis.host())
            .withPort(redis.port())
            .withPassword(redis.password().toCharArray())
            .build();
    try (var client = RedisClient.create(uri);
        var connection = client.connect()) {
      connection.sync().flushall();
    }
  }
}
