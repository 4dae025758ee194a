package dev.guildhall.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {

  private final Template sentiment =
      parse(
          ProjectKind.CLASSIFICATION,
          "{'question':'How does it sound?','labels':[{'value':'pos','title':'Positive'},{'value':'neg','title':'Negative'}]}");
  private final Template preference =
      parse(
          ProjectKind.PREFERENCE, "{'question':'Which?','reason_min_words':3,'allow_equal':false}");
  private final Template writing =
      parse(ProjectKind.WRITING, "{'question':'Write','min_words':2,'max_words':4}");
  private final Template rubric =
      parse(
          ProjectKind.RUBRIC,
          "{'question':'Score','lines':[{'key':'fact','title':'F','min':0,'max':1},{'key':'style','title':'S','min':1,'max':5}],'comment':'required'}");

  @Test
  void aTemplateIsWrittenAsItWasReadWithItsDefaults() {
    assertThat(preference.json())
        .isEqualTo(json("{'question':'Which?','allow_equal':false,'reason_min_words':3}"));
    assertThat(sentiment.json().getString("comment")).isEqualTo("optional");
    assertThat(Template.parse(ProjectKind.RUBRIC, rubric.json())).isEqualTo(rubric);
  }

  @Test
  void theFormOfAnotherKindIsRefused() {
    assertThat(refused(ProjectKind.WRITING, "{'question':'Q','allow_equal':true}"))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple("/template/allow_equal", "unknown_property"));
    assertThat(refused(ProjectKind.CLASSIFICATION, "{'question':'Q'}"))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple("/template/labels", "required"));
  }

  @Test
  void titlesThatWorkersChooseByHideNothing() {
    var labels =
        (Classification)
            parse(
                ProjectKind.CLASSIFICATION,
                "{'question':'Q','labels':[{'value':'a','title':' A\u202Eb\u200B\\n c '},{'value':'b','title':'B'}]}");
    var lines =
        (Rubric)
            parse(
                ProjectKind.RUBRIC,
                "{'question':'Q','lines':[{'key':'k','title':'\u2066Style','min':0,'max':1}]}");

    assertThat(labels.labels().getFirst().title()).isEqualTo("Ab c");
    assertThat(lines.lines().getFirst().title()).isEqualTo("Style");
    assertThat(
            refused(
                ProjectKind.CLASSIFICATION,
                "{'question':'Q','labels':[{'value':'a','title':'A'},{'value':'b','title':'\u200B'}]}"))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple("/template/labels/1/title", "blank"));
  }

  @Test
  void labelsLinesAndLengthsMustMakeSense() {
    assertThat(
            refused(
                ProjectKind.CLASSIFICATION,
                "{'question':'Q','labels':[{'value':'a','title':'A'},{'value':'a','title':'B'}]}"))
        .extracting(FieldError::pointer)
        .containsExactly("/template/labels/1/value");
    assertThat(
            refused(
                ProjectKind.RUBRIC,
                "{'question':'Q','lines':[{'key':'a','title':'A','min':1,'max':1},{'key':'a','title':'A','min':0,'max':2,'anchors':{'3':'x'}}]}"))
        .extracting(FieldError::pointer)
        .containsExactly(
            "/template/lines/0/max", "/template/lines/1/key", "/template/lines/1/anchors/3");
    assertThat(refused(ProjectKind.WRITING, "{'question':'Q','min_words':5,'max_words':4}"))
        .extracting(FieldError::pointer)
        .containsExactly("/template/max_words");
  }

  @Test
  void anInputIsCheckedMemberByMember() {
    assertThat(sentiment.inputErrors(json("{'text':'Sunny'}"))).isEmpty();
    assertThat(sentiment.inputErrors(json("{'txt':'Sunny'}")))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactlyInAnyOrder(
            tuple("/input/text", "required"), tuple("/input/txt", "unknown_property"));
    assertThat(sentiment.inputErrors(json("{'text':5}")))
        .containsExactly(new FieldError("/input/text", "type", "This has to be a text."));
    assertThat(
            preference.inputErrors(
                json("{'prompt':[{'role':'user','content':'Hi'}],'a':'x','b':'y'}")))
        .isEmpty();
    assertThat(
            preference.inputErrors(
                json("{'prompt':[{'role':'robot','content':'Hi'}],'a':'x','b':'y'}")))
        .isNotEmpty();
  }

  @Test
  void anOutputMustNameOneOfTheLabels() {
    assertThat(sentiment.outputErrors(json("{'label':'pos'}"))).isEmpty();
    assertThat(sentiment.outputErrors(json("{'label':'meh'}")))
        .containsExactly(new FieldError("/output/label", "enum", "Use one of: pos, neg."));
    assertThat(sentiment.answerOf(json("{'label':'pos'}"))).contains("pos");
  }

  @Test
  void aReasonNeedsItsWords() {
    assertThat(preference.outputErrors(json("{'choice':'a','reason':'it reads well'}"))).isEmpty();
    assertThat(preference.outputErrors(json("{'choice':'a','reason':'too short'}")))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple("/output/reason", "min_words"));
    assertThat(preference.outputErrors(json("{'choice':'equal','reason':'they are the same'}")))
        .extracting(FieldError::code)
        .containsExactly("enum");
    assertThat(preference.outputErrors(json("{'choice':'b','reason':'因为它更清楚'}"))).isEmpty();
  }

  @Test
  void aTextMayBeNeitherTooShortNorTooLong() {
    assertThat(writing.outputErrors(json("{'response':'two words'}"))).isEmpty();
    assertThat(writing.outputErrors(json("{'response':'one'}")))
        .extracting(FieldError::code)
        .containsExactly("min_words");
    assertThat(writing.outputErrors(json("{'response':'one two three four five'}")))
        .extracting(FieldError::code)
        .containsExactly("max_words");
    assertThat(writing.goldErrors(json("{'response':'two words'}"))).hasSize(1);
  }

  @Test
  void everyLineOfARubricIsScored() {
    assertThat(rubric.outputErrors(json("{'scores':{'fact':1,'style':4},'comment':'Fine'}")))
        .isEmpty();
    assertThat(rubric.outputErrors(json("{'scores':{'fact':1},'comment':'Fine'}")))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple("/output/scores/style", "required"));
    assertThat(rubric.outputErrors(json("{'scores':{'fact':2,'style':4},'comment':'Fine'}")))
        .containsExactly(
            new FieldError("/output/scores/fact", "maximum", "Use a whole number from 0 to 1."));
    assertThat(rubric.outputErrors(json("{'scores':{'fact':1,'style':4},'comment':'  '}")))
        .extracting(FieldError::pointer)
        .containsExactly("/output/comment");
  }

  @Test
  void goldIsMatchedByTheAnswerAndNotByTheReason() {
    assertThat(sentiment.goldErrors(json("{'label':'neg'}"))).isEmpty();
    assertThat(sentiment.goldErrors(json("{'label':'bad'}"))).hasSize(1);
    assertThat(
            sentiment.matchesGold(json("{'label':'neg'}"), json("{'label':'neg','comment':'x'}")))
        .isTrue();
    assertThat(preference.goldErrors(json("{'choice':'a'}"))).isEmpty();
    assertThat(preference.matchesGold(json("{'choice':'a'}"), json("{'choice':'b','reason':'x'}")))
        .isFalse();
  }

  @Test
  void aFineScaleLeavesOnePointOfRoomAndACoarseOneNone() {
    var gold = json("{'scores':{'fact':1,'style':3}}");

    assertThat(rubric.goldErrors(gold)).isEmpty();
    assertThat(rubric.goldErrors(json("{'scores':{}}"))).isNotEmpty();
    assertThat(rubric.matchesGold(gold, json("{'scores':{'fact':1,'style':4}}"))).isTrue();
    assertThat(rubric.matchesGold(gold, json("{'scores':{'fact':0,'style':3}}"))).isFalse();
    assertThat(rubric.matchesGold(gold, json("{'scores':{'fact':1,'style':5}}"))).isFalse();
  }

  private static List<FieldError> refused(ProjectKind kind, String template) {
    return catchThrowableOfType(Refusal.Invalid.class, () -> parse(kind, template)).errors();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  private static Template parse(ProjectKind kind, String template) {
    return Template.parse(kind, json(template));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
