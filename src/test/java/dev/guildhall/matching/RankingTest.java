package dev.guildhall.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Facts;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.matching.Ranking.Reason;
import dev.guildhall.project.Requirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RankingTest {

  private final Pool ordinary = MarketFixture.pool(100);

  @Test
  void moreForAnHourRanksHigherUpToAPoint() {
    var worker = MarketFixture.person();
    var twice = MarketFixture.pool(100, 30, Requirements.NONE);
    var fortyTimes = MarketFixture.pool(100, 2, Requirements.NONE);
    var hundredTimes = MarketFixture.pool(100, 1, Requirements.NONE);

    assertThat(score(worker, twice)).isGreaterThan(score(worker, ordinary));
    assertThat(score(worker, hundredTimes)).isEqualTo(score(worker, fortyTimes), within(1e-9));
  }

  @Test
  void whatSomebodyIsGoodAtRanksHigherAndSaysSo() {
    var domain = ordinary.project().skillDomain();
    var good = MarketFixture.person(Map.of(domain, new Facts.Skill(0.95, 0.9, 200)));
    var poor = MarketFixture.person(Map.of(domain, new Facts.Skill(0.4, 0.35, 200)));

    assertThat(score(good, ordinary)).isGreaterThan(score(poor, ordinary));
    assertThat(rank(good, ordinary).reasons()).contains(Reason.GOOD_AT);
    assertThat(rank(poor, ordinary).reasons()).doesNotContain(Reason.GOOD_AT);
  }

  @Test
  void ofTwoWhoAreThoughtEquallyGoodTheLessKnownIsTriedFirst() {
    var domain = ordinary.project().skillDomain();
    var known = MarketFixture.person(Map.of(domain, new Facts.Skill(0.8, 0.76, 300)));
    var unknown = MarketFixture.person();

    assertThat(score(unknown, ordinary)).isGreaterThan(score(known, ordinary));
  }

  @Test
  void whatWaitsBySomebodysNameComesBeforeAllElse() {
    var worker = MarketFixture.person();
    var best = MarketFixture.pool(100, 1, Requirements.NONE);

    var byName = ranking(worker).rank(ordinary, 1, Optional.empty());

    assertThat(byName.score()).isGreaterThan(score(worker, best));
    assertThat(byName.reasons()).startsWith(Reason.FOR_YOU);
  }

  @Test
  void anOwnTimeThatRestsOnLittleIsDrawnToThatOfOthers() {
    var worker = MarketFixture.person();

    var few = ranking(worker).rank(ordinary, 0, Optional.of(new OwnTime(5, 3)));
    var many = ranking(worker).rank(ordinary, 0, Optional.of(new OwnTime(5, 500)));

    assertThat(few.seconds()).isBetween(20.0, 30.0);
    assertThat(many.seconds()).isBetween(5.0, 5.2);
    assertThat(few.payPerHour().micros()).isLessThan(many.payPerHour().micros());
  }

  private double score(Applicant worker, Pool pool) {
    return rank(worker, pool).score();
  }

  private Ranked rank(Applicant worker, Pool pool) {
    return ranking(worker).rank(pool, 0, Optional.empty());
  }

  private Ranking ranking(Applicant worker) {
    return new Ranking(
        RankingPolicy.FIRST, worker, new Market(List.of(ordinary)), new ShadowPrices());
  }
}
