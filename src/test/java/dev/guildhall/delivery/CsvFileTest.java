package dev.guildhall.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"x\")",
        "+1",
        "-1",
        "@sum",
        "  =1",
        "\u3000=1",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "\tx",
        "\rx",
        "\n=1",
        "=1\nrest"
      })
  void aTextThatASpreadsheetWouldRunGetsAnApostrophe(String text) {
    assertThat(CsvFile.neutralised(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "a=b",
        "00123",
        "1E5",
        "1-2",
        "\"quoted\", with comma",
        "line\n=second"
      })
  void anyOtherTextStaysAsItIs(String text) {
    assertThat(CsvFile.neutralised(text)).isEqualTo(text);
  }

  @Test
  void aLongTextIsLookedAtInLinearTime() {
    String spaces = " ".repeat(200_000) + "x";

    assertThat(CsvFile.neutralised(spaces)).isEqualTo(spaces);
  }
}
