package dev.guildhall.platform.mail;

import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.util.List;

/** The stored messages, where nobody sends them: for the demo's pages and for simulations. */
public final class Mailbox {

  private final Database database;
  private final MailRepository repository = new MailRepository();

  public Mailbox(Database database) {
    this.database = database;
  }

  /** The newest messages first. */
  public Future<List<StoredMail>> latest(int limit) {
    return repository.latest(database.client(), null, limit);
  }

  /** The newest messages to one address first. */
  public Future<List<StoredMail>> latestTo(String recipient, int limit) {
    return repository.latest(database.client(), recipient, limit);
  }
}
