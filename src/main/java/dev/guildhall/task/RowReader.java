package dev.guildhall.task;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.project.Template;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tree of one row into a task to be, or says everything that is wrong with it. */
final class RowReader {

  private static final Set<String> MEMBERS =
      Set.of("input", "key", "gold", "overlap", "priority", "workers", "metadata");
  private static final int MAX_KEY = 200;
  private static final int MAX_OVERLAP = 100;
  private static final int MAX_WORKERS = 100;
  private static final int MAX_PRIORITY = 1_000_000;

  private final Template template;

  RowReader(Template template) {
    this.template = template;
  }

  UploadLine read(long line, Map<String, @Nullable Object> members) {
    var errors = new ArrayList<FieldError>();
    for (String name : members.keySet()) {
      if (!MEMBERS.contains(name)) {
        errors.add(
            new FieldError(
                "/" + name,
                "unknown_property",
                "A row has no such member; input fields go inside input."));
      }
    }
    var input = object(members, "input", errors);
    var gold = object(members, "gold", errors);
    var workers = workers(members.get("workers"), errors);
    var overlap = number(members, "overlap", 1, MAX_OVERLAP, errors);
    var priority = number(members, "priority", -MAX_PRIORITY, MAX_PRIORITY, errors);
    String key = key(members.get("key"), errors);
    if (input == null && members.get("input") == null) {
      errors.add(new FieldError("/input", "required", "A row needs an input."));
    } else if (input != null) {
      errors.addAll(template.inputErrors(input));
    }
    if (gold != null) {
      errors.addAll(template.goldErrors(gold));
    }
    checkOverlap(overlap, gold != null, workers.size(), errors);
    return errors.isEmpty() && input != null
        ? new UploadLine.Row(
            line,
            key,
            input,
            object(members, "metadata", errors),
            gold,
            priority == null ? 0 : priority,
            overlap,
            workers)
        : bad(line, members, errors);
  }

  private static UploadLine bad(
      long line, Map<String, @Nullable Object> members, List<FieldError> errors) {
    object(members, "metadata", errors);
    return new UploadLine.Bad(line, List.copyOf(errors));
  }

  private static void checkOverlap(
      @Nullable Integer overlap, boolean gold, int workers, List<FieldError> errors) {
    if (overlap == null) {
      return;
    }
    if (gold) {
      errors.add(
          new FieldError(
              "/overlap",
              "not_for_gold",
              "A gold task is answered by every worker who meets it; leave overlap out."));
    } else if (workers > 0 && overlap > workers) {
      errors.add(
          new FieldError(
              "/overlap",
              "maximum",
              "Only " + workers + " workers may do this task, so it cannot get more submissions."));
    }
  }

  @SuppressWarnings("unchecked") // the strict parser makes every key a String
  private static @Nullable JsonObject object(
      Map<String, @Nullable Object> members, String name, List<FieldError> errors) {
    return switch (members.get(name)) {
      case null -> null;
      case Map<?, ?> map -> new JsonObject((Map<String, Object>) map);
      default -> {
        errors.add(new FieldError("/" + name, "type", "This has to be an object."));
        yield null;
      }
    };
  }

  private static @Nullable Integer number(
      Map<String, @Nullable Object> members,
      String name,
      int min,
      int max,
      List<FieldError> errors) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Long number && number >= min && number <= max) {
      return number.intValue();
    }
    errors.add(
        new FieldError("/" + name, "range", "Use a whole number from " + min + " to " + max + "."));
    return null;
  }

  private static @Nullable String key(@Nullable Object value, List<FieldError> errors) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text && !text.isEmpty() && text.length() <= MAX_KEY) {
      return text;
    }
    errors.add(
        new FieldError("/key", "invalid", "A key is a text of 1 to " + MAX_KEY + " characters."));
    return null;
  }

  private static List<WorkerId> workers(@Nullable Object value, List<FieldError> errors) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MAX_WORKERS) {
      errors.add(
          new FieldError(
              "/workers",
              "type",
              "List 1 to " + MAX_WORKERS + " ids of workers, or leave it out."));
      return List.of();
    }
    var workers = new LinkedHashSet<WorkerId>();
    for (int i = 0; i < list.size(); i++) {
      try {
        workers.add(WorkerId.parse(String.valueOf(list.get(i))));
      } catch (IllegalArgumentException e) {
        errors.add(
            new FieldError("/workers/" + i, "pattern", "An id of a worker begins with wrk_."));
      }
    }
    return List.copyOf(workers);
  }
}
