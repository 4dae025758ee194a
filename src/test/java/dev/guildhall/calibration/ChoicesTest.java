package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.item.ItemKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChoicesTest {

  private static final JsonObject BODY =
      new JsonObject()
          .put(
              "options",
              new JsonArray()
                  .add(new JsonObject().put("id", "one").put("text", "One"))
                  .add(new JsonObject().put("id", "two").put("text", "Two")));

  @Test
  void oneOrSeveralOptionsAreChosen() {
    assertThat(Choices.options(ItemKind.SINGLE_CHOICE, BODY)).containsExactly("one", "two");
    var key = new JsonObject().put("correct", new JsonArray().add("two"));
    assertThat(Choices.right(ItemKind.MULTIPLE_CHOICE, key)).containsExactly("two");
    assertThat(Choices.chosen(ItemKind.SINGLE_CHOICE, new JsonObject().put("choice", "one")))
        .containsExactly("one");
    assertThat(
            Choices.chosen(
                ItemKind.MULTIPLE_CHOICE,
                new JsonObject().put("choices", new JsonArray().add("one").add("two"))))
        .containsExactly("one", "two");
    assertThat(Choices.chosen(ItemKind.SINGLE_CHOICE, new JsonObject())).isEmpty();
  }

  @Test
  void ofTwoAnswersOneIsPreferredOrNoneWhereThatIsAllowed() {
    assertThat(Choices.options(ItemKind.COMPARISON, new JsonObject())).containsExactly("a", "b");
    assertThat(Choices.options(ItemKind.COMPARISON, new JsonObject().put("allow_equal", true)))
        .containsExactly("a", "b", "equal");
    var b = new JsonObject().put("preferred", "b");
    assertThat(Choices.right(ItemKind.COMPARISON, b)).containsExactly("b");
    assertThat(Choices.right(ItemKind.COMPARISON, new JsonObject())).isEmpty();
    assertThat(Choices.chosen(ItemKind.COMPARISON, b)).containsExactly("b");
  }

  @ParameterizedTest
  @EnumSource(names = {"NUMERIC", "ORDERING", "SHORT_TEXT", "CLOZE", "ESSAY", "CODE", "CRITIQUE"})
  void nothingIsChosenElsewhere(ItemKind kind) {
    assertThat(Choices.options(kind, BODY)).isEmpty();
    assertThat(Choices.right(kind, new JsonObject().put("correct", new JsonArray().add("one"))))
        .isEmpty();
    assertThat(Choices.chosen(kind, new JsonObject().put("choice", "one"))).isEmpty();
  }
}
