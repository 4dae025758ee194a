package dev.guildhall.item;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the contract's forms of body and key do not say: which members a kind has, and that a key
 * fits its body. Pointers begin with {@code /body} or {@code /key}.
 */
final class ItemChecks {

  private static final Pattern GAP = Pattern.compile("\\{\\{([a-z0-9][a-z0-9_]{0,19})}}");

  /** The members of a kind: those that it needs, and others that it may have. */
  private record Members(Set<String> needed, Set<String> possible) {}

  private static final Map<ItemKind, Members> BODY = new EnumMap<>(ItemKind.class);
  private static final Map<ItemKind, Members> KEY = new EnumMap<>(ItemKind.class);

  static {
    body(ItemKind.SINGLE_CHOICE, Set.of("options"), Set.of("shuffle"));
    body(
        ItemKind.MULTIPLE_CHOICE, Set.of("options"), Set.of("shuffle", "select_min", "select_max"));
    body(ItemKind.NUMERIC, Set.of(), Set.of("unit", "units"));
    body(ItemKind.ORDERING, Set.of("options"), Set.of());
    body(ItemKind.SHORT_TEXT, Set.of(), Set.of());
    body(ItemKind.CLOZE, Set.of("gaps"), Set.of());
    body(ItemKind.ESSAY, Set.of(), Set.of("min_words", "max_words"));
    body(ItemKind.CODE, Set.of("language"), Set.of("starter", "function", "examples"));
    body(ItemKind.COMPARISON, Set.of("a", "b"), Set.of("allow_equal", "min_words"));
    body(ItemKind.CRITIQUE, Set.of("response", "failures"), Set.of("min_words"));
    key(ItemKind.SINGLE_CHOICE, Set.of("correct"), Set.of("partial"));
    key(ItemKind.MULTIPLE_CHOICE, Set.of("correct"), Set.of("scoring"));
    key(
        ItemKind.NUMERIC,
        Set.of("value"),
        Set.of("tolerance", "relative", "unit", "wrong_unit_credit"));
    key(ItemKind.ORDERING, Set.of("order"), Set.of("scoring"));
    key(ItemKind.SHORT_TEXT, Set.of("accepted"), Set.of("exact"));
    key(ItemKind.CLOZE, Set.of("gaps"), Set.of("exact", "scoring"));
    key(ItemKind.ESSAY, Set.of("rubric"), Set.of());
    key(ItemKind.CODE, Set.of(), Set.of("tests", "rubric", "closed_share"));
    key(ItemKind.COMPARISON, Set.of("preferred"), Set.of("rubric", "closed_share"));
    key(ItemKind.CRITIQUE, Set.of("marks"), Set.of("rubric", "closed_share"));
  }

  private static void body(ItemKind kind, Set<String> needed, Set<String> possible) {
    BODY.put(kind, new Members(needed, with(possible, Set.of("prompt"))));
  }

  private static void key(ItemKind kind, Set<String> needed, Set<String> possible) {
    KEY.put(kind, new Members(needed, with(possible, Set.of("explanation", "reference"))));
  }

