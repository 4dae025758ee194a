package dev.guildhall.project;

import dev.guildhall.platform.error.FieldError;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comment beside an answer. */
final class Comments {

  private Comments() {}

  /** A document of {@code members} and the comment as {@code rule} has it. */
  static JsonObject withComment(
      CommentRule rule, List<String> required, Map<String, JsonObject> members) {
    var needed = new ArrayList<>(required);
    var all = new LinkedHashMap<>(members);
    if (rule != CommentRule.NONE) {
      all.put("comment", Schemas.text(rule == CommentRule.REQUIRED ? 1 : 0, Schemas.MAX_COMMENT));
    }
    if (rule == CommentRule.REQUIRED) {
      needed.add("comment");
    }
    return Schemas.document(needed, all);
  }

  /** White space is no comment. */
  static List<FieldError> errors(CommentRule rule, JsonObject output) {
    return rule == CommentRule.REQUIRED && output.getString("comment", "").isBlank()
        ? List.of(new FieldError("/output/comment", "required", "Say in a few words why."))
        : List.of();
  }
}
