package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.platform.text.Words;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text of one's own. Input {@code {prompt, title?}}; output {@code {response}}. It has no known
 * right output.
 *
 * @param maxWords absent: as long as it takes
 */
public record Writing(String question, int minWords, @Nullable Integer maxWords, Format format)
    implements Template {

  private static final int MAX_RESPONSE = 200_000;

  /** How the text is shown. */
  public enum Format {
    MARKDOWN,
    PLAIN;

    @JsonCreator
    public static Format parse(String wire) {
      return Sql.constant(Format.class, wire);
    }

    @JsonValue
    public String wire() {
      return Sql.wire(this);
    }
  }

  @Override
  public ProjectKind kind() {
    return ProjectKind.WRITING;
  }

  @Override
  public JsonObject json() {
    return StrictJson.toObject(
        new TemplateReader.WritingForm(question, minWords, maxWords, format));
  }

  @Override
  public JsonObject inputSchema() {
    return Schemas.document(
        List.of("prompt"),
        Map.of("prompt", Schemas.prompt(), "title", Schemas.text(1, Schemas.MAX_TITLE)));
  }

  @Override
  public JsonObject outputSchema() {
    return Schemas.document(List.of("response"), Map.of("response", Schemas.text(1, MAX_RESPONSE)));
  }

  @Override
  public JsonObject goldSchema() {
    return outputSchema();
  }

  @Override
  public List<FieldError> goldErrors(JsonObject gold) {
    return List.of(
        new FieldError(
            "/gold", "not_possible", "A text has no one right form; load the task without gold."));
  }

  @Override
  public List<FieldError> wordErrors(JsonObject output) {
    int words = Words.count(output.getString("response", ""));
    if (words < Math.max(1, minWords)) {
      return List.of(
          new FieldError(
              "/output/response",
              "min_words",
              "Write at least " + Math.max(1, minWords) + " words; these are " + words + "."));
    }
    if (maxWords != null && words > maxWords) {
      return List.of(
          new FieldError(
              "/output/response",
              "max_words",
              "Shorten it to " + maxWords + " words; these are " + words + "."));
    }
    return List.of();
  }

  @Override
  public boolean matchesGold(JsonObject gold, JsonObject output) {
    return false;
  }

  @Override
  public List<String> answers() {
    return List.of();
  }

  @Override
  public Optional<String> answerOf(JsonObject output) {
    return Optional.empty();
  }
}
