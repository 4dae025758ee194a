package dev.guildhall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.money.Money;
import dev.guildhall.worker.EarningRepository.Listed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarningCsvTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\u00a0=1", "＝1", "\rx"})
  void aNameThatLooksLikeAFormulaIsMadeHarmless(String name) {
    assertThat(EarningCsv.harmless(name)).isEqualTo("'" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tides", "a=b", "3 - 4", "对话 = 评价", ""})
  void otherNamesStayAsTheyAre(String name) {
    assertThat(EarningCsv.harmless(name)).isEqualTo(name);
  }

  @Test
  void amountsHaveThePlacesOfTheirCurrencyAndQuotesAreDoubled() {
    var csv =
        EarningCsv.lines(
            List.of(
                listed("a \"b\", c", new Money(250_000, "USD")),
                listed("y", new Money(7_000_000, "JPY")),
                listed("k", new Money(125_000, "KWD")),
                listed("m", new Money(1, "USD"))));

    assertThat(csv.split("\r\n"))
        .satisfiesExactly(
            line -> assertThat(line).contains(",\"a \"\"b\"\", c\",0.25,USD,approved,"),
            line -> assertThat(line).contains(",y,7,JPY,"),
            line -> assertThat(line).contains(",k,0.125,KWD,"),
            line -> assertThat(line).contains(",m,0.000001,USD,"));
  }

  private static Listed listed(String project, Money amount) {
    var at = Instant.parse("2026-03-01T09:00:00Z");
    return new Listed(
        new UUID(0, 1),
        new UUID(0, 2),
        new UUID(0, 3),
        null,
        project,
        amount,
        EarningBasis.SUBMISSION,
        EarningState.HELD,
        "holding_time",
        at,
        at);
  }
}
