package dev.guildhall.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.eligibility.Applicant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowPricesTest {

  private static final int LOOKS = 50;

  private final ShadowPrices prices = new ShadowPrices();
  private final Pool swahili = MarketFixture.pool(5_000, 3600, MarketFixture.speaking("sw"));
  private final Pool english = MarketFixture.pool(5_000, 3600, MarketFixture.speaking("en"));
  private final List<Applicant> experts = MarketFixture.people(5, "en", "sw");

  @Test
  void aRareSkillThatMoreIsWantedOfThanIsHereHasAPrice() {
    look(List.of(swahili, english), 95);

    assertThat(prices.of(MarketFixture.speaks("sw"))).isEqualTo(1);
    assertThat(prices.heldBy(experts.getFirst())).containsOnlyKeys(MarketFixture.speaks("sw"));
    assertThat(prices.heldBy(MarketFixture.person("en"))).isEmpty();
  }

  @Test
  void whatMostCanDoHasNoneHoweverMuchIsWantedOfIt() {
    look(List.of(swahili, english), 95);

    assertThat(prices.of(MarketFixture.speaks("en"))).isZero();
  }

  @Test
  void withoutWorkThatNeedsItASkillIsWorthNothingMore() {
    look(List.of(swahili, english), 95);

    look(List.of(english), 95);

    assertThat(prices.of(MarketFixture.speaks("sw"))).isZero();
  }

  @Test
  void asMuchWorkAsThereAreHoursLeavesThePriceWhereItIs() {
    var enough = MarketFixture.pool(10, 3600, MarketFixture.speaking("sw"));
    look(List.of(swahili), 95);
    double before = prices.of(MarketFixture.speaks("sw"));

    look(List.of(enough), 95);

    assertThat(prices.of(MarketFixture.speaks("sw"))).isEqualTo(before);
  }

  @Test
  void whileAPriceStandsExpertsAreLedToWhatOnlyTheyCanDo() {
    var pays = MarketFixture.pool(100, 45, MarketFixture.speaking("en"));
    var needs = MarketFixture.pool(100, 60, MarketFixture.speaking("sw"));
    assertThat(best(experts.getFirst(), pays, needs)).isEqualTo(pays);

    look(List.of(swahili, english), 95);

    assertThat(best(experts.getFirst(), pays, needs)).isEqualTo(needs);
    assertThat(reasons(experts.getFirst(), needs)).contains(Ranking.Reason.NEEDS_YOU);
  }

  private Pool best(Applicant person, Pool one, Pool other) {
    return score(person, one) > score(person, other) ? one : other;
  }

  private double score(Applicant person, Pool pool) {
    return ranking(person).rank(pool, 0, Optional.empty()).score();
  }

  private List<Ranking.Reason> reasons(Applicant person, Pool pool) {
    return ranking(person).rank(pool, 0, Optional.empty()).reasons();
  }

  private Ranking ranking(Applicant person) {
    return new Ranking(
        RankingPolicy.FIRST, person, new Market(List.of(MarketFixture.pool(1))), prices);
  }

  private void look(List<Pool> pools, int others) {
    var people = new ArrayList<>(experts);
    people.addAll(MarketFixture.people(others, "en"));
    for (int i = 0; i < LOOKS; i++) {
      prices.look(pools, new Crowd(people, 1));
    }
  }
}
