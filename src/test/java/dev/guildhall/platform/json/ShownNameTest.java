package dev.guildhall.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\u200B",
        "\u00AD\uFEFF",
        "\u202E\u2066",
        "\u3164",
        "\u115F \u2800",
        "\u200D",
        "\uFFFE\uFDD0\uD83F\uDFFF"
      })
  void whatNobodyCanSeeIsNoName(String text) {
    assertThatThrownBy(() -> ShownName.cleaned(text, "/name")).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void hiddenCharactersAreTakenOutOfANameAndTheRestStays() {
    assertThat(ShownName.cleaned("  Safety\u200B \u202Eeval\u202C\t\n 2 ", "/name"))
        .isEqualTo("Safety eval 2");
    assertThat(ShownName.cleaned("می‌خواهم 👩‍🔬 Café", "/name")).isEqualTo("می‌خواهم 👩‍🔬 Café");
    assertThat(ShownName.cleaned("Cafe\u0301", "/name")).isEqualTo("Café");
  }
}
