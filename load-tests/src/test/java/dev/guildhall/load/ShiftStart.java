package dev.guildhall.load;

import static io.gatling.javaapi.core.CoreDsl.*;

import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Settings;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * Everybody comes at the start of a shift: people sign in and look at the feed, ever more of them.
 * A sign-in is expensive on purpose (Argon2id), so how steep the ramp may be is a question of
 * processors: {@code -Dpeople=20000 -Dramp=900}.
 */
public class ShiftStart extends Simulation {

  private static final int PEOPLE = Settings.number("people", 20_000);
  private static final Duration RAMP = Settings.seconds("ramp", 900);

  public ShiftStart() throws Exception {
    var market = new Market(Settings.SERVER);
    var crowd = Crowd.of(market, PEOPLE, market.liveProject(1_000));
    setUp(
            scenario("shift start")
                .exec(Acts.signIn(crowd::next))
                .exec(Acts.feed())
                .injectOpen(rampUsersPerSec(1).to(2.0 * PEOPLE / RAMP.toSeconds() - 1).during(RAMP))
                .andThen(Acts.invariants().injectOpen(atOnceUsers(1))))
        .protocols(Acts.protocol())
        .assertions(global().failedRequests().count().is(0L));
  }
}
