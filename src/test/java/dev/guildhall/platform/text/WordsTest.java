package dev.guildhall.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

  @ParameterizedTest
  @MethodSource("examples")
  void wordsAreThoseThatTheWebClientCounts(String text, int words) {
    assertThat(Words.count(text)).isEqualTo(words);
  }

  /** The same table is tried on the web client, so that nobody sees enough words and is refused. */
  static Stream<Arguments> examples() throws IOException {
    try (var table = WordsTest.class.getResourceAsStream("words.json")) {
      return new JsonArray(Buffer.buffer(table.readAllBytes()))
          .stream()
              .map(JsonObject.class::cast)
              .map(line -> arguments(line.getString("text"), line.getInteger("words")));
    }
  }
}
