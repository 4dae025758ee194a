package dev.guildhall.delivery;

import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.worker.Pseudonyms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of a delivery out of accepted submissions that come ordered by task. Every line
 * of a part has the same members, null where there is nothing, and is written canonically.
 *
 * <p>Gold tasks are in the submissions, marked, and nowhere else. Training rows follow TRL's
 * explicit-prompt conversational forms: one pair for each comparison whose majority is a or b (an
 * equal majority or a tie prefers neither and makes no pair; single votes for equal lower the
 * agreement), and one dialogue for each accepted text.
 */
final class LineMaker {

  private final String kind;
  private final Pseudonyms pseudonyms;
  private final List<String> submissions = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<String> training = new ArrayList<>();
  private final List<JsonObject> reasons = new ArrayList<>();
  private @Nullable AcceptedSubmission last;
  private TaskAnswer answer;

  LineMaker(String kind, Pseudonyms pseudonyms) {
    this.kind = kind;
    this.pseudonyms = pseudonyms;
    this.answer = TaskAnswer.of(kind);
  }

  void add(AcceptedSubmission submission) {
    if (last != null && !last.task().equals(submission.task())) {
      endTask();
    }
    last = submission;
    submissions.add(StrictJson.canonical(submissionLine(submission)));
    if (submission.isGold()) {
      return;
    }
    answer.add(submission.output());
    switch (kind) {
      case "preference" -> reasons.add(reason(submission));
      case "writing" -> training.add(StrictJson.canonical(dialogue(submission)));
      default -> {}
    }
  }

  /** Ends the task that the last submission belongs to; call once more at the very end. */
  void endTask() {
    var task = last;
    if (task != null && answer.outputs() > 0) {
      answers.add(StrictJson.canonical(answerLine(task)));
      if (kind.equals("preference")) {
        answer
            .majority()
            .filter(choice -> !choice.equals("equal"))
            .ifPresent(choice -> training.add(StrictJson.canonical(pair(task, choice))));
      }
    }
    answer = TaskAnswer.of(kind);
    reasons.clear();
    last = null;
  }

  /** The lines of {@code part} made since the last call. */
  List<String> take(Part part) {
    var lines =
        switch (part) {
          case SUBMISSION -> submissions;
          case ANSWER -> answers;
          case TRAINING -> training;
        };
    var taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  private Map<String, @Nullable Object> submissionLine(AcceptedSubmission submission) {
    var line = taskMembers(submission);
    line.put("submission_id", submission.id().toString());
    line.put("worker", pseudonyms.of(submission.worker()));
    line.put("revision", submission.revision());
    line.put("verdict", submission.verdict());
    line.put("output", submission.output());
    line.put("original_output", submission.fixed() == null ? null : submission.original());
    line.put("gold", submission.isGold());
    line.put("gold_right", submission.goldRight());
    line.put("seconds", submission.seconds());
    line.put("active_seconds", submission.activeSeconds());
    line.put("submitted_at", submission.submittedAt().toString());
    line.put("guideline_version", submission.guidelineVersion());
    return line;
  }

  private Map<String, @Nullable Object> answerLine(AcceptedSubmission task) {
    var line = taskMembers(task);
    line.put("n", answer.outputs());
    if (TaskAnswer.answerField(kind).isPresent()) {
      line.put("answer", answer.majority().orElse(null));
      line.put("distribution", new TreeMap<>(answer.distribution()));
    } else if (kind.equals("rubric")) {
      line.put("mean_scores", answer.meanScores());
    }
    return line;
  }

  private Map<String, @Nullable Object> pair(AcceptedSubmission task, String choice) {
    String other = choice.equals("a") ? "b" : "a";
    double votes = answer.outputs();
    var line = trainingMembers(task);
    line.put("prompt", messages(task.input()));
    line.put("chosen", assistant(task.input().getString(choice)));
    line.put("rejected", assistant(task.input().getString(other)));
    line.put("score_chosen", TaskAnswer.rounded(answer.votesFor(choice) / votes));
    line.put("score_rejected", TaskAnswer.rounded(answer.votesFor(other) / votes));
    line.put("agreement", TaskAnswer.rounded(answer.votesFor(choice) / votes));
    line.put("votes_chosen", answer.votesFor(choice));
    line.put("votes_rejected", answer.votesFor(other));
    line.put("votes_equal", answer.votesFor("equal"));
    line.put("reasons", reasons.stream().map(reason -> reasonFor(reason, choice)).toList());
    return line;
  }

  private JsonObject reason(AcceptedSubmission submission) {
    return new JsonObject()
        .put("worker", pseudonyms.of(submission.worker()))
        .put("vote", submission.output().getString("choice"))
        .put("reason", submission.output().getString("reason"));
  }

  /** Says the vote by what became of it, for a and b mean nothing once the pair is made. */
  private static JsonObject reasonFor(JsonObject reason, String choice) {
    String vote = reason.getString("vote");
    return reason
        .copy()
        .put("vote", vote.equals("equal") ? vote : vote.equals(choice) ? "chosen" : "rejected");
  }

  private Map<String, @Nullable Object> dialogue(AcceptedSubmission submission) {
    var line = trainingMembers(submission);
    var messages = messages(submission.input());
    messages.add(message("assistant", submission.output().getString("response")));
    line.put("messages", messages);
    line.put("worker", pseudonyms.of(submission.worker()));
    return line;
  }

  private static Map<String, @Nullable Object> trainingMembers(AcceptedSubmission task) {
    var line = new TreeMap<String, @Nullable Object>();
    line.put("task_id", IdText.print("tsk", task.task()));
    line.put("key", task.key());
    return line;
  }

  private static Map<String, @Nullable Object> taskMembers(AcceptedSubmission task) {
    var line = trainingMembers(task);
    line.put("input", task.input());
    line.put("metadata", task.metadata());
    return line;
  }

  /** The prompt as messages; a text is what a user says. */
  private static List<JsonObject> messages(JsonObject input) {
    var messages = new ArrayList<JsonObject>();
    if (input.getValue("prompt") instanceof JsonArray turns) {
      for (int i = 0; i < turns.size(); i++) {
        messages.add(turns.getJsonObject(i));
      }
    } else {
      messages.add(message("user", input.getString("prompt")));
    }
    return messages;
  }

  private static List<JsonObject> assistant(String content) {
    return List.of(message("assistant", content));
  }

  private static JsonObject message(String role, String content) {
    return new JsonObject().put("role", role).put("content", content);
  }
}
