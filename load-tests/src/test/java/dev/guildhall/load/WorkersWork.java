package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Workers sign in, look at the feed, then claim and submit, over and over, as fast as the server
 * answers; with {@code -Ddrafts=true} they save a draft in between. Every submission is durable
 * before it is answered. The same number of callers then do the bare cycle of {@link BareServer} on
 * the same stores, and the two are compared. Both are warmed up first: what a JVM does in its first
 * seconds says nothing of the days after.
 *
 * <p>Settings: {@code -Dserver=http://127.0.0.1:8080 -Dhome=.guildhall -Dworkers=64 -Dwarmup=60
 * -Dseconds=60 -Dtasks=40000}; {@code home} is the server's folder.
 */
public class WorkersWork extends Simulation {

  private static final String SERVER = System.getProperty("server", "http://127.0.0.1:8080");
  private static final Path HOME = Path.of(System.getProperty("home", "../.guildhall"));
  private static final int WORKERS = Integer.getInteger("workers", 64);
  private static final int WARMUP = Integer.getInteger("warmup", 60);
  private static final int SECONDS = Integer.getInteger("seconds", 60);
  private static final int TASKS = Integer.getInteger("tasks", 40_000);
  private static final boolean DRAFTS = Boolean.getBoolean("drafts");
  private static final int BARE_TASKS = 1_000_000;

  private static String project;
  private static List<String> workers;
  private static BareServer bare;

  static {
    try {
      var market = new Market(SERVER);
      project = market.liveProject(TASKS);
      workers = market.workers(WORKERS, project);
      bare = new BareServer(HOME, BARE_TASKS);
    } catch (Exception e) {
      throw new IllegalStateException("the market could not be arranged at " + SERVER, e);
    }
  }

  private final AtomicInteger nextWorker = new AtomicInteger();
  private final LongAdder cycles = new LongAdder();
  private final LongAdder bareCycles = new LongAdder();

  private final HttpProtocolBuilder protocol =
      http.baseUrl(SERVER).acceptHeader("application/json").disableCaching();

  private ChainBuilder oneTask(String suffix, LongAdder cycles) {
    return exec(session ->
            session.set("claim", UUID.randomUUID()).set("submission", UUID.randomUUID()))
        .exec(
            http("claim" + suffix)
                .post("/v1/claims")
                .header("Authorization", "Bearer #{token}")
                .body(StringBody("{\"claim_id\":\"#{claim}\",\"project_id\":\"" + project + "\"}"))
                .asJson()
                .check(status().is(201))
                .check(jsonPath("$.id").saveAs("assignment"))
                .check(jsonPath("$.fence").saveAs("fence")))
        .exitHereIfFailed()
        .doIf(session -> DRAFTS)
        .then(
            http("draft" + suffix)
                .put("/v1/assignments/#{assignment}/draft")
                .header("Authorization", "Bearer #{token}")
                .body(StringBody("{\"output\":{\"choice\":\"a\",\"reason\":\"It names\"}}"))
                .asJson()
                .check(status().is(200)))
        .exec(
            http("submit" + suffix)
                .post("/v1/assignments/#{assignment}/submission")
                .header("Authorization", "Bearer #{token}")
                .body(
                    StringBody(
                        "{\"submission_id\":\"#{submission}\",\"fence\":#{fence},"
                            + "\"output\":{\"choice\":\"a\",\"reason\":\"It names the cause that everybody can see.\"}}"))
                .asJson()
                .check(status().is(201)))
        .exitHereIfFailed()
        .exec(counted(cycles));
  }

  private ChainBuilder oneBareTask(String suffix, LongAdder cycles) {
    return exec(session ->
            session.set("claim", UUID.randomUUID()).set("submission", UUID.randomUUID()))
        .exec(
            http("bare claim" + suffix)
                .post(bare.address() + "/claims")
                .body(StringBody("{\"claim_id\":\"#{claim}\"}"))
                .asJson()
                .check(status().is(201))
                .check(jsonPath("$.id").saveAs("task")))
        .exitHereIfFailed()
        .exec(
            http("bare submit" + suffix)
                .post(bare.address() + "/submissions")
                .body(
                    StringBody(
                        "{\"submission_id\":\"#{submission}\",\"task\":\"#{task}\","
                            + "\"output\":{\"choice\":\"a\",\"reason\":\"It names the cause that everybody can see.\"}}"))
                .asJson()
                .check(status().is(201)))
        .exitHereIfFailed()
        .exec(counted(cycles));
  }

  private static ChainBuilder counted(LongAdder cycles) {
    return exec(
        session -> {
          cycles.increment();
          return session;
        });
  }

  private final ScenarioBuilder bareWork =
      scenario("bare work")
          .during(Duration.ofSeconds(WARMUP))
          .on(oneBareTask(" warming up", new LongAdder()))
          .during(Duration.ofSeconds(SECONDS))
          .on(oneBareTask("", bareCycles));

  private final ScenarioBuilder work =
      scenario("workers work")
          .exec(
              session ->
                  session
                      .set("email", workers.get(nextWorker.getAndIncrement()))
                      .set("password", Market.PASSWORD))
          .exec(
              http("sign in")
                  .post("/v1/sessions")
                  .body(StringBody("{\"email\":\"#{email}\",\"password\":\"#{password}\"}"))
                  .asJson()
                  .check(status().is(200))
                  .check(jsonPath("$.access_token").saveAs("token")))
          .exec(
              http("feed")
                  .get("/v1/feed")
                  .header("Authorization", "Bearer #{token}")
                  .check(status().is(200)))
          .rendezVous(WORKERS)
          .during(Duration.ofSeconds(WARMUP))
          .on(oneTask(" warming up", new LongAdder()))
          .during(Duration.ofSeconds(SECONDS))
          .on(oneTask("", cycles));

  public WorkersWork() {
    setUp(work.injectOpen(atOnceUsers(WORKERS)).andThen(bareWork.injectOpen(atOnceUsers(WORKERS))))
        .protocols(protocol)
        .assertions(global().failedRequests().count().is(0L));
  }

  @Override
  public void after() {
    bare.close();
    System.out.printf(
        Locale.ROOT,
        "%d workers, %d s each: %.0f tasks claimed and submitted per second; bare cycle %.0f per second; ratio %.1f %%%n",
        WORKERS,
        SECONDS,
        cycles.doubleValue() / SECONDS,
        bareCycles.doubleValue() / SECONDS,
        100 * cycles.doubleValue() / bareCycles.doubleValue());
  }
}
