package dev.guildhall.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.calibration.ItemMeasures.Answer;
import dev.guildhall.calibration.ItemMeasures.Item;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.ItemVersionRef;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemMeasuresTest {

  private static final UUID SOMEBODY = new UUID(0, 1);

  private static Item item(int n, ItemKind kind, int exposures, @Nullable Integer cap) {
    return item(n, kind, exposures, cap, false);
  }

  private static Item item(
      int n, ItemKind kind, int exposures, @Nullable Integer cap, boolean hasLeaked) {
    var options = new JsonArray();
    List.of("a", "b", "c").forEach(id -> options.add(new JsonObject().put("id", id)));
    return new Item(
        new ItemVersionRef(new ItemId(new UUID(1, n)), 1),
        1,
        kind,
        new JsonObject().put("options", options),
        new JsonObject().put("correct", new JsonArray().add("a")),
        true,
        true,
        exposures,
        cap,
        hasLeaked,
        new OrganisationId(SOMEBODY),
        new AccountId(SOMEBODY),
        "Item " + n);
  }

  private static List<Answer> answers(List<Item> items, int people, int slow) {
    var random = new Random(4);
    var answers = new ArrayList<Answer>();
    for (int p = 0; p < people; p++) {
      double ability = random.nextGaussian();
      for (int i = 0; i < items.size(); i++) {
        boolean right = random.nextDouble() < 1 / (1 + Math.exp(-1.4 * ability));
        boolean chooses = items.get(i).kind() == ItemKind.SINGLE_CHOICE;
        answers.add(
            new Answer(
                new UUID(2, p),
                items.get(i).ref(),
                right ? 1 : 0,
                chooses ? new JsonObject().put("choice", right ? "a" : "b") : null,
                i == slow ? 90 : 20 + i));
      }
    }
    return answers;
  }

  private static List<Item> eight() {
    var items = new ArrayList<Item>();
    for (int n = 0; n < 8; n++) {
      items.add(item(n, ItemKind.SINGLE_CHOICE, 10, null));
    }
    return items;
  }

  @Test
  void anItemIsMeasuredWithTheOthers() {
    var items = eight();

    Bank.Measured first = ItemMeasures.of(items, answers(items, 400, -1)).getFirst();

    assertThat(first.answers()).isEqualTo(400);
    assertThat(first.discrimination()).isCloseTo(1.4, within(0.5));
    assertThat(first.difficulty()).isCloseTo(0, within(0.35));
    assertThat(first.medianSeconds()).isEqualTo(20);
    assertThat(first.flags()).containsExactly("dead_distractor");
    var right = first.distractors().getJsonObject(0);
    assertThat(right.getString("option")).isEqualTo("a");
    assertThat(right.getInteger("upper")).isGreaterThan(2 * right.getInteger("lower"));
  }

  @Test
  void fewAnswersSayLittle() {
    var items = eight();

    Bank.Measured first = ItemMeasures.of(items, answers(items, 29, -1)).getFirst();

    assertThat(first.answers()).isEqualTo(29);
    assertThat(first.proportionRight()).isBetween(0.2, 0.8);
    assertThat(first.difficulty()).isNull();
    assertThat(first.discrimination()).isNull();
    assertThat(first.flags()).isEmpty();
  }

  @Test
  void whatNobodyAnsweredHasNoFigures() {
    var measured = ItemMeasures.of(eight(), List.of());

    assertThat(measured).hasSize(8);
    assertThat(measured.getFirst().answers()).isZero();
    assertThat(measured.getFirst().proportionRight()).isNull();
    assertThat(measured.getFirst().medianSeconds()).isNull();
    assertThat(ItemMeasures.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void anItemIsSlowBesideOthersOfItsKind() {
    var items = eight();
    var measured = ItemMeasures.of(items, answers(items, 60, 3));

    assertThat(measured.get(3).flags()).contains("too_slow");
    assertThat(measured.get(2).flags()).doesNotContain("too_slow");
    var others = new ArrayList<>(items.subList(0, 3));
    others.add(item(3, ItemKind.NUMERIC, 10, null));
    assertThat(ItemMeasures.of(others, answers(others, 60, 3)).get(3).flags())
        .as("there is no usual")
        .doesNotContain("too_slow");
  }

  @Test
  void aCapThatIsReachedAndALeakAreSaidWhateverTheAnswers() {
    var items =
        List.of(
            item(0, ItemKind.NUMERIC, 10, 10),
            item(1, ItemKind.NUMERIC, 9, 10),
            item(2, ItemKind.NUMERIC, 9, null, true));
    var measured = ItemMeasures.of(items, answers(items, 5, -1));

    assertThat(measured)
        .extracting(Bank.Measured::flags)
        .satisfiesExactly(
            flags -> assertThat(flags).containsExactly("exposure_reached"),
            flags -> assertThat(flags).isEmpty(),
            flags -> assertThat(flags).containsExactly("leak_suspect"));
    assertThat(measured.getFirst().distractors()).isEmpty();
  }

  @Test
  void aQuantileIsBetweenTwoValues() {
    double[] values = {1, 2, 4};
    assertThat(ItemMeasures.quantile(values, 0)).isEqualTo(1);
    assertThat(ItemMeasures.quantile(values, 0.5)).isEqualTo(2);
    assertThat(ItemMeasures.quantile(values, 0.75)).isEqualTo(3);
    assertThat(ItemMeasures.quantile(values, 1)).isEqualTo(4);
  }
}
