package dev.guildhall.lease;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.CooldownConfig;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.lease.PauseWorkflow.Asked;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random pauses, ends of pauses, repeats and time that passes, compared with two stop watches. */
class PausePropertyIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final int GIVEN = 7_200;
  private static final int MOST = 1_800;
  private static final int STEPS = 60;
  // The test itself takes time, by PostgreSQL's clock too.
  private static final double BLUR = 5;

  private static ProjectFixture world;
  private static LeaseFixture leases;
  private static PauseWorkflow pauses;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    leases = new LeaseFixture(test, world);
    pauses =
        new PauseWorkflow(
            test.platform().database(),
            test.platform().events(),
            new WorkConfig(
                2, 3, 120, 600, 0, MOST, 60, new CooldownConfig(3, 24, 10, 240), 3, 7, 72));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_261_123, -7_046_029_254_386_353_131L})
  void theLeaseIsShorterByNothingButTheTimeThatWasNotPaused(long seed) {
    var random = new Random(seed);
    UUID worker = world.worker();
    var held = leases.held(worker, GIVEN);
    var model = new Model();

    for (int step = 0; step < STEPS; step++) {
      int dice = random.nextInt(10);
      if (dice < 4) {
        int seconds = 10 + random.nextInt(150);
        leases.passes(held, seconds);
        model.passes(seconds);
      } else if (dice < 7) {
        int number = number(random, model.pauses + 1);
        boolean happened = happened(pauses.pause(new Asked(held, worker, worker, 1, number)));
        assertThat(happened).as("seed %s, step %s", seed, step).isEqualTo(model.pause(number));
      } else {
        int number = number(random, model.pauses);
        boolean happened = happened(pauses.resume(new Asked(held, worker, worker, 1, number)));
        assertThat(happened).as("seed %s, step %s", seed, step).isEqualTo(model.resume(number));
      }
      var now = now(held);
      assertThat(now.left()).as("seed %s, step %s", seed, step).isCloseTo(model.left, within(BLUR));
      assertThat(now.paused()).as("seed %s, step %s", seed, step).isEqualTo(model.isPaused());
      assertThat(now.worked()).isCloseTo(GIVEN - model.left, within(BLUR));
    }
  }

  /** Mostly the number that is due, or one asked for before or too early. */
  private static int number(Random random, int due) {
    return Math.max(1, random.nextInt(4) == 0 ? due - 1 + random.nextInt(3) : due);
  }

  /** What is left of the lease, and of the pauses; {@code rest} of the one that lasts. */
  private static final class Model {
    private double left = GIVEN;
    private double pauseLeft = MOST;
    private double rest;
    private int pauses;

    boolean isPaused() {
      return rest > 0;
    }

    void passes(int seconds) {
      double still = Math.min(seconds, rest);
      rest -= still;
      left -= seconds - still;
    }

    boolean pause(int number) {
      if (number <= pauses) {
        return true;
      }
      if (isPaused() || number != pauses + 1 || pauseLeft < 1) {
        return false;
      }
      pauses = number;
      rest = pauseLeft;
      pauseLeft = 0;
      return true;
    }

    boolean resume(int number) {
      if (number == pauses) {
        pauseLeft += rest;
        rest = 0;
      }
      return number <= pauses;
    }
  }

  /** As PostgreSQL sees it: the clock of a lease stands until the end of its pause. */
  private record Now(double left, double worked, boolean paused) {}

  private static Now now(AssignmentId id) {
    var row =
        test.sql(
                """
                select extract(epoch from lease_until - greatest(clock_timestamp(), pause_until))::float8 as left,
                       extract(epoch from greatest(clock_timestamp(), pause_until) - leased_at)::float8 as worked,
                       coalesce(pause_until > clock_timestamp(), false) as paused
                from assignment where id = $1
                """,
                id.value())
            .getFirst();
    return new Now(row.getDouble("left"), row.getDouble("worked"), row.getBoolean("paused"));
  }

  private static boolean happened(Future<Void> change) {
    return await(
        change
            .map(true)
            .recover(
                failure ->
                    failure instanceof Refusal
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure)));
  }
}
