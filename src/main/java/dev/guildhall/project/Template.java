package dev.guildhall.project;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What a worker is asked, by the kind of project. A template is a value: it says what an input and
 * an output look like, as JSON Schema for clients, and checks them, with what a schema cannot say
 * (words) in code.
 *
 * <p>Pointers of errors begin with {@code /input}, {@code /output} or {@code /gold}.
 */
public sealed interface Template permits Classification, Preference, Writing, Rubric {

  /**
   * Reads the template of a project of {@code kind}.
   *
   * @throws dev.guildhall.platform.error.Refusal.Invalid saying what is wrong under {@code
   *     /template}
   */
  static Template parse(ProjectKind kind, JsonObject template) {
    return TemplateReader.read(kind, template);
  }

  ProjectKind kind();

  /** The template as the contract writes it, with its defaults filled in. */
  @JsonValue
  JsonObject json();

  /** JSON Schema (2020-12) of a task's input. */
  JsonObject inputSchema();

  /** JSON Schema (2020-12) of a submission's output. */
  JsonObject outputSchema();

  /** JSON Schema (2020-12) of a known right output. */
  JsonObject goldSchema();

  /** What is wrong with a task's input; empty when nothing is. */
  default List<FieldError> inputErrors(JsonObject input) {
    return TemplateChecks.of(this).input(input);
  }

  /** What is wrong with a submission's output; empty when nothing is. */
  default List<FieldError> outputErrors(JsonObject output) {
    var errors = TemplateChecks.of(this).output(output);
    return errors.isEmpty() ? wordErrors(output) : errors;
  }

  /** What is wrong with a known right output; empty when nothing is. */
  default List<FieldError> goldErrors(JsonObject gold) {
    return TemplateChecks.of(this).gold(gold);
  }

  /** What is wrong with the number of words in an output that fits the schema. */
  List<FieldError> wordErrors(JsonObject output);

  /** Whether an output gives the known right answer. Comments and reasons do not count. */
  boolean matchesGold(JsonObject gold, JsonObject output);

  /** Every answer that can be given, where the kind has one answer to count; otherwise none. */
  List<String> answers();

  /** The label or the choice, where the kind has one answer to count. */
  Optional<String> answerOf(JsonObject output);
}
