package dev.guildhall.item;

import dev.guildhall.item.Mark.Part;
import dev.guildhall.sandbox.Program;
import dev.guildhall.sandbox.Report;
import dev.guildhall.sandbox.Result;
import dev.guildhall.sandbox.Sandbox;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Marks answers by the key. What people grade is left to them. */
public final class Marker {

  private final Sandbox sandbox;

  public Marker(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * What the key says of the answer. Never fails: an answer that the item does not understand
   * scores nothing, and a program that could not be run waits for people.
   */
  public Future<Mark> mark(ServedItem item, JsonObject answer) {
    boolean waits = item.rubric().isPresent();
    if (item.closedShare() == 0) {
      return Future.succeededFuture(new Mark(OptionalDouble.empty(), true, List.of(), null));
    }
    if (!Answers.errors(item.kind(), item.body(), answer).isEmpty()) {
      return Future.succeededFuture(
          new Mark(OptionalDouble.of(0), waits, List.of(), "The answer does not fit the item."));
    }
    var key = item.key();
    return switch (item.kind()) {
      case CODE -> code(item, answer, waits);
      case SINGLE_CHOICE -> scored(singleChoice(key, answer), waits);
      case MULTIPLE_CHOICE -> scored(multipleChoice(key, answer), waits);
      case NUMERIC -> scored(numeric(item.body(), key, answer), waits);
      case ORDERING -> scored(ordering(key, answer), waits);
      case SHORT_TEXT -> scored(accepts(key, answer), waits);
      case CLOZE -> Future.succeededFuture(cloze(item.body(), key, answer, waits));
      case COMPARISON ->
          scored(key.getString("preferred").equals(answer.getString("preferred")) ? 1 : 0, waits);
      case CRITIQUE -> scored(SpanMatch.score(spans(key), spans(answer)), waits);
      case ESSAY -> throw new IllegalStateException("an essay has no closed part");
    };
  }

  private static Future<Mark> scored(double score, boolean waits) {
    return Future.succeededFuture(new Mark(OptionalDouble.of(score), waits, List.of(), null));
  }

  private static double singleChoice(JsonObject key, JsonObject answer) {
    var choice = answer.getString("choice");
    if (choice == null) {
      return 0;
    }
    return key.getJsonArray("correct").contains(choice)
        ? 1
        : key.getJsonObject("partial", new JsonObject()).getDouble(choice, 0.0);
  }

  /** Right picks less wrong picks, of all right ones; or all or nothing. */
  private static double multipleChoice(JsonObject key, JsonObject answer) {
    var right = new HashSet<>(Answers.strings(key, "correct"));
    var chosen = new HashSet<>(Answers.strings(answer, "choices"));
    long hits = chosen.stream().filter(right::contains).count();
    long misses = chosen.size() - hits;
    if (key.getString("scoring", "partial").equals("all_or_nothing")) {
      return chosen.equals(right) ? 1 : 0;
    }
    return Math.max(0, (double) (hits - misses) / right.size());
  }

  private static double numeric(JsonObject body, JsonObject key, JsonObject answer) {
    var given = Numerals.read(answer.getString("value", ""), body.getString("unit"));
    if (given == null) {
      return 0;
    }
    var right = new BigDecimal(key.getString("value"));
    var tolerance = new BigDecimal(key.getString("tolerance", "0"));
    var off = key.getBoolean("relative", false) ? tolerance.multiply(right.abs()) : tolerance;
    if (given.subtract(right).abs().compareTo(off) > 0) {
      return 0;
    }
    var unit = key.getString("unit");
    return unit == null || unit.equals(answer.getString("unit"))
        ? 1
        : key.getDouble("wrong_unit_credit", 0.0);
  }

  /** The part of all pairs that stand in the right order; or all or nothing. */
  private static double ordering(JsonObject key, JsonObject answer) {
    var right = Answers.strings(key, "order");
    var given = Answers.strings(answer, "order");
    if (key.getString("scoring", "partial").equals("all_or_nothing")) {
      return given.equals(right) ? 1 : 0;
    }
    int pairs = 0;
    int inOrder = 0;
    for (int i = 0; i < right.size(); i++) {
      for (int j = i + 1; j < right.size(); j++) {
        pairs++;
        int first = given.indexOf(right.get(i));
        int second = given.indexOf(right.get(j));
        inOrder += first >= 0 && second >= 0 && first < second ? 1 : 0;
      }
    }
    return (double) inOrder / pairs;
  }

  private static double accepts(JsonObject key, JsonObject answer) {
    return ShortText.isAccepted(
            Answers.strings(key, "accepted"),
            key.getBoolean("exact", false),
            answer.getString("text", ""))
        ? 1
        : 0;
  }

  private static Mark cloze(JsonObject body, JsonObject key, JsonObject answer, boolean waits) {
    var given = answer.getJsonObject("gaps", new JsonObject());
    boolean exact = key.getBoolean("exact", false);
    var parts = new ArrayList<Part>();
    for (Object gap : body.getJsonArray("gaps")) {
      var id = ((JsonObject) gap).getString("id");
      boolean right =
          ShortText.isAccepted(
              Answers.strings(key.getJsonObject("gaps"), id), exact, given.getString(id, ""));
      parts.add(new Part(id, right ? 1 : 0, null));
    }
    double share = parts.stream().mapToDouble(Part::score).average().orElse(0);
    boolean whole = key.getString("scoring", "partial").equals("all_or_nothing");
    return new Mark(
        OptionalDouble.of(whole && share < 1 ? 0 : share), waits, List.copyOf(parts), null);
  }

  private static List<JsonObject> spans(JsonObject json) {
    return json.getJsonArray("marks", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private Future<Mark> code(ServedItem item, JsonObject answer, boolean waits) {
    var tests = item.key().getJsonArray("tests");
    var source = answer.getString("source", "");
    if (source.isBlank()) {
      return scored(0, waits);
    }
    var program =
        new Program(
            item.body().getString("language"),
            source,
            item.body().getString("function"),
            IntStream.range(0, tests.size())
                .mapToObj(tests::getJsonObject)
                .map(
                    test ->
                        new Program.Test(
                            test.getString("name"),
                            false,
                            test.getJsonArray("args"),
                            test.getValue("expected")))
                .toList());
    return sandbox.run(program).map(report -> marked(report, waits));
  }

  private static Mark marked(Report report, boolean waits) {
    return switch (report) {
      case Report.Ran it -> tested(it.results(), waits, null);
      case Report.TimedOut it -> tested(it.results(), waits, "It took too long.");
      case Report.OutOfMemory it -> tested(it.results(), waits, "It wanted too much memory.");
      case Report.Refused it when it.reason() == Report.Reason.TOO_LONG ->
          new Mark(OptionalDouble.of(0), waits, List.of(), "The program is too long.");
      case Report.Refused it ->
          new Mark(OptionalDouble.empty(), true, List.of(), "Nothing here runs it: " + it.reason());
      case Report.Broken it ->
          new Mark(OptionalDouble.empty(), true, List.of(), Objects.toString(it.reason()));
    };
  }

  private static Mark tested(List<Result> results, boolean waits, @Nullable String problem) {
    var parts =
        results.stream()
            .map(result -> new Part(result.name(), result.passed() ? 1 : 0, result.message()))
            .toList();
    return new Mark(
        OptionalDouble.of(parts.stream().mapToDouble(Part::score).average().orElse(0)),
        waits,
        parts,
        problem);
  }
}
