package dev.guildhall.project;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.text.Words;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of two answers is better, and why. Input {@code {prompt, a, b, title?}}; output {@code
 * {choice, reason}}.
 *
 * @param allowEqual whether {@code equal} is a choice
 * @param reasonMinWords with 0 the reason may be left out
 */
public record Preference(String question, boolean allowEqual, int reasonMinWords)
    implements Template {

  @Override
  public ProjectKind kind() {
    return ProjectKind.PREFERENCE;
  }

  @Override
  public JsonObject json() {
    return StrictJson.toObject(
        new TemplateReader.PreferenceForm(question, allowEqual, reasonMinWords));
  }

  @Override
  public JsonObject inputSchema() {
    return Schemas.document(
        List.of("prompt", "a", "b"),
        Map.of(
            "prompt", Schemas.prompt(),
            "a", Schemas.text(1, Schemas.MAX_TEXT),
            "b", Schemas.text(1, Schemas.MAX_TEXT),
            "title", Schemas.text(1, Schemas.MAX_TITLE)));
  }

  @Override
  public JsonObject outputSchema() {
    return Schemas.document(
        reasonMinWords > 0 ? List.of("choice", "reason") : List.of("choice"),
        members(reasonMinWords > 0 ? 1 : 0));
  }

  @Override
  public JsonObject goldSchema() {
    return Schemas.document(List.of("choice"), members(0));
  }

  private Map<String, JsonObject> members(int reasonMin) {
    var members = new LinkedHashMap<String, JsonObject>();
    members.put(
        "choice", Schemas.oneOf(allowEqual ? List.of("a", "b", "equal") : List.of("a", "b")));
    members.put("reason", Schemas.text(reasonMin, Schemas.MAX_COMMENT));
    return members;
  }

  @Override
  public List<FieldError> wordErrors(JsonObject output) {
    int words = Words.count(output.getString("reason", ""));
    return words >= reasonMinWords
        ? List.of()
        : List.of(
            new FieldError(
                "/output/reason",
                "min_words",
                "Give the reason in at least "
                    + reasonMinWords
                    + " words; these are "
                    + words
                    + "."));
  }

  @Override
  public boolean matchesGold(JsonObject gold, JsonObject output) {
    return gold.getString("choice").equals(output.getString("choice"));
  }

  @Override
  public List<String> answers() {
    return allowEqual ? List.of("a", "b", "equal") : List.of("a", "b");
  }

  @Override
  public Optional<String> answerOf(JsonObject output) {
    return Optional.ofNullable(output.getString("choice"));
  }
}
