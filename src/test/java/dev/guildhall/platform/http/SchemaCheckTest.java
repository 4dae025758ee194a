package dev.guildhall.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

  @ParameterizedTest
  @CsvSource({
    "a/b, /a~1b",
    "m~n, /m~0n",
    "~1, /~01",
    "p q, /p q",
    "50%25+é, /50%25+é",
    "k\\\"x, /k\\\"x",
  })
  void aPointerNamesAKeyWhateverIsInIt(String key, String pointer) {
    String wrong = "{'%s': 1}".formatted(key);
    String plain = pointer.replace("\\", "");

    assertThat(errors("{'additionalProperties': {'type': 'string'}}", wrong))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple(plain, "type"));
    assertThat(errors("{'additionalProperties': false}", wrong))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple(plain, "unknown_property"));
    assertThat(errors("{'required': ['%s']}".formatted(key), "{}"))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple(plain, "required"));
    assertThat(errors("{'propertyNames': {'enum': ['good']}}", wrong))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple(plain, "property_name"));
  }

  @Test
  void aPointerLeadsThroughKeysThatAreEscaped() {
    var schema =
        """
        {'properties': {'a/b': {'required': ['c/d'], 'additionalProperties': false, 'properties': {'c/d': {}}}}}
        """;

    assertThat(errors(schema, "{'a/b': {'e~f': 1}}"))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactlyInAnyOrder(
            tuple("/a~1b/c~1d", "required"), tuple("/a~1b/e~0f", "unknown_property"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'string'} | 1 | Send text here.",
        "{'type': ['integer', 'null']} | 'x' | Send a whole number or null here.",
        "{'type': 'object'} | [] | Send an object here.",
        "{'enum': ['a', 'b', null]} | 'c' | Use one of: a, b, null.",
        "{'const': 'v'} | 'w' | Use this value: v.",
        "{'minLength': 1} | '' | This may not be empty; write something here.",
        "{'minLength': 3} | 'ab' | This is too short; write at least 3 characters.",
        "{'maxLength': 2} | 'abc' | This is too long; shorten it to 2 characters.",
        "{'maxLength': 1} | 'abc' | This is too long; shorten it to 1 character.",
        "{'pattern': '^[a-z]+$'} | 'A' | This is not of the form ^[a-z]+$; write it so.",
        "{'format': 'date-time'} | 'x' | This is no date-time; write it in that format.",
        "{'minimum': 1, 'maximum': 5} | 0 | This is too small; use 1 or more.",
        "{'minimum': 1, 'maximum': 5} | 6 | This is too large; use 5 or less.",
        "{'exclusiveMinimum': 0} | 0 | This is too small; use more than 0.",
        "{'exclusiveMaximum': 9} | 9 | This is too large; use less than 9.",
        "{'multipleOf': 10} | 3 | Use a multiple of 10.",
        "{'minItems': 1} | [] | The list is too short; give at least 1 entry.",
        "{'maxItems': 2} | [1, 2, 3] | The list is too long; give at most 2 entries.",
        "{'uniqueItems': true} | [1, 1] | The list says something twice; leave the second out.",
        "{'minProperties': 1} | {} | Give at least 1 field here.",
        "{'maxProperties': 1} | {'a': 1, 'b': 2} | Give at most 1 field here.",
        "{'not': {'type': 'string'}} | 'x' | This value is not of the form that the contract asks for.",
      })
  void anErrorSaysHowItIsMended(String rule, String value, String detail) {
    assertThat(
            errors("{'properties': {'a/b': %s}}".formatted(rule), "{'a/b': %s}".formatted(value)))
        .extracting(FieldError::pointer, FieldError::detail)
        .containsExactly(tuple("/a~1b", detail));
  }

  private static List<FieldError> errors(String schema, String value) {
    return new SchemaCheck(json(schema)).errors(json(value), "");
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
