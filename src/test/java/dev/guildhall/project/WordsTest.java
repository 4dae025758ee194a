package dev.guildhall.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  /** The figures are those of {@code Intl.Segmenter} (ICU 74). */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Don't panic, 2",
        "well-known fact, 3",
        "\"3.14 and 1,000,000\", 3",
        "e.g. this, 2",
        "end.Start, 1",
        "a_b c, 2",
        "10:30 clock a:b, 4",
        "한국어 문장 입니다, 3",
        "สวัสดีครับ, 2",
        "नमस्ते दुनिया, 2",
        "مرحبا بالعالم, 2",
        "l’été s'est fini, 3",
        "🙂 ok 👍🏽, 1",
        "x²+y, 2",
        "C++ and C#, 3",
        "user@example.com, 2",
        "--- !!! ..., 0",
        "naïve café, 2",
        "e\u0301tat, 1",
        "key=value; a/b, 4",
        "カタカナ テスト, 2",
        "AT&T, 2",
        "1;2, 1",
        "a·b, 1",
        "\"\", 0"
      })
  void wordsAreThoseThatABrowserCounts(String text, int words) {
    assertThat(Words.count(text)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"我喜欢这本书, 6, 5", "今日は良い天気ですね, 10, 6"})
  void eachHanCharacterIsAWordWhichIsNeverLessThanABrowserCounts(
      String text, int words, int browser) {
    assertThat(Words.count(text)).isEqualTo(words).isGreaterThanOrEqualTo(browser);
  }
}
