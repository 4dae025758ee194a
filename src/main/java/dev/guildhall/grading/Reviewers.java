package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.grading.Reviewer.Measures;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reviewers as those see them who measure them. */
public final class Reviewers {

  private final ReviewerRepository repository;
  private final EventLog events;

  Reviewers(ReviewerRepository repository, EventLog events) {
    this.repository = repository;
    this.events = events;
  }

  /**
   * One line's grade that counts, in a row that stands by itself.
   *
   * @param attemptId null of a validity paper
   * @param workerId who wrote it; null of a validity paper
   * @param adjudicator whether the two before were seen; such a grade is no independent one
   * @param known what is right, of a validity paper; null of another one
   * @param max the best grade of the line
   * @param seconds that the whole paper took, as the reviewer's device says
   */
  public record GivenGrade(
      GradingId gradingId,
      PaperId paperId,
      @Nullable AttemptId attemptId,
      ItemId itemId,
      int version,
      @Nullable WorkerId workerId,
      AccountId reviewer,
      boolean adjudicator,
      String line,
      int grade,
      int max,
      @Nullable Integer known,
      @Nullable Integer seconds,
      Instant at) {}

  /**
   * What was estimated of a reviewer.
   *
   * @param fairShifts the fair shift on lines by their best grade; where it says nothing of one,
   *     that of the measures holds
   */
  public record Measured(AccountId accountId, Measures measures, Map<Integer, Double> fairShifts) {}

  /** What was estimated once. */
  public record Past(
      Instant at,
      @Nullable Double severity,
      @Nullable Double severityError,
      @Nullable Double kappa) {}

  /** Everything that was graded for a qualification and counts, in the order of sending. */
  public Future<List<GivenGrade>> given(SqlClient client, QualificationId qualification) {
    return repository.given(client, qualification, null);
  }

  /** The same, of what was sent at that time or later. */
  public Future<List<GivenGrade>> givenSince(
      SqlClient client, QualificationId qualification, Instant since) {
    return repository.given(client, qualification, since);
  }

  /** The same, of these gradings. */
  public Future<List<GivenGrade>> given(
      SqlClient client, QualificationId qualification, Collection<GradingId> gradings) {
    return gradings.isEmpty()
        ? Future.succeededFuture(List.of())
        : repository.ofGradings(client, qualification, gradings);
  }

  /** How many gradings for it were sent and count. */
  public Future<Integer> countGiven(SqlClient client, QualificationId qualification) {
    return repository.countGiven(client, qualification);
  }

  /** Those that somebody grades for. */
  public Future<List<QualificationId>> qualifications(SqlClient client) {
    return repository.qualifications(client);
  }

  /** Who grades for a qualification, or has asked to; those first who graded most. */
  public Future<List<Reviewer>> of(SqlClient client, QualificationId qualification) {
    return repository.of(client, qualification);
  }

  /** As what a person grades, by qualification. */
  public Future<List<Reviewer>> of(SqlClient client, AccountId account) {
    return repository.of(client, account);
  }

  public Future<Optional<Reviewer>> find(
      SqlClient client, AccountId account, QualificationId qualification) {
    return repository.find(client, account, qualification);
  }

  /** What was estimated before, newest first. */
  public Future<List<Past>> history(
      SqlClient client, AccountId account, QualificationId qualification, int limit) {
    return repository.history(client, account, qualification, limit);
  }

  /**
   * Keeps what was estimated, and remembers it. Grades that are finished from now on are corrected
   * by it; those that stand are not touched.
   */
  public Future<Void> measured(
      SqlConnection tx, QualificationId qualification, Collection<Measured> measured) {
    return measured.isEmpty()
        ? Future.succeededFuture()
        : repository.measure(tx, qualification, measured);
  }

  /**
   * Where the reviewer's drift alarm stands, under the lock of the reviewer's row; empty at its
   * beginning.
   */
  public Future<Optional<JsonObject>> drift(
      SqlConnection tx, QualificationId qualification, AccountId account) {
    return repository
        .lock(tx, account, qualification)
        .compose(_ -> repository.find(tx, account, qualification))
        .map(found -> found.map(Reviewer::drift));
  }

  /** Keeps where it stands. */
  public Future<Void> keepDrift(
      SqlConnection tx, QualificationId qualification, AccountId account, JsonObject drift) {
    return repository.keepDrift(tx, account, qualification, drift);
  }

  /**
   * Gives the reviewer no more papers; what is in hand may be sent. Who is paused stays so for the
   * first cause.
   *
   * @param text for the reviewer: the evidence, and what lets the queue go on
   * @param actor null: an alarm
   */
  public Future<Void> pause(
      SqlConnection tx,
      QualificationId qualification,
      AccountId account,
      PauseCause cause,
      String text,
      @Nullable UUID actor) {
    return repository
        .pause(tx, account, qualification, cause, text)
        .compose(
            changed ->
                changed
                    ? events.append(
                        tx,
                        new GradingEvents.ReviewerPaused(account, qualification, cause).by(actor))
                    : Future.succeededFuture());
  }

  /** Lets the queue go on; the drift alarm begins anew. */
  public Future<Void> resume(
      SqlConnection tx, QualificationId qualification, AccountId account, @Nullable UUID actor) {
    return repository
        .resume(tx, account, qualification)
        .compose(
            changed ->
                changed
                    ? events.append(
                        tx, new GradingEvents.ReviewerResumed(account, qualification).by(actor))
                    : Future.succeededFuture());
  }
}
