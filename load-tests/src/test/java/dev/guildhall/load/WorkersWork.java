package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signed-in workers look at the feed, claim, save a draft and submit, over and over, as fast as the
 * server answers. Every submission is durable before it is answered.
 *
 * <p>Settings: {@code -Dserver=http://127.0.0.1:8080 -Dworkers=64 -Dseconds=60 -Dtasks=20000}.
 */
public class WorkersWork extends Simulation {

  private static final String SERVER = System.getProperty("server", "http://127.0.0.1:8080");
  private static final int WORKERS = Integer.getInteger("workers", 64);
  private static final int SECONDS = Integer.getInteger("seconds", 60);
  private static final int TASKS = Integer.getInteger("tasks", 20_000);

  private static String project;
  private static List<String> tokens;
  private final AtomicInteger nextWorker = new AtomicInteger();

  static {
    try {
      var market = new Market(SERVER);
      project = market.liveProject(TASKS);
      tokens = market.workers(WORKERS, project);
    } catch (Exception e) {
      throw new IllegalStateException("the market could not be arranged at " + SERVER, e);
    }
  }

  private final HttpProtocolBuilder protocol =
      http.baseUrl(SERVER).acceptHeader("application/json").disableCaching();

  private final ChainBuilder oneTask =
      exec(session -> session.set("claim", UUID.randomUUID()).set("submission", UUID.randomUUID()))
          .exec(
              http("claim")
                  .post("/v1/claims")
                  .header("Authorization", "Bearer #{token}")
                  .body(
                      StringBody("{\"claim_id\":\"#{claim}\",\"project_id\":\"" + project + "\"}"))
                  .asJson()
                  .check(status().is(201))
                  .check(jsonPath("$.id").saveAs("assignment"))
                  .check(jsonPath("$.fence").saveAs("fence")))
          .exitHereIfFailed()
          .exec(
              http("draft")
                  .put("/v1/assignments/#{assignment}/draft")
                  .header("Authorization", "Bearer #{token}")
                  .body(StringBody("{\"output\":{\"choice\":\"a\",\"reason\":\"It names\"}}"))
                  .asJson()
                  .check(status().is(200)))
          .exec(
              http("submit")
                  .post("/v1/assignments/#{assignment}/submission")
                  .header("Authorization", "Bearer #{token}")
                  .body(
                      StringBody(
                          "{\"submission_id\":\"#{submission}\",\"fence\":#{fence},"
                              + "\"output\":{\"choice\":\"a\",\"reason\":\"It names the cause that everybody can see.\"}}"))
                  .asJson()
                  .check(status().is(201)));

  private final ScenarioBuilder work =
      scenario("workers work")
          .exec(
              session ->
                  session.set("token", tokens.get(nextWorker.getAndIncrement() % tokens.size())))
          .exec(
              http("feed")
                  .get("/v1/feed")
                  .header("Authorization", "Bearer #{token}")
                  .check(status().is(200)))
          .during(Duration.ofSeconds(SECONDS))
          .on(oneTask);

  public WorkersWork() {
    setUp(work.injectOpen(atOnceUsers(WORKERS)))
        .protocols(protocol)
        .assertions(global().failedRequests().count().is(0L));
  }
}
