package dev.guildhall.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.PasswordRules.Weakness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  private static final List<String> CONTEXT = List.of("ada.lovelace", "Ada King");

  @ParameterizedTest
  @CsvSource({
    "short one, TOO_SHORT",
    "Password123!, COMMON",
    "passwordpassword, COMMON",
    "P@ssw0rd2026, COMMON",
    "1234567890, COMMON",
    "Qwertyuiop1, COMMON",
    "aaaaaaaaaaaa, REPETITIVE",
    "abababababab, REPETITIVE",
    "mnopqrstuvwx, REPETITIVE",
    "ada.lovelace1, CONTEXT",
    "Guildhall2026, CONTEXT",
    "lovelace guildhall, CONTEXT"
  })
  void refusesWhatGuessersTryFirst(String password, Weakness weakness) {
    assertThat(PasswordRules.weakness(password, CONTEXT)).contains(weakness);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plum thunder orbit",
        "   leading spaces kept",
        "слон под дождём",
        "请使用几个互不相关的词语",
        "🦊🌧️🪁🧭🎻🥨🪴🛶🧵🪐",
        "guildhall is where plums thunder",
        "correct-horse-42-Tuba"
      })
  void takesAnythingLongThatIsOnesOwn(String password) {
    assertThat(PasswordRules.weakness(password, CONTEXT)).isEmpty();
  }

  @Test
  void lengthIsCountedInCharactersAfterNormalising() {
    assertThat(PasswordRules.weakness("e\u0301".repeat(9), List.of())).contains(Weakness.TOO_SHORT);
    assertThat(PasswordRules.weakness("plum thunder orbit ".repeat(14), List.of()))
        .contains(Weakness.TOO_LONG);
    assertThat(PasswordRules.weakness("plum thunder orb".repeat(16), List.of())).isEmpty();
  }
}
