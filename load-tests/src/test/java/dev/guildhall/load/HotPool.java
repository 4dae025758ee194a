package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;

import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.Simulation;

/**
 * Everybody wants one pool, and it runs dry: nobody gets a task twice, no task gets more than its
 * overlap, and whoever comes too late hears so. {@code -Dworkers=400 -Dtasks=2000}.
 */
public class HotPool extends Simulation {

  private static final int WORKERS = Settings.number("workers", 400);

  public HotPool() throws Exception {
    var market = new Market(Settings.SERVER);
    String project = market.liveProject(Settings.number("tasks", 2_000));
    var crowd = Crowd.of(market, WORKERS, project);
    setUp(
            scenario("hot pool")
                .exec(Acts.signIn(crowd::next))
                .rendezVous(WORKERS)
                .during(Settings.seconds("seconds", 60))
                .on(Acts.oneTask(project))
                .injectOpen(rampUsers(WORKERS).during(Settings.seconds("ramp", 30)))
                .andThen(Acts.invariants().injectOpen(atOnceUsers(1))))
        .protocols(Acts.protocol())
        .assertions(global().failedRequests().count().is(0L));
  }
}
