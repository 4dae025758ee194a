package dev.guildhall.correction;

import dev.guildhall.attempt.Attempts;
import dev.guildhall.correction.CorrectionRepository.Correction;
import dev.guildhall.grading.Papers;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;

/**
 * The durable job of a correction: decides anew what it touched, some attempts in each transaction,
 * which also marks them as done. Whoever does the job again, or beside another node, goes on with
 * those that are left.
 */
final class CorrectionJob {

  static final String KIND = "correction";

  private static final int BATCH = 20;

  private final Database database;
  private final CorrectionRepository repository;
  private final Attempts attempts;
  private final Papers papers;
  private final int batch;

  CorrectionJob(
      Database database, CorrectionRepository repository, Attempts attempts, Papers papers) {
    this(database, repository, attempts, papers, BATCH);
  }

  /**
   * @param batch how many attempts one transaction decides anew
   */
  CorrectionJob(
      Database database,
      CorrectionRepository repository,
      Attempts attempts,
      Papers papers,
      int batch) {
    this.database = database;
    this.repository = repository;
    this.attempts = attempts;
    this.papers = papers;
    this.batch = batch;
  }

  /** The payload. */
  record Task(CorrectionId correction) {}

  void run(JsonObject payload) {
    var id = StrictJson.convert(payload, Task.class).correction();
    var correction = repository.find(database.client(), id).await().orElseThrow();
    var body = StrictJson.convert(correction.correction(), Change.Body.class);
    if (body.isOfReviewer()) {
      papers.tell(body.ofReviewer("").qualification());
      return;
    }
    while (step(correction) > 0) {
      // There was more to do.
    }
  }

  /** Decides some attempts anew; returns how many were left to be done. */
  int step(Correction correction) {
    return database.inTransaction(tx -> Workflows.start(() -> step(tx, correction))).await();
  }

  private int step(SqlConnection tx, Correction correction) {
    var next = repository.next(tx, correction.id(), batch).await();
    if (next.isEmpty()) {
      return 0;
    }
    var redecided =
        attempts.redecide(tx, next, correction.id().value(), correction.reason()).await();
    repository.done(tx, correction.id(), redecided).await();
    return next.size();
  }
}
