package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores for an answer, line by line. Input {@code {prompt, response, title?}}; output {@code
 * {scores: {<line>: n}, comment?}}. A known right output may name some of the lines only.
 */
public record Rubric(String question, List<Line> lines, CommentRule comment) implements Template {

  private static final int FINE_SCALE = 4;

  /** One thing that is scored; {@code anchors} are words for some of the scores. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Line(
      String key,
      String title,
      @Nullable String description,
      int min,
      int max,
      Map<String, String> anchors) {

    public Line {
      anchors = anchors == null ? Map.of() : Map.copyOf(anchors);
    }

    /** On a scale of four steps or more a neighbouring score is right too. */
    boolean matches(int gold, int score) {
      return Math.abs(gold - score) <= (max - min + 1 >= FINE_SCALE ? 1 : 0);
    }
  }

  public Rubric {
    lines = List.copyOf(lines);
  }

  @Override
  public ProjectKind kind() {
    return ProjectKind.RUBRIC;
  }

  @Override
  public JsonObject json() {
    return StrictJson.toObject(new TemplateReader.RubricForm(question, lines, comment));
  }

  @Override
  public JsonObject inputSchema() {
    return Schemas.document(
        List.of("prompt", "response"),
        Map.of(
            "prompt", Schemas.prompt(),
            "response", Schemas.text(1, Schemas.MAX_TEXT),
            "title", Schemas.text(1, Schemas.MAX_TITLE)));
  }

  @Override
  public JsonObject outputSchema() {
    return Comments.withComment(
        comment,
        List.of("scores"),
        Map.of("scores", Schemas.object(lines.stream().map(Line::key).toList(), scores())));
  }

  @Override
  public JsonObject goldSchema() {
    return Comments.withComment(
        CommentRule.OPTIONAL,
        List.of("scores"),
        Map.of("scores", Schemas.object(List.of(), scores()).put("minProperties", 1)));
  }

  private Map<String, JsonObject> scores() {
    var scores = new LinkedHashMap<String, JsonObject>();
    lines.forEach(line -> scores.put(line.key(), Schemas.score(line.min(), line.max())));
    return scores;
  }

  @Override
  public List<FieldError> wordErrors(JsonObject output) {
    return Comments.errors(comment, output);
  }

  @Override
  public boolean matchesGold(JsonObject gold, JsonObject output) {
    var right = gold.getJsonObject("scores");
    var given = output.getJsonObject("scores");
    return lines.stream()
        .filter(line -> right.containsKey(line.key()))
        .allMatch(
            line ->
                given.getInteger(line.key()) != null
                    && line.matches(right.getInteger(line.key()), given.getInteger(line.key())));
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
