package dev.guildhall.item;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/** One good item of each kind, for tests. */
final class Samples {

  private static final String RUBRIC =
      """
      {"lines": [{"key": "clear", "title": "Clear", "max": 2, "pass": 1,
                  "anchors": {"0": "Nobody understands it.", "2": "Everybody does."}}]}
      """;

  private static final Map<ItemKind, String> BODIES = new EnumMap<>(ItemKind.class);
  private static final Map<ItemKind, String> KEYS = new EnumMap<>(ItemKind.class);

  static {
    var three =
        """
        {"prompt": "Which?", "options": [
          {"id": "a", "text": "One"}, {"id": "b", "text": "Two"}, {"id": "c", "text": "Three"}]}
        """;
    put(ItemKind.SINGLE_CHOICE, three, "{'correct': ['b'], 'partial': {'a': 0.4}}");
    put(ItemKind.MULTIPLE_CHOICE, three, "{'correct': ['a', 'c']}");
    put(
        ItemKind.NUMERIC,
        "{'prompt': 'How long?', 'units': ['m', 'km']}",
        "{'value': '12.5', 'tolerance': '0.5', 'unit': 'm', 'wrong_unit_credit': 0.3}");
    put(ItemKind.ORDERING, three, "{'order': ['c', 'a', 'b']}");
    put(
        ItemKind.SHORT_TEXT,
        "{'prompt': 'Who wrote it?'}",
        "{'accepted': ['Émile Zola', 'Zola'], 'explanation': 'In *1885*.'}");
    put(
        ItemKind.CLOZE,
        "{'prompt': 'We {{one}} and {{two}}.', 'gaps': [{'id': 'one'}, {'id': 'two', 'options': ['went', 'gone']}]}",
        "{'gaps': {'one': ['came'], 'two': ['went']}}");
    put(
        ItemKind.ESSAY,
        "{'prompt': 'Write.', 'min_words': 3, 'max_words': 5}",
        "{'rubric': " + RUBRIC + "}");
    put(
        ItemKind.CODE,
        "{'prompt': 'Add.', 'language': 'javascript', 'function': 'add', 'examples': [{'args': [1, 2], 'expected': 3}]}",
        "{'tests': [{'name': 'small', 'args': [2, 2], 'expected': 4}]}");
    put(
        ItemKind.COMPARISON,
        "{'prompt': 'Which is better?', 'a': 'It is.', 'b': 'It was.', 'min_words': 2}",
        "{'preferred': 'a'}");
    put(
        ItemKind.CRITIQUE,
        "{'prompt': 'What is wrong?', 'response': 'The sun turns around the earth, and the moon is made of cheese.',"
            + " 'failures': [{'id': 'false', 'text': 'False'}, {'id': 'vague', 'text': 'Vague'}]}",
        "{'marks': [{'start': 0, 'end': 31, 'failure': 'false'}, {'start': 36, 'end': 62, 'failure': 'false'}]}");
  }

  private Samples() {}

  private static void put(ItemKind kind, String body, String key) {
    BODIES.put(kind, body);
    KEYS.put(kind, key);
  }

  static JsonObject body(ItemKind kind) {
    return json(BODIES.get(kind));
  }

  static JsonObject key(ItemKind kind) {
    return json(KEYS.get(kind));
  }

  static JsonObject rubric() {
    return json(RUBRIC);
  }

  static ServedItem served(ItemKind kind) {
    return served(kind, body(kind), key(kind));
  }

  static ServedItem served(ItemKind kind, JsonObject body, JsonObject key) {
    return new ServedItem(new ItemId(new java.util.UUID(0, 1)), 1, 1, kind, body, key);
  }

  static JsonObject draft(ItemKind kind) {
    return new JsonObject()
        .put("kind", kind.wire())
        .put("title", "About " + kind.wire())
        .put("domain", "trying")
        .put("body", body(kind))
        .put("key", key(kind));
  }

  /** JSON with apostrophes instead of quotes. */
  static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
