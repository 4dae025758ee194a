package dev.guildhall.item;

import static dev.guildhall.item.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.SchemaCheck;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ItemChecksTest {

  private static final SchemaCheck FORM = new SchemaCheck(Contract.load().schema("ItemDraft"));
  private static final String ORGANISATION = "org_00000000000000000000000001";

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void aGoodItemOfEachKindIsTaken(ItemKind kind) {
    var draft = Samples.draft(kind).put("organisation_id", ORGANISATION);

    assertThat(FORM.errors(draft, "")).isEmpty();
    assertThat(ItemChecks.errors(kind, Samples.body(kind), Samples.key(kind))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void membersOfOtherKindsAreRefused(ItemKind kind) {
    for (ItemKind other : ItemKind.values()) {
      var foreign = Samples.key(other).fieldNames();
      // Code may be graded by people alone, as an essay is.
      boolean fits = kind == ItemKind.CODE && other == ItemKind.ESSAY;
      if (!fits && !Samples.key(kind).fieldNames().containsAll(foreign)) {
        assertThat(ItemChecks.errors(kind, Samples.body(kind), Samples.key(other)))
            .as(other.wire())
            .isNotEmpty()
            .allMatch(error -> error.pointer().startsWith("/key"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          single_choice   | {'correct': ['x']}                                  | /key/correct/0 | unknown
          single_choice   | {'correct': ['a', 'b']}                             | /key/correct | too_many
          single_choice   | {'correct': ['a'], 'partial': {'a': 1}}             | /key/partial/a | unknown
          multiple_choice | {'correct': ['a', 'a']}                             | /key/correct/1 | repeated
          multiple_choice | {'correct': ['a'], 'order': ['a']}                  | /key/order | unknown_property
          numeric         | {'value': '1'}                                      | /key/unit | required
          numeric         | {'value': '1', 'unit': 'mile'}                      | /key/unit | unknown
          ordering        | {'order': ['a', 'b']}                               | /key/order | incomplete
          ordering        | {'order': ['a', 'b', 'b']}                          | /key/order/2 | repeated
          short_text      | {'accepted': ['ok', '?!']}                          | /key/accepted/1 | blank
          short_text      | {'accepted': ['ok'], 'explanation': '<b>so</b>'}    | /key/explanation | not_allowed
          cloze           | {'gaps': {'one': ['came']}}                         | /key/gaps/two | required
          cloze           | {'gaps': {'one': ['a'], 'two': ['went'], 'x': ['b']}} | /key/gaps/x | unknown
          cloze           | {'gaps': {'one': ['a'], 'two': ['goes']}}           | /key/gaps/two | unknown
          essay           | {'reference': 'So.'}                                | /key/rubric | required
          code            | {'reference': 'So.'}                                | /key | required
          comparison      | {'preferred': 'a', 'closed_share': 0.5}             | /key/closed_share | not_possible
          critique        | {'marks': [{'start': 5, 'end': 500}]}               | /key/marks/0 | range
          critique        | {'marks': [{'start': 5, 'end': 5}]}                 | /key/marks/0 | range
          critique        | {'marks': [{'start': 0, 'end': 3, 'failure': 'x'}]} | /key/marks/0/failure | unknown
          """)
  void aKeyThatDoesNotFitItsBodyIsToldByPointer(
      String kind, String key, String pointer, String code) {
    var of = ItemKind.parse(kind);

    assertThat(ItemChecks.errors(of, Samples.body(of), json(key)))
        .extracting(FieldError::pointer, FieldError::code)
        .containsExactly(tuple(pointer, code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'prompt': 'We {{one}}.'}                                         | /body/prompt | gaps
          {'prompt': 'We {{one}} {{one}} {{two}}.'}                         | /body/prompt | gaps
          {'prompt': 'We {{one}} {{two}} {{three}}.'}                       | /body/prompt | gaps
          {'gaps': [{'id': 'one'}, {'id': 'two'}, {'id': 'two'}]}           | /body/gaps/2/id | repeated
          """)
  void gapsStandOnceInPromptBodyAndKey(String change, String pointer, String code) {
    var body = Samples.body(ItemKind.CLOZE).mergeIn(json(change));

    assertThat(ItemChecks.errors(ItemKind.CLOZE, body, Samples.key(ItemKind.CLOZE)))
        .extracting(FieldError::pointer, FieldError::code)
        .contains(tuple(pointer, code));
  }

  @Test
  void aWorkerCouldMakeTheRightChoice() {
    var body = Samples.body(ItemKind.MULTIPLE_CHOICE).put("select_max", 1);
    assertThat(pointers(ItemKind.MULTIPLE_CHOICE, body, Samples.key(ItemKind.MULTIPLE_CHOICE)))
        .containsExactly("/key/correct");

    var either = Samples.body(ItemKind.COMPARISON).put("allow_equal", false);
    assertThat(pointers(ItemKind.COMPARISON, either, json("{'preferred': 'equal'}")))
        .containsExactly("/key/preferred");

    var twice = Samples.body(ItemKind.SINGLE_CHOICE);
    twice.getJsonArray("options").getJsonObject(2).put("id", "a");
    assertThat(pointers(ItemKind.SINGLE_CHOICE, twice, Samples.key(ItemKind.SINGLE_CHOICE)))
        .containsExactly("/body/options/2/id");
  }

  @Test
  void programsOfOtherLanguagesAreReviewed() {
    var body = Samples.body(ItemKind.CODE).put("language", "python");
    assertThat(pointers(ItemKind.CODE, body, Samples.key(ItemKind.CODE)))
        .containsExactly("/key/tests");
    assertThat(pointers(ItemKind.CODE, body, new JsonObject().put("rubric", Samples.rubric())))
        .isEmpty();
  }

  @Test
  void aRubricSaysWhatItsEndsLookLike() {
    var rubric =
        json(
            "{'lines': ["
                + "{'key': 'a', 'title': 'A', 'max': 2, 'pass': 3, 'anchors': {'0': 'no', '2': 'yes'}},"
                + "{'key': 'a', 'title': 'B', 'max': 2, 'pass': 1, 'anchors': {'0': 'no', '2': 'yes', '3': 'more'}},"
                + "{'key': 'c', 'title': 'C', 'max': 2, 'pass': 1, 'anchors': {'0': 'no'}}]}");

    assertThat(
            pointers(
                ItemKind.ESSAY, Samples.body(ItemKind.ESSAY), json("{}").put("rubric", rubric)))
        .containsExactly(
            "/key/rubric/lines/0/pass",
            "/key/rubric/lines/1/key",
            "/key/rubric/lines/1/anchors/3",
            "/key/rubric/lines/2/anchors");
  }

  @Test
  void peopleDoNotGradeForNothing() {
    var key =
        Samples.key(ItemKind.COMPARISON).put("rubric", Samples.rubric()).put("closed_share", 1);

    assertThat(pointers(ItemKind.COMPARISON, Samples.body(ItemKind.COMPARISON), key))
        .containsExactly("/key/closed_share");
  }

  @Test
  void everyTextThatIsShownIsLookedAt() {
    var body = Samples.body(ItemKind.ORDERING);
    body.getJsonArray("options").getJsonObject(1).put("text", "[a](https://example.org)");

    assertThat(pointers(ItemKind.ORDERING, body, Samples.key(ItemKind.ORDERING)))
        .containsExactly("/body/options/1/text");
  }

  /** A body has no room for anything of a key: no member means the same in both. */
  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void nothingOfAKeyFitsIntoABody(ItemKind kind) {
    var body = Samples.body(kind);
    for (String member : Samples.key(kind).fieldNames()) {
      // Gaps are named in both; what is accepted stands in the key only.
      if (!body.containsKey(member)) {
        var mixed = body.copy().put(member, Samples.key(kind).getValue(member));
        assertThat(pointers(kind, mixed, Samples.key(kind))).contains("/body/" + member);
      }
    }
    assertThat(Samples.body(ItemKind.CLOZE).getJsonArray("gaps"))
        .allMatch(gap -> !((JsonObject) gap).containsKey("accepted"));
  }

  @Test
  void theContractKeepsBodyAndKeyApart() {
    var contract = Contract.load();
    var body = contract.schema("ItemBody").getJsonObject("properties").fieldNames();
    var key = contract.schema("ItemKey").getJsonObject("properties").fieldNames();

    // The unit that is shown behind a field, and the names of gaps.
    assertThat(body).filteredOn(key::contains).containsExactlyInAnyOrder("unit", "gaps");
  }

  private static List<String> pointers(ItemKind kind, JsonObject body, JsonObject key) {
    return ItemChecks.errors(kind, body, key).stream().map(FieldError::pointer).toList();
  }

  @Test
  void textsAreNamedByPointer() {
    assertThat(ItemChecks.texts(Samples.body(ItemKind.ORDERING), json("{'explanation': 'So.'}")))
        .containsOnlyKeys(
            "/body/prompt",
            "/body/options/0/text",
            "/body/options/1/text",
            "/body/options/2/text",
            "/key/explanation");
  }
}
