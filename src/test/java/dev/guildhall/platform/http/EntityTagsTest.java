package dev.guildhall.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  @ParameterizedTest
  @ValueSource(strings = {"*", " * ", "\"v1\"", "\"v0\", \"v1\"", "\"v0\",,\t\"v1\" ,", ",\"v1\""})
  void theCurrentVersionIsAdmittedAloneInAListAndByAStar(String header) {
    assertThat(tags(header).admit("v1"::equals)).isTrue();
    assertThat(tags(header).know("v1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"v2\"", "\"v11\"", "\"\"", "\"v0\", \"v2\"", "\"v1,v2\""})
  void anotherVersionIsNot(String header) {
    assertThat(tags(header).admit("v1"::equals)).isFalse();
    assertThat(tags(header).know("v1")).isFalse();
  }

  @Test
  void aWeakTagIsEnoughToReadAndNotToChange() {
    assertThat(tags("W/\"v1\"").know("v1")).isTrue();
    assertThat(tags("W/\"v1\"").admit("v1"::equals)).isFalse();
    assertThat(tags("W/\"v1\", \"v1\"").admit("v1"::equals)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "v1",
        "'v1'",
        "\"v1",
        "v1\"",
        "\"v1\" \"v2\"",
        "*, \"v1\"",
        "\"v1\", *",
        "w/\"v1\"",
        "W/v1",
        "\"v\n1\"",
        "\"a b\""
      })
  void whatIsNoListOfTagsIsNotGuessedAt(String header) {
    assertThat(EntityTags.parse(header)).isEmpty();
  }

  private static EntityTags tags(String header) {
    return EntityTags.parse(header).orElseThrow();
  }
}
