package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;

import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * First as many workers as the server serves at its best, then five times as much is asked of it:
 * what it gets done must not collapse. Whoever is told to come back does, after a second. {@code
 * -Dworkers=64 -Dcrowd=1600 -Dseconds=60}; prints what was done in each part, and their ratio.
 */
public class Overload extends Simulation {

  private static final int WORKERS = Settings.number("workers", 64);
  private static final int CROWD = Settings.number("crowd", 1_600);
  private static final Duration PART = Settings.seconds("seconds", 60);
  private static final double LEAST = 0.8;

  private final LongAdder atPeak = new LongAdder();
  private final LongAdder overloaded = new LongAdder();

  public Overload() throws Exception {
    var market = new Market(Settings.SERVER);
    String project = market.liveProject(Settings.number("tasks", 60_000));
    var crowd = Crowd.of(market, WORKERS + CROWD, project);
    setUp(
            part("peak", crowd, WORKERS, project, atPeak)
                .injectOpen(rampUsers(WORKERS).during(10))
                .andThen(
                    part("overload", crowd, CROWD, project, overloaded)
                        .injectOpen(rampUsers(CROWD).during(Settings.seconds("ramp", 120)))
                        .andThen(Acts.invariants().injectOpen(atOnceUsers(1)))))
        .protocols(Acts.protocol())
        .assertions(global().failedRequests().count().is(0L));
  }

  /** All sign in first, which is expensive; what is counted comes after. */
  private static ScenarioBuilder part(
      String name, Crowd crowd, int people, String project, LongAdder done) {
    return scenario(name)
        .exec(Acts.signIn(crowd::next))
        .rendezVous(people)
        .during(PART)
        .on(
            exec(Acts.feed())
                .exec(Acts.oneTask(project))
                .exec(
                    session -> {
                      if (session.contains("assignment")) {
                        done.increment();
                      }
                      return session;
                    }));
  }

  @Override
  public void after() {
    double ratio = overloaded.doubleValue() / atPeak.doubleValue();
    System.out.printf(
        Locale.ROOT,
        "%.0f tasks per second from %d workers, %.0f from %d: %.0f %% (at least %.0f %%)%n",
        atPeak.doubleValue() / PART.toSeconds(),
        WORKERS,
        overloaded.doubleValue() / PART.toSeconds(),
        CROWD,
        100 * ratio,
        100 * LEAST);
  }
}
