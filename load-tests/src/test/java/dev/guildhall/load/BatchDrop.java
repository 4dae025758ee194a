package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Many tasks appear before many people who have the app open: each hears of it on the stream, looks
 * at the feed at a moment of their own within the time that the server names, and takes one. {@code
 * -Dpeople=10000 -Dramp=600 -Dtasks=100000}; people are connected before the tasks come.
 */
public class BatchDrop extends Simulation {

  private static final int PEOPLE = Settings.number("people", 10_000);
  private static final int TASKS = Settings.number("tasks", 100_000);
  private static final int PATIENCE = Settings.number("patience", 300);

  public BatchDrop() throws Exception {
    var market = new Market(Settings.SERVER);
    var order = market.order();
    order.launchWith(1);
    var crowd = Crowd.of(market, PEOPLE, order.project());
    order.pause();
    order.load(TASKS);
    var connected = new CountDownLatch(PEOPLE);
    new Thread(() -> dropOnce(connected, order), "drop").start();
    setUp(
            scenario("batch drop")
                .exec(Acts.signIn(crowd::next))
                // A stream that is refused is asked for again.
                .tryMax(30)
                .on(
                    pause(0, 1)
                        .exec(
                            sse("stream")
                                .get("/v1/stream")
                                .header("Authorization", "Bearer #{token}")
                                .await(60)
                                .on(
                                    sse.checkMessage("connected")
                                        .matching(substring("ready"))
                                        .check(substring("ready")))))
                .exec(
                    session -> {
                      connected.countDown();
                      return session;
                    })
                .exec(
                    sse("work is here")
                        .setCheck()
                        .await(PATIENCE)
                        .on(
                            sse.checkMessage("told")
                                .matching(substring("within_ms"))
                                .check(regex("within_ms\\D*(\\d+)").saveAs("within"))))
                .exitHereIfFailed()
                .pause(
                    session ->
                        Duration.ofMillis(
                            ThreadLocalRandom.current()
                                .nextLong(1 + Long.parseLong(session.getString("within")))))
                .exec(Acts.feed())
                .exec(Acts.oneTask(order.project()))
                .exec(sse("good-bye").close())
                .injectOpen(rampUsers(PEOPLE).during(Settings.seconds("ramp", 600)))
                .andThen(Acts.invariants().injectOpen(atOnceUsers(1))))
        .protocols(Acts.protocol())
        .assertions(
            details("told").successfulRequests().count().is((long) PEOPLE),
            details("submit").successfulRequests().count().gte((long) PEOPLE),
            details("sign in").failedRequests().count().is(0L),
            details("feed").failedRequests().count().is(0L),
            details("claim").failedRequests().count().is(0L),
            details("submit").failedRequests().count().is(0L),
            details("every rule holds").failedRequests().count().is(0L));
  }

  private static void dropOnce(CountDownLatch connected, Market.Order order) {
    try {
      connected.await();
      order.launch();
    } catch (Exception e) {
      throw new IllegalStateException("the project could not be launched", e);
    }
  }
}
