package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoctorIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  @Test
  void aJobThatWasGivenUpIsToldWithItsError() {
    assertThat(jobs()).isEqualTo(Finding.good("jobs", "none was given up"));

    var id = test.newId();
    test.sql(
        """
        insert into job (id, kind, payload, state, attempts, error)
        values ($1, 'weave', '{}', 'failed', 8, 'the thread is too thin')
        """,
        id);

    assertThat(jobs())
        .isEqualTo(
            Finding.bad(
                "jobs", "given up: " + id + " weave after 8 attempts: the thread is too thin"));
  }

  private static Finding jobs() {
    var platform = test.platform();
    return Doctor.examine(platform.database(), platform.redis(), test.postgres()).stream()
        .filter(finding -> finding.what().equals("jobs"))
        .findFirst()
        .orElseThrow();
  }
}
