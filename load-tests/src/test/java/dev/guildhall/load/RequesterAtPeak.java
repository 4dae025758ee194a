package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.Simulation;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * While workers work, the requester uploads more, looks at the progress and judges what comes in:
 * neither side may starve the other. {@code -Dworkers=64 -Dseconds=60 -Dtasks=40000}.
 */
public class RequesterAtPeak extends Simulation {

  private static final int WORKERS = Settings.number("workers", 64);
  private static final int ROWS = 1_000;

  private final AtomicInteger nextRow = new AtomicInteger(1_000_000);

  public RequesterAtPeak() throws Exception {
    var market = new Market(Settings.SERVER);
    var order = market.order("manual");
    order.launchWith(Settings.number("tasks", 40_000));
    String project = order.project();
    var crowd = Crowd.of(market, WORKERS, project);
    var working =
        scenario("work")
            .exec(Acts.signIn(crowd::next))
            .rendezVous(WORKERS)
            .during(Settings.seconds("seconds", 60))
            .on(Acts.oneTask(project));
    var ordering =
        scenario("requester")
            .exec(session -> session.set("token", order.token()))
            .pause(10)
            .during(Settings.seconds("seconds", 60))
            .on(
                exec(session -> session.set("key", UUID.randomUUID()).set("rows", rows()))
                    .exec(
                        http("upload 1,000 tasks")
                            .post("/v1/projects/" + project + "/tasks")
                            .header("Authorization", "Bearer #{token}")
                            .header("Content-Type", "application/x-ndjson")
                            .header("Idempotency-Key", "#{key}")
                            .body(StringBody("#{rows}"))
                            .check(status().in(200, 201)))
                    .exec(
                        http("progress")
                            .get("/v1/projects/" + project + "/progress")
                            .header("Authorization", "Bearer #{token}")
                            .check(status().is(200)))
                    .exec(
                        http("what waits for a verdict")
                            .get("/v1/reviews?project_id=" + project)
                            .header("Authorization", "Bearer #{token}")
                            .check(status().is(200))
                            .check(
                                jsonPath("$.data[*].submission_id")
                                    .findAll()
                                    .optional()
                                    .saveAs("waiting")))
                    .doIf("#{waiting.exists()}")
                    .then(
                        foreach("#{waiting}", "submission")
                            .on(
                                http("verdict")
                                    .put("/v1/submissions/#{submission}/verdict")
                                    .header("Authorization", "Bearer #{token}")
                                    .body(StringBody("{\"verdict\":\"accept\"}"))
                                    .asJson()
                                    .check(status().in(200, 201))))
                    .pause(1));
    setUp(
            working
                .injectOpen(rampUsers(WORKERS).during(10))
                .andThen(Acts.invariants().injectOpen(atOnceUsers(1))),
            ordering.injectOpen(atOnceUsers(1)))
        .protocols(Acts.protocol())
        .assertions(global().failedRequests().count().is(0L));
  }

  private String rows() {
    int from = nextRow.getAndAdd(ROWS);
    return IntStream.range(from, from + ROWS)
        .mapToObj(Market::row)
        .collect(Collectors.joining("\n"));
  }
}
