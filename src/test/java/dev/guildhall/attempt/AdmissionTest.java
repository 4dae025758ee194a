package dev.guildhall.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.attempt.Admission.Reason;
import dev.guildhall.attempt.Admission.Standing;
import dev.guildhall.exam.TestId;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestState;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.qualification.Grant;
import dev.guildhall.qualification.Qualification;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final QualificationId ID = new QualificationId(new UUID(0, 1));

  @Test
  void whoHoldsTheHighestLevelWaitsUntilItCanBeRenewed() {
    assertThat(held(4, NOW.plus(Duration.ofDays(31)), 30))
        .isEqualTo(new Admission.Not(Reason.HELD, NOW.plus(Duration.ofDays(1))));
    assertThat(held(4, NOW.plus(Duration.ofDays(30)), 30)).isEqualTo(new Admission.Possible());
    assertThat(held(4, null, null)).isEqualTo(new Admission.Not(Reason.HELD, null));
    assertThat(held(4, NOW.plus(Duration.ofDays(5)), null))
        .isEqualTo(new Admission.Not(Reason.HELD, NOW.plus(Duration.ofDays(5))));
    assertThat(held(4, NOW.minusSeconds(1), null)).isEqualTo(new Admission.Possible());
    assertThat(held(2, null, null)).as("there is a higher one").isEqualTo(new Admission.Possible());
  }

  private static Admission held(int level, @Nullable Instant until, @Nullable Integer renewDays) {
    var grant = new Grant(new WorkerId(new UUID(0, 2)), level, NOW, until);
    return Admission.of(
        new Admission.Question(
            qualification(renewDays), test(), Standing.NONE, Map.of(ID, grant), true, NOW));
  }

  @Test
  void theAttemptsOfAYearAreCounted() {
    var oldest = NOW.minus(Duration.ofDays(100));

    assertThat(stands(new Standing(3, oldest, null, null, false, false)))
        .isEqualTo(new Admission.Not(Reason.NO_ATTEMPTS_LEFT, oldest.plus(Duration.ofDays(365))));
    assertThat(stands(new Standing(2, oldest, null, null, false, false)))
        .isEqualTo(new Admission.Possible());
  }

  @Test
  void whatIsOpenGoesOnWhateverElseStandsInTheWay() {
    var open = new AttemptId(new UUID(0, 9));

    assertThat(stands(new Standing(3, NOW, NOW.plusSeconds(9), open, false, true)))
        .isEqualTo(new Admission.Open(open));
    assertThat(stands(new Standing(1, NOW, NOW.plusSeconds(9), null, true, false)))
        .isEqualTo(new Admission.Not(Reason.IN_GRADING, null));
    assertThat(stands(new Standing(1, NOW, NOW.plusSeconds(9), null, false, false)))
        .isEqualTo(new Admission.Not(Reason.WAITING_TIME, NOW.plusSeconds(9)));
  }

  private static Admission stands(Standing standing) {
    return Admission.of(
        new Admission.Question(qualification(null), test(), standing, Map.of(), true, NOW));
  }

  private static Qualification qualification(@Nullable Integer renewDays) {
    return new Qualification(
        ID, new OrganisationId(new UUID(0, 3)), "Reading", "", null, 365, renewDays, true, 0, NOW);
  }

  private static TestVersion test() {
    var plan =
        new JsonObject()
            .put("introduction", "Read.")
            .put("max_attempts", 3)
            .put(
                "sections",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("key", "one")
                            .put("title", "One")
                            .put("draws", new JsonArray().add(new JsonObject().put("count", 1)))))
            .put("passes", new JsonArray().add(new JsonObject().put("level", 4).put("score", 0.5)));
    return new TestVersion(
        new TestId(new UUID(0, 4)),
        ID,
        new OrganisationId(new UUID(0, 3)),
        1,
        TestState.PUBLISHED,
        TestPlan.parse(plan),
        plan,
        List.of(),
        false,
        NOW,
        NOW,
        1);
  }
}
