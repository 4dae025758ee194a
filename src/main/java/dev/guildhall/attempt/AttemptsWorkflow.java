package dev.guildhall.attempt;

import dev.guildhall.exam.Tests;
import dev.guildhall.item.Answers;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.error.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** What {@link Attempts} has done. */
final class AttemptsWorkflow {

  private final AttemptRepository repository;
  private final Tests tests;
  private final DecisionWorkflow decisions;

  AttemptsWorkflow(AttemptRepository repository, Tests tests, DecisionWorkflow decisions) {
    this.repository = repository;
    this.tests = tests;
    this.decisions = decisions;
  }

  MarkRepository marks() {
    return decisions.repository();
  }

  List<OpenAnswer> openAnswers(SqlClient client, AttemptId id) {
    var attempt = repository.find(client, id).await().orElseThrow(AttemptsWorkflow::unknown);
    if (!attempt.state().isWaiting() && !attempt.state().isDecided()) {
      return List.of();
    }
    var late = tests.get(client, attempt.testId()).await().plan().late();
    var items = repository.items(client, id).await();
    var served = decisions.served(client, items);
    return items.stream()
        .flatMap(
            item -> {
              var of = Objects.requireNonNull(served.get(item.itemId()));
              var answer = item.marked(late);
              return answer == null || of.rubric().isEmpty()
                  ? Stream.of()
                  : Stream.of(
                      new OpenAnswer(
                          item.itemId(),
                          item.version(),
                          of.kind(),
                          item.counts(),
                          answer,
                          text(of, answer)));
            })
        .toList();
  }

  private static String text(ServedItem item, JsonObject answer) {
    return Answers.text(item.kind(), item.body(), answer);
  }

  private static Refusal unknown() {
    return new Refusal.NotFound("attempt");
  }

  private Attempt locked(SqlConnection tx, AttemptId id) {
    return repository.lock(tx, List.of(id)).await().stream()
        .findFirst()
        .orElseThrow(AttemptsWorkflow::unknown);
  }

  void graded(SqlConnection tx, AttemptId id, Map<ItemId, Double> grades) {
    decisions.graded(tx, locked(tx, id), grades);
  }

  void adjudicated(SqlConnection tx, AttemptId id) {
    decisions.adjudicated(tx, locked(tx, id));
  }

  List<Attempts.Redecided> redecide(
      SqlConnection tx, Collection<AttemptId> ids, UUID cause, String reason) {
    return repository.lock(tx, ids).await().stream()
        .map(attempt -> decisions.again(tx, attempt, cause, reason))
        .toList();
  }
}
