package dev.guildhall.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.sandbox.Sandbox;
import dev.guildhall.sandbox.SandboxConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the key says of answers of each kind. */
class MarkerTest {

  private static final String OPTIONS =
      "'options':[{'id':'a','text':'A'},{'id':'b','text':'B'},{'id':'c','text':'C'},{'id':'d','text':'D'}]";

  private static Vertx vertx;
  private static Sandbox sandbox;
  private static Marker marker;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    sandbox = new Sandbox(vertx, new SandboxConfig(0, 1));
    marker = new Marker(sandbox);
  }

  @AfterAll
  static void close() {
    sandbox.close();
    vertx.close();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private static Mark mark(ItemKind kind, String body, String key, String answer) {
    return mark(kind, body, key, json(answer));
  }

  private static Mark mark(ItemKind kind, String body, String key, JsonObject answer) {
    var item =
        new ServedItem(
            new ItemId(new UUID(0, 1)), 1, 1, kind, json("{'prompt':'?'," + body + "}"), json(key));
    return marker.mark(item, answer).result();
  }

  private static double score(ItemKind kind, String body, String key, String answer) {
    return mark(kind, body, key, answer).score().orElseThrow();
  }

  @Test
  void oneChoiceIsRightAndOthersMayEarnAPart() {
    String key = "{'correct':['b'],'partial':{'a':0.25}}";

    assertThat(score(ItemKind.SINGLE_CHOICE, OPTIONS, key, "{'choice':'b'}")).isEqualTo(1);
    assertThat(score(ItemKind.SINGLE_CHOICE, OPTIONS, key, "{'choice':'a'}")).isEqualTo(0.25);
    assertThat(score(ItemKind.SINGLE_CHOICE, OPTIONS, key, "{'choice':'c'}")).isZero();
    assertThat(score(ItemKind.SINGLE_CHOICE, OPTIONS, key, "{}")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"'a c',1", "'a',0.5", "'a b',0", "'a c b',0.5", "'a b c d',0", "'',0"})
  void wrongPicksCostWhatRightOnesEarn(String chosen, double expected) {
    var answer = new JsonObject().put("choices", new JsonArray(words(chosen)));

    assertThat(
            mark(ItemKind.MULTIPLE_CHOICE, OPTIONS, "{'correct':['a','c']}", answer)
                .score()
                .orElseThrow())
        .isCloseTo(expected, within(1e-9));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @Test
  void allOrNothingIsThat() {
    String key = "{'correct':['a','c'],'scoring':'all_or_nothing'}";

    assertThat(score(ItemKind.MULTIPLE_CHOICE, OPTIONS, key, "{'choices':['c','a']}")).isEqualTo(1);
    assertThat(score(ItemKind.MULTIPLE_CHOICE, OPTIONS, key, "{'choices':['a']}")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'12.5',1",
    "'12,5',1",
    "' 12.50 ',1",
    "'+12.5',1",
    "'12.6',1",
    "'12.61',0",
    "'-12.5',0",
    "'twelve',0",
    "'',0",
    "'1e1',0",
    "'12.5.1',0"
  })
  void numbersAreComparedExactlyWithinTheTolerance(String value, double expected) {
    assertThat(
            mark(
                    ItemKind.NUMERIC,
                    "'unit':'m'",
                    "{'value':'12.5','tolerance':'0.1'}",
                    new JsonObject().put("value", value))
                .score()
                .orElseThrow())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'1,234',1", "'1 234',1", "'1234',1", "'1.234',0", "'1234.0',1"})
  void thousandsMayBeParted(String value, double expected) {
    assertThat(
            mark(
                    ItemKind.NUMERIC,
                    "'unit':'m'",
                    "{'value':'1234'}",
                    new JsonObject().put("value", value))
                .score()
                .orElseThrow())
        .isEqualTo(expected);
  }

  @Test
  void aWrongUnitEarnsWhatTheKeySays() {
    String body = "'units':['kg','g']";
    String key =
        "{'value':'2','unit':'kg','wrong_unit_credit':0.3,'tolerance':'0.1','relative':true}";

    assertThat(score(ItemKind.NUMERIC, body, key, "{'value':'2.2','unit':'kg'}")).isEqualTo(1);
    assertThat(score(ItemKind.NUMERIC, body, key, "{'value':'2','unit':'g'}")).isEqualTo(0.3);
    assertThat(score(ItemKind.NUMERIC, body, key, "{'value':'2'}")).isEqualTo(0.3);
    assertThat(score(ItemKind.NUMERIC, body, key, "{'value':'2.21','unit':'kg'}")).isZero();
  }

  @Test
  void anOrderEarnsThePairsThatStandRight() {
    String key = "{'order':['a','b','c','d']}";

    assertThat(score(ItemKind.ORDERING, OPTIONS, key, "{'order':['a','b','c','d']}")).isEqualTo(1);
    assertThat(score(ItemKind.ORDERING, OPTIONS, key, "{'order':['d','c','b','a']}")).isZero();
    assertThat(score(ItemKind.ORDERING, OPTIONS, key, "{'order':['b','a','c','d']}"))
        .isCloseTo(5 / 6.0, within(1e-9));
    assertThat(score(ItemKind.ORDERING, OPTIONS, key, "{'order':['a','b']}"))
        .isCloseTo(1 / 6.0, within(1e-9));
  }

  @Test
  void anotherOrderNeverEarnsMoreThanTheRightOne() {
    var random = new Random(1);
    for (int i = 0; i < 200; i++) {
      var order = new ArrayList<>(List.of("a", "b", "c", "d"));
      Collections.shuffle(order, random);
      double score =
          mark(
                  ItemKind.ORDERING,
                  OPTIONS,
                  "{'order':['a','b','c','d']}",
                  new JsonObject().put("order", new JsonArray(List.copyOf(order))))
              .score()
              .orElseThrow();
      assertThat(score).isBetween(0.0, 1.0);
      assertThat(score == 1).isEqualTo(order.equals(List.of("a", "b", "c", "d")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Café,1",
    "'  cafe. ',1",
    "CAFÉ!,1",
    "café  au lait,1",
    "coffee,0",
    "'...',0",
    "'',0"
  })
  void shortTextsAreComparedAsPeopleWould(String text, double expected) {
    assertThat(
            mark(
                    ItemKind.SHORT_TEXT,
                    "'unused':0",
                    "{'accepted':['café','Café au lait']}",
                    new JsonObject().put("text", text))
                .score()
                .orElseThrow())
        .isEqualTo(expected);
    assertThat(
            score(
                ItemKind.SHORT_TEXT,
                "'unused':0",
                "{'accepted':['It'],'exact':true}",
                "{'text':'it'}"))
        .isZero();
  }

  @Test
  void gapsEarnTheirShare() {
    String body = "'gaps':[{'id':'one'},{'id':'two'}]";
    var half =
        mark(
            ItemKind.CLOZE,
            body,
            "{'gaps':{'one':['less'],'two':['few','fewer']}}",
            "{'gaps':{'one':'Less','two':'many'}}");

    assertThat(half.score().orElseThrow()).isEqualTo(0.5);
    assertThat(half.parts())
        .containsExactly(new Mark.Part("one", 1, null), new Mark.Part("two", 0, null));
  }

  @Test
  void aCritiqueEarnsSpansThatMatchAndLosesThoseThatDoNot() {
    String body =
        "'response':'"
            + "x".repeat(200)
            + "','failures':[{'id':'wrong','text':'W'},{'id':'left_out','text':'L'}]";
    String key = "{'marks':[{'start':10,'end':30,'failure':'wrong'},{'start':100,'end':120}]}";

    assertThat(
            score(
                ItemKind.CRITIQUE,
                body,
                key,
                "{'marks':[{'start':12,'end':33,'failure':'wrong'},{'start':95,'end':121}]}"))
        .isEqualTo(1);
    assertThat(
            score(
                ItemKind.CRITIQUE,
                body,
                key,
                "{'marks':[{'start':12,'end':33,'failure':'wrong'}]}"))
        .isCloseTo(2 / 3.0, within(1e-9));
    assertThat(
            score(
                ItemKind.CRITIQUE,
                body,
                key,
                "{'marks':[{'start':12,'end':33,'failure':'left_out'},{'start':100,'end':120}]}"))
        .isCloseTo(0.75, within(1e-9));
    assertThat(score(ItemKind.CRITIQUE, body, key, "{'marks':[{'start':0,'end':200}]}")).isZero();
    assertThat(score(ItemKind.CRITIQUE, body, key, "{'marks':[]}")).isZero();
  }

  @Test
  void whatPeopleGradeWaitsForThem() {
    var essay =
        mark(
            ItemKind.ESSAY,
            "'min_words':5",
            "{'rubric':{'lines':[{'key':'task','title':'T','max':4,'pass':2,'anchors':{'0':'no','4':'yes'}}]}}",
            "{'text':'Words.'}");

    assertThat(essay.score()).isEmpty();
    assertThat(essay.waits()).isTrue();
  }

  @Test
  void aProgramThatNothingRunsWaitsForPeople() {
    var mark =
        mark(
            ItemKind.CODE,
            "'language':'javascript','function':'f'",
            "{'tests':[{'name':'one','args':[1],'expected':2}]}",
            "{'source':'function f(x) { return x + 1 }'}");

    assertThat(mark.waits()).isTrue();
    assertThat(mark.problem()).isNotNull();
  }

  @Test
  void anAnswerToAnotherItemScoresNothingAndSaysWhy() {
    var mark = mark(ItemKind.SINGLE_CHOICE, OPTIONS, "{'correct':['b']}", "{'choice':'z'}");

    assertThat(mark.score().orElseThrow()).isZero();
    assertThat(mark.problem()).isNotNull();
  }

  @Test
  void rubricLinesWeighAsTheyShould() {
    var rubric =
        GradingRubric.parse(
            json(
                "{'lines':[{'key':'a','title':'A','max':4,'pass':2,'weight':3,'anchors':{}},"
                    + "{'key':'b','title':'B','max':2,'pass':1,'anchors':{}}]}"));

    assertThat(rubric.score(java.util.Map.of("a", 4.0, "b", 0.0))).isCloseTo(0.75, within(1e-9));
    assertThat(rubric.tolerance()).isEqualTo(1);
  }
}
