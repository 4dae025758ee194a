package dev.guildhall.item;

import static dev.guildhall.item.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.item.ItemFile.Format;
import dev.guildhall.item.ItemFile.Line;
import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ItemFileTest {

  private static final OrganisationId ORGANISATION = new OrganisationId(new UUID(3, 4));

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      mode = Mode.EXCLUDE,
      names = {"QTI"})
  void whatIsWrittenIsReadAsTheSameItems(Format format) {
    var items =
        Arrays.stream(ItemKind.values())
            .map(kind -> view(kind.wire(), kind, Samples.body(kind), Samples.key(kind)))
            .toList();

    var lines = ItemFile.read(format, ItemFile.write(format, items));

    assertThat(lines).hasSameSizeAs(items);
    for (int i = 0; i < items.size(); i++) {
      assertThat(lines.get(i).errors()).isEmpty();
      assertThat(withoutOrganisation(lines.get(i)))
          .as(items.get(i).kind().wire())
          .isEqualTo(
              Samples.draft(items.get(i).kind())
                  .put("external_key", items.get(i).kind().wire())
                  .put("tags", new JsonArray().add("one").add("two"))
                  .put("state", "active")
                  .put("difficulty", -0.5)
                  .put("exposure_cap", 30));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      mode = Mode.EXCLUDE,
      names = {"QTI"})
  void textsComeBackToTheLetter(Format format) {
    for (String text :
        List.of(
            "=1+1",
            "'=1+1",
            "''=1+1",
            "-5",
            "@a",
            "\tx",
            "'quoted'",
            "a,\"b\"\r\nc\nd",
            " spaces ",
            "＝SUM(1)",
            "多语言 🙂")) {
      var body = Samples.body(ItemKind.SINGLE_CHOICE).put("prompt", text);
      body.getJsonArray("options").getJsonObject(0).put("text", text);
      var item = view("k", ItemKind.SINGLE_CHOICE, body, Samples.key(ItemKind.SINGLE_CHOICE));

      var lines = ItemFile.read(format, ItemFile.write(format, List.of(item)));

      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst().draft().getJsonObject("body")).as(text).isEqualTo(body);
    }
  }

  @Test
  void noCellOfAFileIsAFormula() {
    var body = Samples.body(ItemKind.SHORT_TEXT).put("prompt", "=HYPERLINK(\"x\")");
    var csv =
        ItemFile.write(
            Format.CSV,
            List.of(view("+k", ItemKind.SHORT_TEXT, body, Samples.key(ItemKind.SHORT_TEXT))));

    assertThat(csv)
        .contains("'=HYPERLINK")
        .contains("'+k")
        .doesNotContain(",=")
        .doesNotContain("\n+");
  }

  @Test
  void optionsStandInColumnsAndTheRightOnesBesideThem() {
    var lines =
        csv(
            "kind,title,domain,tags,prompt,option_1,option_2,option_3,correct",
            "single_choice,T,d,x y,Which?,One,Two,,B",
            "multiple_choice,T,d,,Which?,One,Two,Three,\"a, c\"",
            "ordering,T,d,,Which?,One,Two,Three,c a b",
            "numeric,T,d,,How many?,,,,12.5");

    assertThat(lines).allMatch(line -> line.errors().isEmpty());
    var first = lines.getFirst().draft();
    assertThat(first.getJsonObject("body"))
        .isEqualTo(
            json(
                "{'prompt': 'Which?', 'options': [{'id': 'a', 'text': 'One'}, {'id': 'b', 'text': 'Two'}]}"));
    assertThat(first.getJsonObject("key")).isEqualTo(json("{'correct': ['b']}"));
    assertThat(first.getJsonArray("tags")).containsExactly("x", "y");
    assertThat(lines.get(1).draft().getJsonObject("key"))
        .isEqualTo(json("{'correct': ['a', 'c']}"));
    assertThat(lines.get(2).draft().getJsonObject("key"))
        .isEqualTo(json("{'order': ['c', 'a', 'b']}"));
    assertThat(lines.get(3).draft().getJsonObject("key")).isEqualTo(json("{'value': '12.5'}"));
  }

  @Test
  void optionsWithOtherNamesStayAsTheyAre() {
    var body = Samples.body(ItemKind.ORDERING);
    body.getJsonArray("options").getJsonObject(2).put("id", "third");
    var item = view("k", ItemKind.ORDERING, body, json("{'order': ['third', 'a', 'b']}"));

    var csv = ItemFile.write(Format.CSV, List.of(item));
    var line = ItemFile.read(Format.CSV, csv).getFirst();

    assertThat(csv).doesNotContain("option_1");
    assertThat(line.draft().getJsonObject("body")).isEqualTo(body);
    assertThat(line.draft().getJsonObject("key")).isEqualTo(item.key());
  }

  @Test
  void eachBadRowIsToldAndTheOthersAreRead() {
    var lines =
        csv(
            "kind,title,prompt,option_1,option_2,option_3,correct,difficulty,body,key",
            "single_choice,T,Q,One,Two,,a,hard,,",
            "single_choice,T,Q,One,Two,,a,0.5,{broken,",
            "single_choice,T,Q,One,,Three,a,,,",
            "single_choice,T,Q",
            "single_choice,T,Q,One,Two,,a,,\"{\"\"options\"\":[]}\",",
            "essay,T,Q,,,,a,,,",
            "single_choice,T,Q,One,Two,,a,,,");

    assertThat(lines).extracting(Line::line).containsExactly(2, 3, 4, 5, 6, 7, 8);
    assertThat(lines)
        .extracting(line -> line.errors().stream().map(FieldError::pointer).toList())
        .containsExactly(
            List.of("/difficulty"),
            List.of("/body"),
            List.of("/body/options/1"),
            List.of(""),
            List.of("/body/options"),
            List.of("/key"),
            List.of());
  }

  @Test
  void aHeaderIsToldOf() {
    assertThat(csv("kind,question", "a,b").getFirst().errors().getFirst().detail())
        .contains("no column question");
    assertThat(csv("kind,kind", "a,b").getFirst().errors().getFirst().detail()).contains("twice");
    assertThat(csv("kind,option_21", "a,b").getFirst().errors()).isNotEmpty();
    assertThat(csv("kind,title", "a,\"b").getLast().errors())
        .extracting(FieldError::code)
        .containsExactly("malformed_csv");
  }

  @Test
  void linesOfJsonAreReadOneByOne() {
    var lines = ItemFile.read(Format.JSON, "\uFEFF{\"kind\":\"essay\"}\r\n\n{broken\n[]\n{}");

    assertThat(lines).extracting(Line::line).containsExactly(1, 3, 4, 5);
    assertThat(lines)
        .extracting(line -> line.errors().isEmpty())
        .containsExactly(true, false, false, true);
  }

  @Test
  void anArrayIsReadElementByElement() {
    var lines = ItemFile.read(Format.JSON, " [{\"kind\":\"essay\"}, 7, {}]");

    assertThat(lines).extracting(Line::line).containsExactly(1, 2, 3);
    assertThat(lines)
        .extracting(line -> line.errors().isEmpty())
        .containsExactly(true, false, true);
    assertThat(ItemFile.read(Format.JSON, "[\n{},\n{broken]").getFirst().line()).isEqualTo(3);
    assertThat(ItemFile.read(Format.JSON, "[]")).isEmpty();
  }

  private static List<Line> csv(String... rows) {
    return ItemFile.read(Format.CSV, String.join("\n", rows) + "\n");
  }

  private static JsonObject withoutOrganisation(Line line) {
    var draft = line.draft().copy();
    draft.remove("organisation_id");
    return draft;
  }

  private static ItemView view(
      @Nullable String externalKey, ItemKind kind, JsonObject body, JsonObject key) {
    return new ItemView(
        new ItemId(new UUID(1, 2)),
        ORGANISATION,
        externalKey,
        kind,
        "About " + kind.wire(),
        "trying",
        List.of("one", "two"),
        ItemState.ACTIVE,
        -0.5,
        null,
        1,
        1,
        "Ann",
        0,
        30,
        body,
        key,
        null,
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        1);
  }
}
