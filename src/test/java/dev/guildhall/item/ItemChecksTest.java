package dev.guildhall.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of an item, and where it says so. */
class ItemChecksTest {

  private static final String TWO = "'options':[{'id':'a','text':'A'},{'id':'b','text':'B'}]";

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "single_choice | %s | 'correct':['c'] | /key/correct/0",
        "single_choice | %s | 'correct':['a','b'] | /key/correct",
        "single_choice | %s | 'correct':['a'],'partial':{'a':0.5} | /key/partial/a",
        "single_choice | %s,'unit':'m' | 'correct':['a'] | /body/unit",
        "single_choice | %s | 'order':['a','b'] | /key/correct",
        "multiple_choice | %s,'select_max':1 | 'correct':['a','b'] | /key/correct",
        "multiple_choice | %s,'select_min':3 | 'correct':['a'] | /body/select_max",
        "numeric | 'units':['m','km'] | 'value':'1' | /key/unit",
        "numeric | 'units':['m','km'] | 'value':'1','unit':'cm' | /key/unit",
        "ordering | %s | 'order':['a'] | /key/order",
        "ordering | %s | 'order':['a','a'] | /key/order/1",
        "cloze | 'gaps':[{'id':'x'}] | 'gaps':{'x':['1']} | /body/prompt",
        "cloze | 'gaps':[{'id':'x'}] | 'gaps':{'y':['1']} | /key/gaps/x",
        "essay | 'min_words':9,'max_words':3 | 'rubric':{'lines':[]} | /body/max_words",
        "code | 'language':'cobol','function':'f' | 'tests':[] | /key/tests",
        "code | 'language':'javascript' | 'reference':'r' | /key",
        "comparison | 'a':'1','b':'2','allow_equal':false | 'preferred':'equal' | /key/preferred",
        "comparison | 'a':'1','b':'2' | 'preferred':'a','closed_share':0.5 | /key/closed_share",
        "critique | 'response':'short','failures':[{'id':'f','text':'F'}] | 'marks':[{'start':2,'end':9}] | /key/marks/0",
        "critique | 'response':'short','failures':[{'id':'f','text':'F'}] | 'marks':[{'start':0,'end':2,'failure':'g'}] | /key/marks/0/failure",
      })
  void saysWhereKeyAndBodyDoNotFit(String kind, String body, String key, String pointer) {
    var errors =
        ItemChecks.errors(
            ItemKind.parse(kind),
            json("{'prompt':'What?'," + body.replace("%s", TWO) + "}"),
            json("{" + key + "}"));

    assertThat(errors).extracting(FieldError::pointer).contains(pointer);
  }

  @Test
  void aRubricNeedsItsEnds() {
    var errors =
        ItemChecks.errors(
            ItemKind.ESSAY,
            json("{'prompt':'Write.'}"),
            json(
                "{'rubric':{'lines':[{'key':'a','title':'A','max':3,'pass':4,'anchors':{'0':'no','5':'?'}},"
                    + "{'key':'a','title':'B','max':3,'pass':1,'anchors':{'0':'no','3':'yes'}}]}}"));

    assertThat(errors)
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/key/rubric/lines/0/pass",
            "/key/rubric/lines/0/anchors/5",
            "/key/rubric/lines/0/anchors",
            "/key/rubric/lines/1/key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](https://evil.example)",
        "[here](javascript:alert(1))",
        "![x](https://evil.example/track.png)",
        "![x](data:image/png;base64,AAAA)",
        "![x](image:img_1)",
        "<!-- hidden -->",
        "[ref]: https://evil.example",
      })
  void whatCouldHarmOrTrackIsRefused(String prompt) {
    assertThat(Markdown.fault(prompt)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Is `a < b && b > c` true?",
        "```java\nList<String> a = new ArrayList<>();\n```",
        "1 < 2 and 3 > 2",
        "![a tank](image:img_00000000000000000000000000)",
        "*Emphasis*, **strong** and a [bracket]",
      })
  void whatIsHarmlessIsTaken(String prompt) {
    assertThat(Markdown.fault(prompt)).isEmpty();
  }
}
