package dev.guildhall.project;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads templates: the members that the kind has, and what no schema says of them. */
final class TemplateReader {

  private static final Map<ProjectKind, Set<String>> NEEDED =
      Map.of(
          ProjectKind.CLASSIFICATION, Set.of("question", "labels"),
          ProjectKind.PREFERENCE, Set.of("question"),
          ProjectKind.WRITING, Set.of("question"),
          ProjectKind.RUBRIC, Set.of("question", "lines"));
  private static final Map<ProjectKind, Set<String>> POSSIBLE =
      Map.of(
          ProjectKind.CLASSIFICATION, Set.of("comment"),
          ProjectKind.PREFERENCE, Set.of("allow_equal", "reason_min_words"),
          ProjectKind.WRITING, Set.of("min_words", "max_words", "format"),
          ProjectKind.RUBRIC, Set.of("comment"));

  private TemplateReader() {}

  static Template read(ProjectKind kind, JsonObject json) {
    throwIfAny(memberErrors(kind, json));
    Template template = converted(kind, json);
    throwIfAny(
        switch (template) {
          case Classification it -> labelErrors(it);
          case Rubric it -> lineErrors(it);
          case Writing it -> lengthErrors(it);
          case Preference _ -> List.of();
        });
    return template;
  }

  /**
   * The contract lets any of the four forms through; which one it has to be depends on the kind.
   */
  private static List<FieldError> memberErrors(ProjectKind kind, JsonObject json) {
    var errors = new ArrayList<FieldError>();
    for (String name : needed(kind)) {
      if (json.getValue(name) == null) {
        errors.add(
            new FieldError(
                "/template/" + name,
                "required",
                "The template of a " + kind.wire() + " project needs this field."));
      }
    }
    for (String name : json.fieldNames()) {
      if (!needed(kind).contains(name) && !possible(kind).contains(name)) {
        errors.add(
            new FieldError(
                "/template/" + name,
                "unknown_property",
                "The template of a " + kind.wire() + " project has no such field; remove it."));
      }
    }
    return errors;
  }

  private static Set<String> needed(ProjectKind kind) {
    return NEEDED.getOrDefault(kind, Set.of());
  }

  private static Set<String> possible(ProjectKind kind) {
    return POSSIBLE.getOrDefault(kind, Set.of());
  }

  private static Template converted(ProjectKind kind, JsonObject json) {
    try {
      return switch (kind) {
        case CLASSIFICATION -> StrictJson.convert(json, ClassificationForm.class).template();
        case PREFERENCE -> StrictJson.convert(json, PreferenceForm.class).template();
        case WRITING -> StrictJson.convert(json, WritingForm.class).template();
        case RUBRIC -> StrictJson.convert(json, RubricForm.class).template();
      };
    } catch (IllegalArgumentException e) {
      throw Refusal.Invalid.field(
          "/template", "invalid", "This is not the template of a " + kind.wire() + " project.");
    }
  }

  private static List<FieldError> labelErrors(Classification template) {
    var errors = new ArrayList<FieldError>();
    var seen = new HashSet<String>();
    for (int i = 0; i < template.labels().size(); i++) {
      if (!seen.add(template.labels().get(i).value())) {
        errors.add(
            new FieldError(
                "/template/labels/" + i + "/value",
                "duplicate",
                "Another label has this value; give each label its own."));
      }
    }
    return errors;
  }

  private static List<FieldError> lineErrors(Rubric template) {
    var errors = new ArrayList<FieldError>();
    var seen = new HashSet<String>();
    for (int i = 0; i < template.lines().size(); i++) {
      var line = template.lines().get(i);
      String at = "/template/lines/" + i;
      if (!seen.add(line.key())) {
        errors.add(
            new FieldError(
                at + "/key", "duplicate", "Another line has this key; give each line its own."));
      }
      if (line.max() <= line.min()) {
        errors.add(
            new FieldError(
                at + "/max", "range", "Set max higher than min, or nothing can be scored."));
      }
      for (String score : line.anchors().keySet()) {
        if (Integer.parseInt(score) < line.min() || Integer.parseInt(score) > line.max()) {
          errors.add(
              new FieldError(
                  at + "/anchors/" + score,
                  "range",
                  "There is no such score; anchors stand for scores from min to max."));
        }
      }
    }
    return errors;
  }

  private static List<FieldError> lengthErrors(Writing template) {
    Integer max = template.maxWords();
    return max == null || max >= template.minWords()
        ? List.of()
        : List.of(
            new FieldError("/template/max_words", "range", "Set max_words to min_words or more."));
  }

  private static void throwIfAny(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
  }

  private static String title(String text, String at) {
    return ShownName.cleaned(text, at + "/title");
  }

  record ClassificationForm(
      String question, List<Classification.Label> labels, @Nullable CommentRule comment) {
    Template template() {
      var shown = new ArrayList<Classification.Label>();
      for (var label : labels) {
        shown.add(
            new Classification.Label(
                label.value(),
                title(label.title(), "/template/labels/" + shown.size()),
                label.description()));
      }
      return new Classification(question, shown, comment == null ? CommentRule.OPTIONAL : comment);
    }
  }

  record PreferenceForm(
      String question, @Nullable Boolean allowEqual, @Nullable Integer reasonMinWords) {
    Template template() {
      return new Preference(
          question, allowEqual == null || allowEqual, reasonMinWords == null ? 5 : reasonMinWords);
    }
  }

  record WritingForm(
      String question,
      @Nullable Integer minWords,
      @Nullable Integer maxWords,
      Writing.@Nullable Format format) {
    Template template() {
      return new Writing(
          question,
          minWords == null ? 0 : minWords,
          maxWords,
          format == null ? Writing.Format.MARKDOWN : format);
    }
  }

  record RubricForm(String question, List<Rubric.Line> lines, @Nullable CommentRule comment) {
    Template template() {
      var shown = new ArrayList<Rubric.Line>();
      for (var line : lines) {
        String title = title(line.title(), "/template/lines/" + shown.size());
        shown.add(
            new Rubric.Line(
                line.key(), title, line.description(), line.min(), line.max(), line.anchors()));
      }
      return new Rubric(question, shown, comment == null ? CommentRule.OPTIONAL : comment);
    }
  }
}
