package dev.guildhall.item;

import static dev.guildhall.item.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

  private static final String WHOLE =
      """
      single_choice   | {'choice': 'b'}
      multiple_choice | {'choices': ['a', 'c']}
      numeric         | {'value': '12,5', 'unit': 'm'}
      ordering        | {'order': ['c', 'a', 'b']}
      short_text      | {'text': 'Zola'}
      cloze           | {'gaps': {'one': 'came', 'two': 'went'}}
      essay           | {'text': 'Four words it has.'}
      code            | {'source': 'function add(a, b) { return a + b; }'}
      comparison      | {'preferred': 'a', 'reason': 'It is so.'}
      critique        | {'marks': [{'start': 0, 'end': 31, 'failure': 'false', 'reason': 'No.'}]}
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WHOLE)
  void aWholeAnswerLacksNothing(String kind, String answer) {
    var of = ItemKind.parse(kind);

    assertThat(Answers.errors(of, Samples.body(of), json(answer))).isEmpty();
    assertThat(Answers.unfinished(of, Samples.body(of), json(answer))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multiple_choice | {'choices': []}                            | /answer
          numeric         | {'value': 'about ten', 'unit': 'm'}        | /answer/value
          numeric         | {'value': '12.5'}                          | /answer/unit
          ordering        | {'order': ['c']}                           | /answer/order
          cloze           | {'gaps': {'one': 'came', 'two': ' '}}      | /answer/gaps/two
          essay           | {'text': 'Two words'}                      | /answer/text
          essay           | {'text': 'One two three four five six'}    | /answer/text
          comparison      | {'reason': 'It is so.'}                    | /answer/preferred
          comparison      | {'preferred': 'b', 'reason': 'So.'}        | /answer/reason
          critique        | {'marks': [{'start': 0, 'end': 9}]}        | /answer/marks/0/failure
          """)
  void aHalfFinishedAnswerIsTakenAndToldOf(String kind, String answer, String pointer) {
    var of = ItemKind.parse(kind);

    assertThat(Answers.errors(of, Samples.body(of), json(answer))).isEmpty();
    assertThat(Answers.unfinished(of, Samples.body(of), json(answer)))
        .extracting(FieldError::pointer)
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          single_choice   | {'choices': ['a']}                         | /answer/choices
          single_choice   | {'choice': 'x'}                            | /answer/choice
          multiple_choice | {'choices': ['a', 'a']}                    | /answer/choices
          numeric         | {'value': '1', 'unit': 'mile'}             | /answer/unit
          ordering        | {'order': ['a', 'x']}                      | /answer/order
          cloze           | {'gaps': {'three': 'x'}}                   | /answer/gaps
          critique        | {'marks': [{'start': 4, 'end': 4}]}        | /answer/marks/0
          critique        | {'marks': [{'start': 0, 'end': 999}]}      | /answer/marks/0
          critique        | {'marks': [{'start': 0, 'end': 9, 'failure': 'x'}]} | /answer/marks/0/failure
          """)
  void anAnswerThatTheItemDoesNotUnderstandIsRefused(String kind, String answer, String pointer) {
    var of = ItemKind.parse(kind);

    assertThat(Answers.errors(of, Samples.body(of), json(answer)))
        .extracting(FieldError::pointer)
        .containsExactly(pointer);
  }

  @Test
  void noMoreIsChosenThanTheItemAllows() {
    var body = Samples.body(ItemKind.MULTIPLE_CHOICE).put("select_max", 2).put("select_min", 2);

    assertThat(Answers.errors(ItemKind.MULTIPLE_CHOICE, body, json("{'choices': ['a','b','c']}")))
        .extracting(FieldError::code)
        .containsExactly("too_many");
    assertThat(Answers.unfinished(ItemKind.MULTIPLE_CHOICE, body, json("{'choices': ['a']}")))
        .extracting(FieldError::code)
        .containsExactly("incomplete");
  }

  @Test
  void oneOfTwoIsChosenWhereTheyCannotBeEqual() {
    var body = Samples.body(ItemKind.COMPARISON).put("allow_equal", false);

    assertThat(Answers.errors(ItemKind.COMPARISON, body, json("{'preferred': 'equal'}")))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void nothingIsNoAnswer(ItemKind kind) {
    assertThat(Answers.errors(kind, Samples.body(kind), new JsonObject())).isEmpty();
    assertThat(Answers.unfinished(kind, Samples.body(kind), new JsonObject())).hasSize(1);
    assertThat(Answers.isEmpty(json("{'text': ' ', 'gaps': {'a': ''}, 'marks': []}"))).isTrue();
  }

  @Test
  void gradersReadOneText() {
    var marks = json("{'marks': [{'start': 0, 'end': 7, 'failure': 'false', 'reason': 'No.'}]}");

    assertThat(Answers.text(ItemKind.CRITIQUE, Samples.body(ItemKind.CRITIQUE), marks))
        .isEqualTo("“The sun” false: No.");
    assertThat(List.of(ItemKind.values()))
        .allSatisfy(
            kind ->
                assertThat(Answers.text(kind, Samples.body(kind), new JsonObject())).isNotNull());
  }
}
