package dev.guildhall.item;

import static dev.guildhall.item.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.item.ItemFile.Line;
import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QtiItemTest {

  private static final String ITEM =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="tides-1" title="Tides" adaptive="false"
          timeDependent="false">
        <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
          <correctResponse><value>ChoiceB</value></correctResponse>
          <mapping defaultValue="0">
            <mapEntry mapKey="ChoiceB" mappedValue="2"/><mapEntry mapKey="ChoiceC" mappedValue="1"/>
          </mapping>
        </responseDeclaration>
        <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
        <itemBody>
          <p>Look at the <em>tides</em> of <strong>2 &lt; 3</strong> days.</p>
          <pre>high
      low</pre>
          <choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">
            <prompt>What makes <code>them</code>?</prompt>
            <simpleChoice identifier="ChoiceA">The wind_s <feedbackInline identifier="a" outcomeIdentifier="F">No!</feedbackInline></simpleChoice>
            <simpleChoice identifier="ChoiceB" fixed="true">The moon</simpleChoice>
            <simpleChoice identifier="ChoiceC">The sun</simpleChoice>
          </choiceInteraction>
        </itemBody>
        <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>
      </assessmentItem>
      """;

  @Test
  void aChoiceItemIsBroughtOver() {
    var draft = good(ITEM);

    assertThat(draft.getString("kind")).isEqualTo("single_choice");
    assertThat(draft.getString("title")).isEqualTo("Tides");
    assertThat(draft.getString("external_key")).isEqualTo("tides-1");
    assertThat(draft.getJsonObject("body").getString("prompt"))
        .isEqualTo(
            "Look at the *tides* of **2 \\< 3** days.\n\n```\nhigh\nlow\n```\n\nWhat makes `them`?");
    assertThat(draft.getJsonObject("body").getJsonArray("options"))
        .isEqualTo(
            json("{'o': [{'id': 'choicea', 'text': 'The wind\\\\_s'}, {'id': 'choiceb', 'text': 'The moon'},"
                    + " {'id': 'choicec', 'text': 'The sun'}]}")
                .getJsonArray("o"));
    assertThat(draft.getJsonObject("key"))
        .isEqualTo(json("{'correct': ['choiceb'], 'partial': {'choicec': 0.5}}"));
    assertThat(errors(draft)).isEmpty();
  }

  @Test
  void severalChoicesCountAsItsTemplateSays() {
    var several =
        ITEM.replace("cardinality=\"single\" baseType=\"identifier\"", "cardinality=\"multiple\"")
            .replace("<value>ChoiceB</value>", "<value>ChoiceB</value><value> ChoiceC </value>")
            .replace("maxChoices=\"1\"", "minChoices=\"1\" maxChoices=\"2\"")
            .replace("imsqti_v2p1", "imsqti_v2p2");

    var draft = good(several);
    assertThat(draft.getString("kind")).isEqualTo("multiple_choice");
    assertThat(draft.getJsonObject("key"))
        .isEqualTo(json("{'correct': ['choiceb', 'choicec'], 'scoring': 'partial'}"));
    assertThat(draft.getJsonObject("body").getInteger("select_max")).isEqualTo(2);
    assertThat(errors(draft)).isEmpty();

    assertThat(good(several.replace("map_response", "match_correct")).getJsonObject("key"))
        .isEqualTo(json("{'correct': ['choiceb', 'choicec'], 'scoring': 'all_or_nothing'}"));
  }

  @Test
  void choicesWithLongNamesGetLetters() {
    var draft = good(ITEM.replace("ChoiceA", "the-one-that-nobody-should-ever-choose"));

    assertThat(draft.getJsonObject("key").getJsonArray("correct")).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not xml",
        "<a/>",
        "<assessmentItem/>",
        "<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'/>",
        "<assessmentTest xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'/>"
      })
  void whatIsNoChoiceItemIsRefused(String xml) {
    assertThat(QtiItem.read(xml).errors()).hasSize(1);
  }

  @Test
  void whatCannotBeBroughtOverIsNamed() {
    assertThat(code(ITEM.replace("<em>tides</em>", "<img src=\"tides.png\" alt=\"\"/>")))
        .isEqualTo("qti_content");
    assertThat(code(ITEM.replace("choiceInteraction", "orderInteraction")))
        .isEqualTo("qti_interaction");
    assertThat(code(ITEM.replace("<value>ChoiceB</value>", "<value>ChoiceX</value>")))
        .isEqualTo("qti_response");
    assertThat(code(ITEM.replace("<value>ChoiceB</value>", ""))).isEqualTo("qti_response");
    assertThat(code(ITEM.replace("mappedValue=\"1\"", "mappedValue=\"NaN\"")))
        .isEqualTo("qti_response");
  }

  @Test
  void textOfAFileCannotBecomeMarkup() {
    var draft =
        good(
            ITEM.replace(
                "<em>tides</em>",
                "&lt;script&gt;alert(1)&lt;/script&gt; [x](https://evil.example) ![x](data:,x)"
                    + " &amp;lt;b&amp;gt;"));

    assertThat(errors(draft)).isEmpty();
  }

  @Test
  void nothingOutsideOfTheFileIsRead(@TempDir Path folder) throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "the secret");
    var outside =
        "<!DOCTYPE assessmentItem [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>\n<assessmentItem";
    var line =
        QtiItem.read(ITEM.replace("<assessmentItem", outside).replace("<em>tides</em>", "&x;"));

    assertThat(line.draft()).isNull();
    assertThat(line.errors()).extracting(FieldError::code).containsExactly("malformed_xml");

    var included =
        ITEM.replace(
            "<em>tides</em>",
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\""
                + secret.toUri()
                + "\"/>");
    assertThat(code(included)).isEqualTo("qti_content");
  }

  @Test
  void entitiesDoNotGrow() {
    var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"ha\">");
    for (int i = 1; i < 40; i++) {
      bomb.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(i, i - 1, i - 1));
    }
    bomb.append("]><a>&e39;</a>");

    assertThat(code(bomb.toString())).isEqualTo("malformed_xml");
    assertThat(code("<a>".repeat(50_000))).isEqualTo("malformed_xml");
    assertThat(code(ITEM.replace("<em>", "<b>".repeat(200)).replace("</em>", "</b>".repeat(200))))
        .isEqualTo("malformed_xml");
  }

  private static JsonObject good(String xml) {
    Line line = QtiItem.read(xml);
    assertThat(line.errors()).isEmpty();
    return line.draft();
  }

  private static String code(String xml) {
    return QtiItem.read(xml).errors().getFirst().code();
  }

  private static List<FieldError> errors(JsonObject draft) {
    return ItemChecks.errors(
        ItemKind.parse(draft.getString("kind")),
        draft.getJsonObject("body"),
        draft.getJsonObject("key"));
  }
}
