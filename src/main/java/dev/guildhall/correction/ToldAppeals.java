package dev.guildhall.correction;

import dev.guildhall.attempt.AttemptAppeals;
import dev.guildhall.attempt.AttemptId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Tells workers of their appeals, within their attempts. */
final class ToldAppeals implements AttemptAppeals {

  private final AttemptAppealRepository repository = new AttemptAppealRepository();
  private final int days;

  /**
   * @param days how long after a decision it may be appealed
   */
  ToldAppeals(int days) {
    this.days = days;
  }

  @Override
  public Future<Told> of(SqlClient client, AttemptId attempt) {
    return repository
        .ofAttempt(client, attempt)
        .compose(
            appeals ->
                repository
                    .possible(client, attempt, days)
                    .map(
                        possible ->
                            new Told(
                                appeals.stream().map(AttemptAppealRepository.Appeal::json).toList(),
                                possible.byItem(),
                                possible.until())));
  }
}
