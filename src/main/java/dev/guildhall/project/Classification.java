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
 * One label for a text. Input {@code {text, title?, context?}}; output {@code {label, comment?}}.
 */
public record Classification(String question, List<Label> labels, CommentRule comment)
    implements Template {

  /** A label to choose: {@code value} is stored, {@code title} is shown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Label(String value, String title, @Nullable String description) {}

  public Classification {
    labels = List.copyOf(labels);
  }

  @Override
  public ProjectKind kind() {
    return ProjectKind.CLASSIFICATION;
  }

  @Override
  public JsonObject json() {
    return StrictJson.toObject(new TemplateReader.ClassificationForm(question, labels, comment));
  }

  @Override
  public JsonObject inputSchema() {
    return Schemas.document(
        List.of("text"),
        Map.of(
            "text", Schemas.text(1, Schemas.MAX_TEXT),
            "title", Schemas.text(1, Schemas.MAX_TITLE),
            "context", Schemas.text(1, Schemas.MAX_TEXT)));
  }

  @Override
  public JsonObject outputSchema() {
    return Comments.withComment(comment, List.of("label"), members());
  }

  @Override
  public JsonObject goldSchema() {
    return Comments.withComment(CommentRule.OPTIONAL, List.of("label"), members());
  }

  private Map<String, JsonObject> members() {
    var members = new LinkedHashMap<String, JsonObject>();
    members.put("label", Schemas.oneOf(labels.stream().map(Label::value).toList()));
    return members;
  }

  @Override
  public List<FieldError> wordErrors(JsonObject output) {
    return Comments.errors(comment, output);
  }

  @Override
  public boolean matchesGold(JsonObject gold, JsonObject output) {
    return gold.getString("label").equals(output.getString("label"));
  }

  @Override
  public List<String> answers() {
    return labels.stream().map(Label::value).toList();
  }

  @Override
  public Optional<String> answerOf(JsonObject output) {
    return Optional.ofNullable(output.getString("label"));
  }
}
