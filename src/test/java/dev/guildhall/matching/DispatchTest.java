package dev.guildhall.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.experiment.Lots;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.testing.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchTest {

  private final Crowd hundred = new Crowd(MarketFixture.people(100, "en"), 1);
  private final Dispatch dispatch =
      new Dispatch(
          new SettableTime(Instant.parse("2026-03-01T12:00:00Z")),
          new Lots(new Secret("only for tests")),
          Duration.ofSeconds(20));

  @Test
  void whatIsFullAgainIsOpenToAllAtOnce() {
    var pool = MarketFixture.pool(1);
    dispatch.replace(List.of(pool), List.of());
    dispatch.weigh(hundred);
    assertThat(dispatch.isAnyScarce()).isTrue();

    dispatch.replaceFacts(Map.of(pool.id(), PoolFacts.UNKNOWN));

    assertThat(dispatch.isAnyScarce()).isFalse();
  }
}
