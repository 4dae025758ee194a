package dev.guildhall.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WarningJobIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final int SHORT = 300;
  private static final int LONG = 7_200;

  private static ProjectFixture world;
  private static LeaseFixture leases;
  private static WarningJob warnings;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    leases = new LeaseFixture(test, world);
    warnings =
        new WarningJob(
            test.platform().database(),
            test.platform().events(),
            new WarningRepository(),
            Duration.ofMinutes(10));
  }

  @BeforeEach
  void nothingElseIsHeld() {
    test.sql("delete from assignment");
  }

  @Test
  void eachLeaseIsWarnedOfOnce() {
    var lease = leases.held(world.worker(), SHORT);
    assertThat(warnings.run()).isZero();

    leases.passes(lease, SHORT - 40);
    assertThat(warnings.run()).isOne();
    assertThat(warnings.run()).isZero();

    test.sql("update assignment set fence = fence + 1");
    assertThat(warnings.run()).as("the next lease").isOne();
  }

  @Test
  void aLongLeaseIsWarnedOfFiveMinutesBeforeItsEnd() {
    var lease = leases.held(world.worker(), LONG);
    leases.passes(lease, LONG - 360);
    assertThat(warnings.run()).isZero();

    leases.passes(lease, 90);
    assertThat(warnings.run()).isOne();
  }

  @Test
  void nothingIsSaidAfterTheEndNorWhileTheClockStands() {
    var over = leases.held(world.worker(), SHORT);
    leases.passes(over, SHORT + 10);
    var paused = leases.held(world.worker(), SHORT);
    leases.passes(paused, SHORT - 40);
    test.sql(
        "update assignment set pause_until = now() + interval '20 seconds' where id = $1",
        paused.value());

    assertThat(warnings.run()).isZero();
  }

  @Test
  void theWarningNamesWhoseLeaseItIs() {
    var worker = world.worker();
    var lease = leases.held(worker, SHORT);
    leases.passes(lease, SHORT - 40);

    warnings.run();

    var told =
        test.sql(
                "select subject_id, payload from event where type = 'assignment.expiring'"
                    + " and subject_id = $1",
                lease.value())
            .getFirst();
    assertThat(told.getJsonObject("payload").getString("worker")).isEqualTo(worker.toString());
  }
}
