package dev.guildhall.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void aDocumentComesBackAsItIs() throws MalformedJson {
    assertThat(StrictJson.parse("{\"a\": [1, 0.25, \"é😀\", true, null], \"b\": {}}"))
        .isEqualTo(
            Map.of(
                "a", java.util.Arrays.asList(1L, 0.25, "é😀", true, null),
                "b", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{}x",
        "{}{}",
        "[1,]",
        "{'a':1}",
        "{a:1}",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "+1",
        ".5",
        "5.",
        "0x1",
        "1e400",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\x41\"",
        "\uFEFF{}",
        "9223372036854775808",
        "18446744073709551617",
        "0.10000000000000000001",
        "1e-400",
        "/* c */ {}",
        "1E+999999999",
        "tru",
        "\"a\nb\""
      })
  void whatIsNotExactlyOneCleanDocumentIsRefused(String text) {
    assertThatThrownBy(() -> StrictJson.parse(text)).isInstanceOf(MalformedJson.class);
  }

  @Test
  void depthMembersAndNamesHaveLimits() {
    assertThatThrownBy(() -> StrictJson.parse("[".repeat(33) + "]".repeat(33)))
        .isInstanceOf(MalformedJson.class);
    var wide = new StringBuilder("{");
    for (int i = 0; i <= 2_000; i++) {
      wide.append(i == 0 ? "" : ",").append('"').append(i).append("\":0");
    }
    assertThatThrownBy(() -> StrictJson.parse(wide.append('}').toString()))
        .isInstanceOf(MalformedJson.class);
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(
            () -> StrictJson.parse(Buffer.buffer(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'})))
        .isInstanceOf(MalformedJson.class);
    assertThatThrownBy(
            () ->
                StrictJson.parse(
                    Buffer.buffer("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16))))
        .isInstanceOf(MalformedJson.class);
  }

  @Test
  void theCanonicalFormDoesNotHangOnOrderOrSpace() throws MalformedJson {
    assertThat(
            StrictJson.canonical(
                StrictJson.parse("{ \"b\": [1, {\"d\":1,\"c\":2}], \"a\": \"x\" }")))
        .isEqualTo("{\"a\":\"x\",\"b\":[1,{\"c\":2,\"d\":1}]}");
    assertThat(StrictJson.canonical(List.of())).isEqualTo("[]");
  }
}
