package dev.guildhall.platform.mail;

import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/**
 * Mail waits in the database, so that a message exists exactly when the change it tells of does.
 */
public final class MailQueue {

  private static final int MAX_ATTEMPTS = 10;

  private final Database database;
  private final IdSource ids;
  private final MailSender sender;
  private final MailRepository repository = new MailRepository();

  public MailQueue(Database database, IdSource ids, MailSender sender) {
    this.database = database;
    this.ids = ids;
    this.sender = sender;
  }

  public Future<Void> enqueue(SqlConnection tx, Mail mail) {
    return repository.insert(tx, ids.next(), mail);
  }

  /** Sends one message that is due; returns 1, or 0 when there is none. */
  public int run() {
    return database
        .inTransaction(
            tx ->
                repository
                    .takeDue(tx)
                    .compose(
                        due ->
                            due.isEmpty() ? Future.succeededFuture(0) : send(tx, due.get()).map(1)))
        .await();
  }

  private Future<Void> send(SqlConnection tx, QueuedMail due) {
    return sender
        .send(due.mail())
        .compose(
            _ -> repository.sent(tx, due.id()),
            failure ->
                repository.postpone(
                    tx,
                    due.id(),
                    due.attempts() + 1 >= MAX_ATTEMPTS,
                    Duration.ofSeconds(1L << Math.min(due.attempts() + 2, 12))));
  }
}
