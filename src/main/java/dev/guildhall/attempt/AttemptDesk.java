package dev.guildhall.attempt;

import dev.guildhall.exam.TestVersion;
import dev.guildhall.exam.Tests;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.Grant;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A worker's attempts, as they may read them. */
final class AttemptDesk {

  private final Database database;
  private final AttemptRepository repository;
  private final StandingRepository standings;
  private final MarkRepository marks;
  private final Tests tests;
  private final Bank bank;
  private final Qualifications qualifications;
  private final GradedLines lines;
  private final AttemptAppeals appeals;

  AttemptDesk(
      Database database,
      AttemptRepository repository,
      StandingRepository standings,
      MarkRepository marks,
      Tests tests,
      Bank bank,
      Qualifications qualifications,
      GradedLines lines,
      AttemptAppeals appeals) {
    this.database = database;
    this.repository = repository;
    this.standings = standings;
    this.marks = marks;
    this.tests = tests;
    this.bank = bank;
    this.qualifications = qualifications;
    this.lines = lines;
    this.appeals = appeals;
  }

  /**
   * An attempt as it is told.
   *
   * @param json without the time
   */
  record Told(JsonObject json, String serverTime) {

    JsonObject whole() {
      return json.copy().put("server_time", serverTime);
    }
  }

  /** The worker's own; somebody else's is as good as none. */
  Future<Told> get(WorkerId worker, AttemptId id) {
    return get(database.client(), worker, id);
  }

  Future<Told> get(SqlClient client, WorkerId worker, AttemptId id) {
    return own(client, worker, id).compose(attempt -> told(client, attempt));
  }

  Future<Attempt> own(SqlClient client, WorkerId worker, AttemptId id) {
    return repository
        .find(client, id)
        .map(
            found ->
                found
                    .filter(attempt -> attempt.workerId().equals(worker))
                    .orElseThrow(() -> new Refusal.NotFound("attempt")));
  }

  /** One page, newest first, with one row more than {@code limit} when there is another page. */
  Future<List<Attempt>> list(
      WorkerId worker, @Nullable QualificationId qualification, Optional<Cursor> after, int limit) {
    return repository.ofWorker(
        database.client(),
        worker,
        qualification,
        after.map(cursor -> cursor.instant(0)).orElse(null),
        after.map(cursor -> cursor.uuid(1)).orElse(null),
        limit + 1);
  }

  private Future<Told> told(SqlClient client, Attempt attempt) {
    return Future.all(
            tests.get(client, attempt.testId()),
            repository.items(client, attempt.id()),
            appeals.of(client, attempt.id()))
        .compose(
            all -> {
              TestVersion test = all.resultAt(0);
              List<FormItem> items = all.resultAt(1);
              AttemptAppeals.Told appealed = all.resultAt(2);
              var shown = attempt.state().isDecided() ? items : AttemptView.open(attempt, items);
              return served(client, shown)
                  .compose(
                      served -> {
                        var json = AttemptView.whole(attempt, test, items, served);
                        json.put("appeals", new JsonArray(appealed.appeals()));
                        return attempt.state().isDecided()
                            ? result(client, attempt, test, items, served, appealed)
                                .map(result -> json.put("result", result))
                            : Future.succeededFuture(json);
                      });
            })
        .map(json -> new Told(json, attempt.now().toString()));
  }

  private Future<Map<ItemId, ServedItem>> served(SqlClient client, List<FormItem> items) {
    return bank.served(client, items.stream().map(FormItem::ref).toList())
        .map(
            served ->
                served.stream().collect(Collectors.toMap(ServedItem::id, Function.identity())));
  }

  private Future<JsonObject> result(
      SqlClient client,
      Attempt attempt,
      TestVersion test,
      List<FormItem> items,
      Map<ItemId, ServedItem> served,
      AttemptAppeals.Told appealed) {
    var qualification = attempt.qualificationId();
    return Future.all(
            marks.lastDecision(client, attempt.id()),
            repository.inHand(client, attempt.workerId()),
            lines.of(client, attempt.id()),
            qualifications.held(client, attempt.workerId(), List.of(qualification)),
            standings.standings(client, attempt.workerId(), List.of(qualification)))
        .map(
            all -> {
              Optional<MarkRepository.Recorded> decision = all.resultAt(0);
              Set<ItemId> inHand = all.resultAt(1);
              Map<ItemId, GradedLines.Graded> graded = all.resultAt(2);
              Map<QualificationId, Grant> held = all.resultAt(3);
              Map<QualificationId, Admission.Standing> standing = all.resultAt(4);
              var left =
                  Admission.left(test.plan(), Objects.requireNonNull(standing.get(qualification)));
              return Results.json(
                  new Results.Known(
                      attempt,
                      test,
                      decision.orElseThrow(),
                      items,
                      served,
                      inHand,
                      graded,
                      appealed,
                      held.get(qualification),
                      left.isPresent() ? left.getAsInt() : null));
            });
  }

  /** Keeps how useful the feedback was; before there is any, it is refused. */
  Future<Void> rate(WorkerId worker, AttemptId id, int useful, @Nullable String text) {
    return database.inTransaction(
        tx ->
            own(tx, worker, id)
                .compose(
                    attempt -> {
                      if (!attempt.state().isDecided()) {
                        throw Sitting.state(attempt.state().wire());
                      }
                      return repository.rate(tx, id, useful, text);
                    }));
  }
}
