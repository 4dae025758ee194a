package dev.guildhall.nemesis;

import dev.guildhall.scenario.World;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** All who work in a run, and the projects they work for. */
final class Crew implements AutoCloseable {

  private static final int PROJECTS = 3;
  private static final int OVERLAP = 3;
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .executor(threads)
          .build();
  private final Deadline deadline = new Deadline();
  private final List<CrewMember> members = new ArrayList<>();
  private final List<CompletableFuture<Void>> working = new ArrayList<>();
  private volatile boolean finishing;

  /** Arranges projects and enrols workers, before anything goes wrong. */
  Crew(Market market, Scale scale, History history, Tally tally, long seed) {
    var world = new World(market.nodes().getFirst().url());
    var projects = projects(world, scale);
    var seeds = new Random(seed);
    for (int i = 0; i < scale.workers(); i++) {
      var person = world.worker();
      projects.forEach(project -> person.acknowledge(project, 1));
      members.add(
          new CrewMember(
              new Device(http, market.nodes(), person.email(), history, tally, deadline),
              person.workerId(),
              projects,
              history,
              new Random(seeds.nextLong()),
              market.nodes().size(),
              scale.think(),
              threads));
    }
  }

  private static List<String> projects(World world, Scale scale) {
    var requester = world.requester();
    requester.fund(
        requester.organisationId("requester"),
        World.money("100000.00"),
        UUID.randomUUID().toString());
    var draft =
        World.draft()
            .put("overlap", OVERLAP)
            .put("estimate_seconds", 10)
            .put("review", new JsonObject().put("mode", "automatic"));
    return IntStream.range(0, PROJECTS)
        .mapToObj(_ -> World.live(requester, draft, scale.tasks() / PROJECTS))
        .toList();
  }

  /** Lets all work until {@link #finish}. */
  void begin() {
    members.forEach(
        member ->
            working.add(CompletableFuture.runAsync(() -> member.work(() -> finishing), threads)));
  }

  /** Everybody ends what they have begun; who is not answered by then gives up. */
  void finish(Duration patience) throws Exception {
    finishing = true;
    deadline.in(patience);
    try {
      CompletableFuture.allOf(working.toArray(CompletableFuture[]::new))
          .get(patience.toSeconds() + 60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof Device.Unanswered)) {
        throw e;
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("the crew does not end", e);
    }
  }

  @Override
  public void close() {
    deadline.in(Duration.ZERO);
    finishing = true;
    threads.shutdownNow();
    http.shutdownNow();
  }
}
