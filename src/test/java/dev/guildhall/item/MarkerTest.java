package dev.guildhall.item;

import static dev.guildhall.item.Samples.json;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class MarkerTest {

  private static final Vertx vertx = Vertx.vertx();
  private static final Sandbox switchedOff = new Sandbox(vertx, new SandboxConfig(0, 1));
  private static final Marker marker = new Marker(switchedOff);

  private final Random random = new Random(20_261_201);

  @AfterAll
  static void close() {
    switchedOff.close();
    vertx.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemKind.class,
      mode = Mode.EXCLUDE,
      names = {"ESSAY", "CODE"})
  void anEmptyAnswerScoresNothing(ItemKind kind) {
    assertThat(score(kind, "{}")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          single_choice   | {'choice': 'b'}                       | 1
          single_choice   | {'choice': 'a'}                       | 0.4
          single_choice   | {'choice': 'c'}                       | 0
          multiple_choice | {'choices': ['c', 'a']}               | 1
          multiple_choice | {'choices': ['a']}                    | 0.5
          multiple_choice | {'choices': ['a', 'b']}               | 0
          multiple_choice | {'choices': ['a', 'b', 'c']}          | 0.5
          multiple_choice | {'choices': ['b']}                    | 0
          numeric         | {'value': '12.5', 'unit': 'm'}        | 1
          numeric         | {'value': '13', 'unit': 'm'}          | 1
          numeric         | {'value': '13.0000000001', 'unit': 'm'} | 0
          numeric         | {'value': '12,3', 'unit': 'm'}        | 1
          numeric         | {'value': '12.5', 'unit': 'km'}       | 0.3
          numeric         | {'value': '12.5'}                     | 0.3
          ordering        | {'order': ['c', 'a', 'b']}            | 1
          ordering        | {'order': ['c', 'b', 'a']}            | 0.6666666667
          ordering        | {'order': ['b', 'a', 'c']}            | 0
          ordering        | {'order': ['c', 'a']}                 | 0.3333333333
          short_text      | {'text': ' emile  ZOLA. '}            | 1
          short_text      | {'text': 'Hugo'}                      | 0
          cloze           | {'gaps': {'one': 'Came', 'two': 'gone'}} | 0.5
          comparison      | {'preferred': 'a'}                    | 1
          comparison      | {'preferred': 'equal'}                | 0
          """)
  void answersAreWorthWhatTheKeySays(String kind, String answer, double score) {
    assertThat(score(ItemKind.parse(kind), answer)).isEqualTo(score, within(1e-9));
  }

  @Test
  void allOrNothingGivesNoPart() {
    for (ItemKind kind : List.of(ItemKind.MULTIPLE_CHOICE, ItemKind.ORDERING, ItemKind.CLOZE)) {
      var item =
          Samples.served(
              kind, Samples.body(kind), Samples.key(kind).put("scoring", "all_or_nothing"));
      var part =
          switch (kind) {
            case MULTIPLE_CHOICE -> json("{'choices': ['a']}");
            case ORDERING -> json("{'order': ['c', 'b', 'a']}");
            default -> json("{'gaps': {'one': 'came'}}");
          };
      assertThat(score(item, part)).as(kind.wire()).isZero();
    }
  }

  @Test
  void anAnswerThatTheItemDoesNotUnderstandScoresNothingAndSaysSo() {
    var mark =
        marker.mark(Samples.served(ItemKind.SINGLE_CHOICE), json("{'choice': 'x'}")).result();

    assertThat(mark.score()).hasValue(0);
    assertThat(mark.problem()).isNotNull();
  }

  @Test
  void whatPeopleGradeWaitsForThem() {
    var essay = marker.mark(Samples.served(ItemKind.ESSAY), json("{'text': 'So.'}")).result();
    assertThat(essay.score()).isEmpty();
    assertThat(essay.waits()).isTrue();

    var key =
        Samples.key(ItemKind.COMPARISON).put("rubric", Samples.rubric()).put("closed_share", 0.4);
    var both = Samples.served(ItemKind.COMPARISON, Samples.body(ItemKind.COMPARISON), key);
    var mark = marker.mark(both, json("{'preferred': 'a'}")).result();
    assertThat(mark.score()).hasValue(1);
    assertThat(mark.waits()).isTrue();
    assertThat(both.closedShare()).isEqualTo(0.4);
  }

  @Test
  void aProgramThatNobodyRunsWaitsAndAnEmptyOneScoresNothing() {
    var waiting = marker.mark(Samples.served(ItemKind.CODE), json("{'source': 'x'}")).result();
    assertThat(waiting.score()).isEmpty();
    assertThat(waiting.waits()).isTrue();
    assertThat(waiting.problem()).isNotNull();

    assertThat(score(ItemKind.CODE, "{'source': ' '}")).isZero();
  }

  // Numbers.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1234        | 1234
          1,234       | 1234
          1 234 567   | 1234567
          1'234.5     | 1234.5
          1.234,5     | 1234.5
          1,234.5     | 1234.5
          1.234.567   | 1234567
          0,125       | 0.125
          1,5         | 1.5
          1.234       | 1.234
          −3          | -3
          –3          | -3
          ＋１２．５   | 12.5
          .5          | 0.5
          5.          | 5
          1.5e3       | 1500
          12 kg       | 12
          12kg        | 12
          """)
  void numbersAreReadAsTheyAreWritten(String text, String number) {
    assertThat(Numerals.read(text, "kg")).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''
          ten
          1,2,3
          1,23,456
          12 34
          12 lb
          1e999
          --1
          NaN
          """)
  void whatIsNoNumberIsNone(String text) {
    assertThat(Numerals.read(text, "kg")).isNull();
  }

  @Test
  void tolerancesAreExact() {
    var body = json("{'prompt': 'How much?'}");
    var absolute = json("{'value': '0.3', 'tolerance': '0.1'}");
    var relative = json("{'value': '-200', 'tolerance': '0.05', 'relative': true}");

    // With doubles 0.3 + 0.1 is below 0.4.
    assertThat(numeric(body, absolute, "0.4")).isEqualTo(1);
    assertThat(numeric(body, absolute, "0.2")).isEqualTo(1);
    assertThat(numeric(body, absolute, "0.40000000000001")).isZero();
    assertThat(numeric(body, relative, "-210")).isEqualTo(1);
    assertThat(numeric(body, relative, "-190")).isEqualTo(1);
    assertThat(numeric(body, relative, "-210.01")).isZero();
    assertThat(numeric(body, json("{'value': '7'}"), "7.0")).isEqualTo(1);
  }

  private double numeric(JsonObject body, JsonObject key, String value) {
    return score(Samples.served(ItemKind.NUMERIC, body, key), new JsonObject().put("value", value));
  }

  // Short texts.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Café           | CAFE\u0301
          Straße         | STRASSE
          ΣΊΣΥΦΟΣ        | σίσυφος
          don’t          | don't
          “yes”!         | yes
          a — b          | a - b
          ｆｕｌｌ       | full
          ﬁne            | fine
          İstanbul       | istanbul
          two\u00a0words | two words
          再见。         | 再见
          """)
  void whatMeansTheSameIsTheSame(String one, String other) {
    assertThat(ShortText.normal(one)).isEqualTo(ShortText.normal(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C#   | C
          C++  | C
          .NET | NET
          -5   | 5
          50%  | 50
          が   | か
          कि   | क
          not  | no
          """)
  void whatMeansSomethingElseIsNot(String one, String other) {
    assertThat(ShortText.normal(one)).isNotEqualTo(ShortText.normal(other));
  }

  @Test
  void exactTextsDifferInEveryLetterButNotInTheirEncoding() {
    assertThat(ShortText.isAccepted(List.of("Café"), true, "Cafe\u0301 ")).isTrue();
    assertThat(ShortText.isAccepted(List.of("Café"), true, "café")).isFalse();
    assertThat(ShortText.isAccepted(List.of("a", "b"), false, "B.")).isTrue();
    assertThat(ShortText.isAccepted(List.of("?", "b"), false, "?")).isFalse();
  }

  // Spans.

  @Test
  void spansNeedNotEndAtTheVerySameLetters() {
    assertThat(critique(span(0, 31, "false"), span(36, 62, "false"))).isEqualTo(1);
    assertThat(critique(span(4, 31, "false"), span(36, 61, "false"))).isEqualTo(1);
    assertThat(critique(span(0, 31, "false"))).isEqualTo(2 / 3.0, within(1e-9));
    assertThat(critique(span(0, 31, "vague"), span(36, 62, "false"))).isEqualTo(0.75);
    assertThat(critique(span(31, 36, "false"))).isZero();
  }

  @Test
  void toMarkEverythingIsNotToFindSomething() {
    var response = "x".repeat(1_000);
    var item =
        Samples.served(
            ItemKind.CRITIQUE,
            Samples.body(ItemKind.CRITIQUE).put("response", response),
            json("{'marks': [{'start': 400, 'end': 450, 'failure': 'false'}]}"));

    assertThat(score(item, marks(span(0, 1_000, "false")))).isZero();
    assertThat(score(item, marks(span(400, 450, "false")))).isEqualTo(1);
    // In pieces it is found once, and nineteen times not.
    var pieces = IntStream.range(0, 20).mapToObj(i -> span(i * 50, i * 50 + 50, "false"));
    assertThat(score(item, marks(pieces.toArray(JsonObject[]::new))))
        .isEqualTo(2 / 21.0, within(1e-9));
  }

  @Test
  void toGiveOnePlaceEveryNameDoesNotPay() {
    var rightAway = critique(span(0, 31, "false"));
    var byTrying = critique(span(0, 31, "false"), span(0, 31, "vague"), span(1, 31, "vague"));

    assertThat(byTrying).isLessThan(rightAway);
  }

  @Test
  void spansArePairedSoThatTheSumIsGreatest() {
    for (int round = 0; round < 300; round++) {
      var right = spans(1 + random.nextInt(4));
      var given = spans(1 + random.nextInt(4));
      double best = greatest(right, given, 0);

      assertThat(SpanMatch.score(right, given))
          .isEqualTo(2 * best / (right.size() + given.size()), within(1e-9));
    }
  }

  /** Every way to pair them, tried. */
  private static double greatest(List<JsonObject> right, List<JsonObject> given, int from) {
    if (from == right.size()) {
      return 0;
    }
    double best = greatest(right, given, from + 1);
    for (JsonObject one : given) {
      var rest = new ArrayList<>(given);
      rest.remove(one);
      best =
          Math.max(best, SpanMatch.worth(right.get(from), one) + greatest(right, rest, from + 1));
    }
    return best;
  }

  private List<JsonObject> spans(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int start = random.nextInt(40);
              var name = random.nextBoolean() ? "false" : "vague";
              return span(start, start + 1 + random.nextInt(20), name).put("nr", i);
            })
        .toList();
  }

  // What holds of every answer.

  @Test
  void everyScoreIsBetweenNothingAndAll() {
    for (int round = 0; round < 500; round++) {
      assertThat(score(choices(), picked())).isBetween(0.0, 1.0);
      assertThat(score(ordering(), new JsonObject().put("order", shuffled()))).isBetween(0.0, 1.0);
      assertThat(SpanMatch.score(spans(1 + random.nextInt(9)), spans(1 + random.nextInt(9))))
          .isBetween(0.0, 1.0);
    }
  }

  @Test
  void oneRightChoiceMoreNeverScoresLessAndOneWrongNeverMore() {
    for (int round = 0; round < 500; round++) {
      var before = picked();
      var chosen = before.getJsonArray("choices");
      for (String id : LETTERS) {
        if (!chosen.contains(id)) {
          double now = score(choices(), before);
          double then = score(choices(), new JsonObject().put("choices", chosen.copy().add(id)));
          if (RIGHT.contains(id)) {
            assertThat(then).isGreaterThanOrEqualTo(now);
          } else {
            assertThat(then).isLessThanOrEqualTo(now);
          }
        }
      }
    }
  }

  @Test
  void twoNeighboursPutRightNeverScoreLess() {
    for (int round = 0; round < 500; round++) {
      var order = shuffled();
      double now = score(ordering(), new JsonObject().put("order", order));
      for (int i = 0; i + 1 < LETTERS.size(); i++) {
        if (order.getString(i).compareTo(order.getString(i + 1)) > 0) {
          var list = new ArrayList<>(order.stream().toList());
          Collections.swap(list, i, i + 1);
          assertThat(score(ordering(), new JsonObject().put("order", new JsonArray(list))))
              .isGreaterThan(now);
        }
      }
    }
  }

  @Test
  void oneSpanOfTheKeyMoreNeverScoresLess() {
    for (int round = 0; round < 300; round++) {
      var right = spans(3);
      var given = new ArrayList<>(right.subList(0, random.nextInt(3)));
      double now = SpanMatch.score(right, given);
      given.add(right.get(given.size()));

      assertThat(SpanMatch.score(right, given)).isGreaterThan(now);
    }
  }

  private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e", "f");
  private static final List<String> RIGHT = List.of("b", "d", "e");

  private static JsonObject six() {
    var options = new JsonArray();
    LETTERS.forEach(id -> options.add(new JsonObject().put("id", id).put("text", id)));
    return new JsonObject().put("prompt", "?").put("options", options);
  }

  private static ServedItem choices() {
    return Samples.served(
        ItemKind.MULTIPLE_CHOICE, six(), new JsonObject().put("correct", new JsonArray(RIGHT)));
  }

  private static ServedItem ordering() {
    return Samples.served(
        ItemKind.ORDERING, six(), new JsonObject().put("order", new JsonArray(LETTERS)));
  }

  private JsonObject picked() {
    var picked = LETTERS.stream().filter(_ -> random.nextBoolean()).toList();
    return new JsonObject().put("choices", new JsonArray(new ArrayList<>(picked)));
  }

  private JsonArray shuffled() {
    var order = new ArrayList<>(LETTERS);
    Collections.shuffle(order, random);
    return new JsonArray(order);
  }

  private static JsonObject span(int start, int end, String failure) {
    return new JsonObject().put("start", start).put("end", end).put("failure", failure);
  }

  private static JsonObject marks(JsonObject... spans) {
    return new JsonObject().put("marks", new JsonArray(List.of(spans)));
  }

  private double critique(JsonObject... spans) {
    return score(Samples.served(ItemKind.CRITIQUE), marks(spans));
  }

  private static double score(ItemKind kind, String answer) {
    return score(Samples.served(kind), json(answer));
  }

  private static double score(ServedItem item, JsonObject answer) {
    return marker.mark(item, answer).result().score().orElseThrow();
  }
}
