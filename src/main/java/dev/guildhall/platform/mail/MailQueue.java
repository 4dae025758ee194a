package dev.guildhall.platform.mail;

import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail waits in the database, so that a message exists exactly when the change it tells of does. It
 * is sent at least once: a node has the lease of the message that it sends, and holds nothing of
 * the database meanwhile, for a mail server may take its time. After {@value #MAX_ATTEMPTS}
 * attempts a message rests as failed.
 */
public final class MailQueue {

  private static final Logger log = LoggerFactory.getLogger(MailQueue.class);
  private static final int MAX_ATTEMPTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // Ends well after the patience, so that no other node sends what this one may still mark.
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Database database;
  private final IdSource ids;
  private final MailSender sender;
  private final Duration patience;
  private final MailRepository repository = new MailRepository();

  public MailQueue(Database database, IdSource ids, MailSender sender) {
    this(database, ids, sender, PATIENCE);
  }

  /**
   * @param patience how long one message may take to be handed over
   */
  MailQueue(Database database, IdSource ids, MailSender sender, Duration patience) {
    this.database = database;
    this.ids = ids;
    this.sender = sender;
    this.patience = patience;
  }

  public Future<Void> enqueue(SqlConnection tx, Mail mail) {
    return repository.insert(tx, ids.next(), mail);
  }

  /** Sends one message that is due; returns 1, or 0 when there is none. */
  public int run() {
    Optional<QueuedMail> taken = repository.takeDue(database.client(), LEASE).await();
    taken.ifPresent(this::send);
    return taken.isPresent() ? 1 : 0;
  }

  private void send(QueuedMail mail) {
    try {
      sender.send(mail.mail()).await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      failed(mail, e);
      return;
    }
    repository.sent(database.client(), mail).await();
  }

  private void failed(QueuedMail mail, Exception failure) {
    boolean last = mail.attempts() >= MAX_ATTEMPTS;
    log.warn(
        "the message {} was not sent{}", mail.id(), last ? "" : ", trying again later", failure);
    repository.postpone(database.client(), mail, last, pause(mail.attempts())).await();
  }

  private static Duration pause(int attempts) {
    return Duration.ofSeconds(1L << Math.min(attempts + 1, 12));
  }
}
