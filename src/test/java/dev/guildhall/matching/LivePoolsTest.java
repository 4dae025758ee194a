package dev.guildhall.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.project.Requirements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePoolsTest {

  private static final Duration ROUND = Duration.ofMinutes(10);

  private final LivePools pools = new LivePools();
  private final Crowd hundred = new Crowd(MarketFixture.people(100, "en"), 1);

  @Test
  void whatKeepsEverybodyAtWorkForARoundIsEnough() {
    // A thousand minutes for a hundred people, who look again after ten.
    pools.replace(List.of(MarketFixture.pool(1_000)), List.of());

    assertThat(pools.scarce(hundred, ROUND)).isEmpty();
  }

  @Test
  void whatIsLessIsSpreadOverTheRound() {
    var pool = MarketFixture.pool(200);
    pools.replace(List.of(pool), List.of());

    assertThat(pools.scarce(hundred, ROUND).get(pool.id())).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void theLastTaskIsOfferedToOneAtATime() {
    var pool = MarketFixture.pool(1);
    pools.replace(List.of(pool), List.of());

    assertThat(pools.scarce(hundred, ROUND).get(pool.id())).isEqualTo(0.01, within(1e-9));
  }

  @Test
  void whoIsAloneHasWhatThereIs() {
    pools.replace(List.of(MarketFixture.pool(1)), List.of());

    assertThat(pools.scarce(new Crowd(MarketFixture.people(1), 1), ROUND)).isEmpty();
  }

  @Test
  void whatHasNotBeenCountedYetIsOpenToAll() {
    pools.replace(List.of(MarketFixture.pool(1).with(PoolFacts.UNKNOWN)), List.of());

    assertThat(pools.scarce(new Crowd(MarketFixture.people(1_000), 1), ROUND)).isEmpty();
  }

  @Test
  void manyPoolsTogetherAreEnoughWhereNoneWouldBe() {
    var small = MarketFixture.pool(50);
    var others = MarketFixture.pool(2_000);
    pools.replace(List.of(small, others), List.of());

    assertThat(pools.scarce(hundred, ROUND)).isEmpty();
  }

  @Test
  void whatOnlySomeMayDoIsScarceForThemAlone() {
    var swahili = MarketFixture.pool(20, 60, MarketFixture.speaking("sw"));
    var any = MarketFixture.pool(200, 60, Requirements.NONE);
    pools.replace(List.of(swahili, any), List.of());

    assertThat(pools.scarce(hundred, ROUND)).containsOnlyKeys(any.id());
  }
}
