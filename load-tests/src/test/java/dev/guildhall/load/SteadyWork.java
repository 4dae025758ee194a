package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;

import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * A day like any other: people look at the feed, do tasks with a draft in between, and look at what
 * they earned. {@code -Dworkers=64 -Dseconds=60 -Dtasks=40000 -Dpause=0}; with a pause between
 * tasks, in milliseconds, the load is that of people who think.
 */
public class SteadyWork extends Simulation {

  private static final int WORKERS = Settings.number("workers", 64);
  private static final int PAUSE_MS = Settings.number("pause", 0);
  private static final int PER_ROUND = 5;

  public SteadyWork() throws Exception {
    var market = new Market(Settings.SERVER);
    String project = market.liveProject(Settings.number("tasks", 40_000));
    var crowd = Crowd.of(market, WORKERS, project);
    setUp(
            scenario("steady work")
                .exec(Acts.signIn(crowd::next))
                .rendezVous(WORKERS)
                .during(Settings.seconds("seconds", 60))
                .on(
                    exec(Acts.feed())
                        .repeat(PER_ROUND)
                        .on(exec(Acts.oneTask(project)).pause(Duration.ofMillis(PAUSE_MS)))
                        .exec(Acts.earnings()))
                .injectOpen(rampUsers(WORKERS).during(10))
                .andThen(Acts.invariants().injectOpen(atOnceUsers(1))))
        .protocols(Acts.protocol())
        .assertions(global().failedRequests().count().is(0L));
  }
}
