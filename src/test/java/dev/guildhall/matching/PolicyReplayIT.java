package dev.guildhall.matching;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.matching.DecisionLog.Decision;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Requirements;
import dev.guildhall.testing.TestPlatform;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PolicyReplayIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static ProjectFixture world;
  private final DecisionRepository repository = new DecisionRepository();
  private PolicyReplay replay;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
  }

  @BeforeEach
  void nothingIsRecorded() {
    test.sql("delete from ranking_decision");
    replay = new PolicyReplay(test.platform().database().client());
  }

  @Test
  void eachPolicyIsHeldAgainstWhatWasTaken() {
    // It pays twice as much; the worker is better at the other, and takes that.
    record(1);

    var report = await(replay.replay(List.of(1, 2), 30));

    assertThat(report.decisions()).isEqualTo(1);
    assertThat(report.namedShare()).isZero();
    assertThat(report.takenSkill()).isEqualTo(0.95, within(1e-9));
    assertThat(report.takenPerHour()).isEqualTo(6, within(1e-6));
    var byPay = report.lines().getFirst();
    assertThat(byPay.position()).isEqualTo(2);
    assertThat(byPay.skill()).isEqualTo(0.7, within(1e-9));
    assertThat(byPay.perHour()).isEqualTo(12, within(1e-6));
    var byExpertise = report.lines().getLast();
    assertThat(byExpertise.position()).isEqualTo(1);
    assertThat(byExpertise.first()).isEqualTo(1);
    assertThat(report.agreements().getFirst().sameFirst()).isZero();
    assertThat(report.agreements().getFirst().sameTop()).isEqualTo(1);
  }

  @Test
  void aDecisionCountsForAsManyClaimsAsItStandsFor() {
    record(3);
    record(1);

    assertThat(await(replay.replay(List.of(1), 30)).claims()).isEqualTo(4);
  }

  @Test
  void whatIsOlderIsLeftOutAndIsForgottenAfterAWhile() {
    record(1);
    test.sql("update ranking_decision set at = at - interval '40 days'");
    assertThat(await(replay.replay(List.of(1), 30)).decisions()).isZero();
    assertThat(await(replay.replay(List.of(1), 50)).decisions()).isEqualTo(1);

    test.sql("update ranking_decision set at = at - interval '60 days'");
    await(repository.forget(test.platform().database().client()));

    assertThat(await(replay.replay(List.of(1), 1_000)).decisions()).isZero();
  }

  @Test
  void aVersionThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> await(replay.replay(List.of(99), 30))).hasMessageContaining("99");
  }

  @Test
  void theSecondVersionIsTheUsualOneOfANewMarket() {
    var client = test.platform().database().client();
    var policies = new PolicyRepository();

    assertThat(await(policies.usual(client))).isEqualTo(2);
    assertThat(await(policies.all(client)))
        .containsEntry(1, RankingPolicy.FIRST)
        .containsEntry(2, RankingPolicy.EXPERTISE);
  }

  private void record(double each) {
    var project = world.draft().id();
    var pays = MarketFixture.pool(100, 30, Requirements.NONE);
    var fits = MarketFixture.pool(100, 60, Requirements.NONE);
    var skills =
        Map.of(
            pays.project().skillDomain(), new dev.guildhall.eligibility.Facts.Skill(0.7, 0.7, 50),
            fits.project().skillDomain(),
                new dev.guildhall.eligibility.Facts.Skill(0.95, 0.95, 50));
    var applicant = MarketFixture.person(skills);
    var ranking =
        new Ranking(RankingPolicy.FIRST, applicant, new Market(List.of(fits)), new ShadowPrices());
    var ranked = new ArrayList<Ranked>();
    ranked.add(ranking.rank(pays, 0, Optional.empty()));
    ranked.add(as(project, ranking.rank(fits, 0, Optional.empty())));
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    var rank = new Rank(applicant, ranking, ranked, Map.of());
    var decision =
        new Decision(
            UUID.randomUUID(),
            new WorkerId(world.worker()),
            Device.PHONE,
            project,
            Optional.of(rank));
    await(repository.write(test.platform().database().client(), decision, rank, each));
  }

  /** The pool as if it were that of a project that is stored. */
  private static Ranked as(ProjectId id, Ranked ranked) {
    var pool = ranked.pool();
    return new Ranked(
        new Pool(
            MarketFixture.renamed(pool.project(), id),
            pool.requester(),
            pool.summary(),
            pool.predicates(),
            pool.facts()),
        ranked.named(),
        ranked.common(),
        ranked.payPerHour(),
        ranked.basis(),
        ranked.seconds(),
        ranked.reasons(),
        ranked.parts(),
        ranked.score());
  }
}