  private static Set<String> with(Set<String> some, Set<String> more) {
    var all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  private final ItemKind kind;
  private final JsonObject body;
  private final JsonObject key;
  private final List<FieldError> errors = new ArrayList<>();

  private ItemChecks(ItemKind kind, JsonObject body, JsonObject key) {
    this.kind = kind;
    this.body = body;
    this.key = key;
  }

  /** Everything that is wrong; empty when nothing is. */
  static List<FieldError> errors(ItemKind kind, JsonObject body, JsonObject key) {
    var checks = new ItemChecks(kind, body, key);
    checks.members(BODY, body, "/body");
    checks.members(KEY, key, "/key");
    if (checks.errors.isEmpty()) {
      texts(body, key).forEach(checks::markdown);
      checks.kind();
      checks.rubric();
    }
    return checks.errors;
  }

  /** What is shown as Markdown, by pointer. */
  static Map<String, String> texts(JsonObject body, JsonObject key) {
    var texts = new LinkedHashMap<String, String>();
    texts.put("/body/prompt", body.getString("prompt"));
    var options = body.getJsonArray("options", new JsonArray());
    for (int i = 0; i < options.size(); i++) {
      texts.put("/body/options/" + i + "/text", options.getJsonObject(i).getString("text"));
    }
    var explanation = key.getString("explanation");
    if (explanation != null) {
      texts.put("/key/explanation", explanation);
    }
    return texts;
  }

  private void members(Map<ItemKind, Members> of, JsonObject json, String at) {
    var members = of.getOrDefault(kind, new Members(Set.of(), Set.of()));
    for (String name : members.needed()) {
      if (json.getValue(name) == null) {
        error(at + "/" + name, "required", "An item of the kind " + kind.wire() + " needs this.");
      }
    }
    for (String name : json.fieldNames()) {
      if (!members.needed().contains(name) && !members.possible().contains(name)) {
        error(
            at + "/" + name,
            "unknown_property",
            "An item of the kind " + kind.wire() + " has no such member; remove it.");
      }
    }
  }

  private void error(String pointer, String code, String detail) {
    errors.add(new FieldError(pointer, code, detail));
  }

  private void markdown(String at, String text) {
    Markdown.fault(text).ifPresent(fault -> error(at, "not_allowed", fault));
  }

  private void kind() {
    switch (kind) {
      case SINGLE_CHOICE -> singleChoice();
      case MULTIPLE_CHOICE -> multipleChoice();
      case NUMERIC -> numeric();
      case ORDERING -> ordering();
      case SHORT_TEXT -> readable("/key/accepted", key.getJsonArray("accepted"));
      case CLOZE -> cloze();
      case ESSAY -> lengths();
      case CODE -> code();
      case COMPARISON -> comparison();
      case CRITIQUE -> critique();
    }
  }

  private Set<String> optionIds(String member) {
    var ids = new HashSet<String>();
    var options = body.getJsonArray(member);
    for (int i = 0; i < options.size(); i++) {
      var option = options.getJsonObject(i);
      if (!ids.add(option.getString("id"))) {
        error(
            "/body/" + member + "/" + i + "/id", "repeated", "Give each option an id of its own.");
      }
    }
    return ids;
  }

  private void known(String at, Set<String> ids, Iterable<String> named) {
    var seen = new HashSet<String>();
    int i = 0;
    for (String id : named) {
      if (!ids.contains(id)) {
        error(at + "/" + i, "unknown", "No option has the id " + id + ".");
      } else if (!seen.add(id)) {
        error(at + "/" + i, "repeated", "Name each option once.");
      }
      i++;
    }
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  private void singleChoice() {
    var ids = optionIds("options");
    var correct = strings(key.getJsonArray("correct"));
    known("/key/correct", ids, correct);
    if (correct.size() != 1) {
      error("/key/correct", "too_many", "One option is right; use multiple_choice for several.");
    }
    for (String id : key.getJsonObject("partial", new JsonObject()).fieldNames()) {
      if (!ids.contains(id) || correct.contains(id)) {
        error("/key/partial/" + id, "unknown", "Name options that are there and are not right.");
      }
    }
  }

  private void multipleChoice() {
    var ids = optionIds("options");
    known("/key/correct", ids, strings(key.getJsonArray("correct")));
    int least = body.getInteger("select_min", 0);
    int most = body.getInteger("select_max", ids.size());
    int right = key.getJsonArray("correct").size();
    if (least > most || most > ids.size()) {
      error("/body/select_max", "range", "At least select_min and at most the number of options.");
    } else if (right < least || right > most) {
      error("/key/correct", "range", "A worker could not choose so many options.");
    }
  }

  private void numeric() {
    var units = body.getJsonArray("units");
    if (units != null && body.getString("unit") != null) {
      error("/body/unit", "not_possible", "Give either one unit or units to choose from.");
    }
    var unit = key.getString("unit");
    if ((units != null) != (unit != null)) {
      error(
          "/key/unit",
          units == null ? "not_possible" : "required",
          "Name the right one of the units.");
    } else if (units != null && !units.contains(unit)) {
      error("/key/unit", "unknown", "It is none of the units that a worker chooses from.");
    }
    if (unit == null && key.getValue("wrong_unit_credit") != null) {
      error("/key/wrong_unit_credit", "not_possible", "There are no units to choose from.");
    }
  }

  private void ordering() {
    var ids = optionIds("options");
    var order = strings(key.getJsonArray("order"));
    known("/key/order", ids, order);
    if (order.size() != ids.size()) {
      error("/key/order", "incomplete", "Name every option, the first one first.");
    }
  }

  /** A text of punctuation only is as good as none once it is compared. */
  private void readable(String at, JsonArray accepted) {
    for (int i = 0; i < accepted.size(); i++) {
      var text = accepted.getString(i);
      boolean exact = key.getBoolean("exact", false);
      if ((exact ? ShortText.precise(text) : ShortText.normal(text)).isEmpty()) {
        error(
            at + "/" + i,
            "blank",
            exact
                ? "Write something that can be seen."
                : "Nothing is left of it without punctuation at the ends; say exact, or write more.");
      }
    }
  }

  private void cloze() {
    var gaps = body.getJsonArray("gaps");
    var declared = new HashSet<String>();
    var accepted = key.getJsonObject("gaps");
    for (int i = 0; i < gaps.size(); i++) {
      var gap = gaps.getJsonObject(i);
      var id = gap.getString("id");
      if (!declared.add(id)) {
        error("/body/gaps/" + i + "/id", "repeated", "Give each gap an id of its own.");
      }
      var right = accepted.getJsonArray(id);
      if (right == null) {
        error("/key/gaps/" + id, "required", "Say what is accepted for this gap.");
        continue;
      }
      readable("/key/gaps/" + id, right);
      if (gap.getJsonArray("options") != null
          && strings(right).stream().noneMatch(strings(gap.getJsonArray("options"))::contains)) {
        error("/key/gaps/" + id, "unknown", "None of these can be chosen.");
      }
    }
    for (String id : accepted.fieldNames()) {
      if (!declared.contains(id)) {
        error("/key/gaps/" + id, "unknown", "The body has no such gap.");
      }
    }
    var named =
        GAP.matcher(body.getString("prompt"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toList());
    if (!named.stream().sorted().toList().equals(declared.stream().sorted().toList())) {
      error("/body/prompt", "gaps", "Name each gap once, as {{id}}, and no other.");
    }
  }

  private void lengths() {
    if (body.getInteger("max_words", Integer.MAX_VALUE) < body.getInteger("min_words", 0)) {
      error("/body/max_words", "range", "At least min_words.");
    }
  }

  private void code() {
    boolean runs = key.getJsonArray("tests") != null;
    if (runs && body.getString("function") == null) {
      error("/body/function", "required", "Name the function that the tests call.");
    }
    if (runs && !body.getString("language").equals("javascript")) {
      error("/key/tests", "not_possible", "Only javascript is run here; give a rubric instead.");
    }
    if (!runs && key.getJsonObject("rubric") == null) {
      error("/key", "required", "Give tests, a rubric or both.");
    }
  }

  private void comparison() {
    if (key.getString("preferred").equals("equal") && !body.getBoolean("allow_equal", true)) {
      error("/key/preferred", "not_possible", "A worker could not choose this.");
    }
  }

  private void critique() {
    var ids = optionIds("failures");
    int length = body.getString("response").length();
    var marks = key.getJsonArray("marks");
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.getJsonObject(i);
      if (mark.getInteger("start") >= mark.getInteger("end") || mark.getInteger("end") > length) {
        error("/key/marks/" + i, "range", "A span begins before it ends, within the response.");
      }
      var failure = mark.getString("failure");
      if (failure != null && !ids.contains(failure)) {
        error("/key/marks/" + i + "/failure", "unknown", "The body has no such failure.");
      }
    }
  }

  private void rubric() {
    var rubric = key.getJsonObject("rubric");
    if (rubric == null) {
      if (key.getValue("closed_share") != null) {
        error("/key/closed_share", "not_possible", "Without a rubric the key marks all of it.");
      }
      return;
    }
    if (key.getDouble("closed_share", 0.0) == 1) {
      error("/key/closed_share", "range", "Below 1: people would grade it for nothing.");
    }
    if (kind == ItemKind.CODE
        && key.getJsonArray("tests") == null
        && key.getDouble("closed_share", 0.0) > 0) {
      error("/key/closed_share", "not_possible", "Without tests people grade all of it.");
    }
    var lines = rubric.getJsonArray("lines");
    var keys = new HashSet<String>();
    for (int i = 0; i < lines.size(); i++) {
      line(lines.getJsonObject(i), "/key/rubric/lines/" + i, keys);
    }
  }

  private void line(JsonObject line, String at, Set<String> keys) {
    int max = line.getInteger("max");
    if (!keys.add(line.getString("key"))) {
      error(at + "/key", "repeated", "Give each line a key of its own.");
    }
    if (line.getInteger("pass") > max) {
      error(at + "/pass", "range", "At most the highest grade.");
    }
    var anchors = line.getJsonObject("anchors");
    for (String grade : anchors.fieldNames()) {
      if (Integer.parseInt(grade) > max) {
        error(at + "/anchors/" + grade, "range", "Grades of this line go from 0 to " + max + ".");
      }
    }
    boolean hasEnds =
        IntStream.of(0, max).allMatch(grade -> anchors.getString(String.valueOf(grade)) != null);
    if (!hasEnds) {
      error(at + "/anchors", "required", "Say at least what 0 and what " + max + " look like.");
    }
  }
}
