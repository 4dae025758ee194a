package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.app.Server;
import dev.guildhall.project.ProjectId;
import dev.guildhall.simulation.Person;
import dev.guildhall.testing.ThreeMasters;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three nodes on a Redis Cluster of three masters, one of which dies in the middle of the work. */
class ManyNodesIT {

  private static final int PROJECTS = 9;
  private static final int TASKS = 12;
  private static final int WORKERS = 6;
  private static final ThreeMasters MASTERS =
      ThreeMasters.start(
          Path.of("target", "test-stores", "cluster" + ProcessHandle.current().pid()));

  @RegisterExtension
  static final TestServer server =
      new TestServer(
          configuration -> configuration.withStores(configuration.postgres(), MASTERS.config()));

  private static final List<Server> OTHERS = new ArrayList<>();
  private static List<String> urls;

  @BeforeAll
  static void startTheOthers() {
    OTHERS.add(server.anotherNode());
    OTHERS.add(server.anotherNode());
    urls = List.of(server.url(), OTHERS.get(0).localUrl(), OTHERS.get(1).localUrl());
  }

  @AfterAll
  static void stop() {
    OTHERS.forEach(Server::close);
    MASTERS.close();
  }

  @Test
  void allWorkIsDoneOnceWhileAMasterDiesAndComesBack() throws Exception {
    var world = new World(server.url());
    var requester = world.requester();
    var projects =
        IntStream.range(0, PROJECTS).mapToObj(_ -> live(requester, automatic(), TASKS)).toList();
    var half = new CompletableFuture<Void>();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var working = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < WORKERS; i++) {
        var worker = new World(urls.get(i % urls.size())).again(world.worker());
        working.add(CompletableFuture.runAsync(() -> work(worker, projects, half), threads));
      }
      half.join();
      var killed = MASTERS.killHolder("{pool:" + uuid(projects.getFirst()) + "}:waiting");
      CompletableFuture.allOf(working.toArray(CompletableFuture[]::new)).join();

      killed.restart();
    }

    eventually(
        () ->
            count("select count(*) from assignment where state = 'accepted'")
                == (long) PROJECTS * TASKS);
    assertThat(
            count(
                "select count(*) from (select task_id from assignment where submitted_at is not"
                    + " null group by task_id having count(*) > 1) as twice"))
        .isZero();
    eventually(ManyNodesIT::hasAllOfRedis);
  }

  private static void work(Person worker, List<String> projects, CompletableFuture<Void> half) {
    for (String project : projects) {
      worker.acknowledge(project, 1);
      var held = worker.claim(UUID.randomUUID(), project);
      while (held.isPresent()) {
        worker.submit(held.get(), UUID.randomUUID(), answer(), null);
        if (count("select count(*) from submission") >= PROJECTS * TASKS / 2) {
          half.complete(null);
        }
        held = worker.claim(UUID.randomUUID(), project);
      }
    }
  }

  private static JsonObject automatic() {
    return draft().put("overlap", 1).put("review", new JsonObject().put("mode", "automatic"));
  }

  private static UUID uuid(String project) {
    return ProjectId.parse(project).value();
  }

  private static long count(String sql) {
    return server.sql(sql).getFirst().getLong(0);
  }

  private static boolean hasAllOfRedis() {
    var asked = HttpRequest.newBuilder(URI.create(server.managementUrl() + "/readyz")).build();
    try (var http = HttpClient.newHttpClient()) {
      return !http.sendAsync(asked, BodyHandlers.ofString()).join().body().contains("down");
    }
  }
}
