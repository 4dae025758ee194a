package dev.guildhall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 1.0 | true",
        "0 | -0.0 | true",
        "0.3 | 0.30000000000000004 | true",
        "3 | 2.9999999999 | true",
        "0.3 | 0.3001 | false",
        "1000000000 | 1000000001 | false",
        "9007199254740992 | 9007199254740993 | false",
        "1e20 | 100000000000000000000.0 | true",
        "1 | true | false",
        "1 | \"1\" | false",
        "null | null | true",
        "null | 0 | false",
        "[1, 2] | [1, 2.0] | true",
        "[1, 2] | [2, 1] | false",
        "[1, 2] | [1, 2, 3] | false",
        "{\"a\": 1, \"b\": [null]} | {\"b\": [null], \"a\": 1} | true",
        "{\"a\": null} | {} | false",
        "{} | [] | false",
        "\"é\" | \"e\u0301\" | false",
      })
  void valuesAreTheSameAsPeopleReadThem(String expected, String got, boolean same)
      throws MalformedJson {
    assertThat(SameJson.same(Json.decodeValue(expected), StrictJson.parse(got))).isEqualTo(same);
  }
}
