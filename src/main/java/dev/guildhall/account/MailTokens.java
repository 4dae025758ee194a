package dev.guildhall.account;

import dev.guildhall.platform.mail.Mail;
import dev.guildhall.platform.mail.MailQueue;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Sends messages with links that prove who reads an address. */
final class MailTokens {

  private final MailTokenRepository repository;
  private final MailQueue mail;

  MailTokens(MailTokenRepository repository, MailQueue mail) {
    this.repository = repository;
    this.mail = mail;
  }

  /**
   * Sends a fresh token, which takes the place of older ones of that purpose. Nothing is sent, and
   * older ones stay, when the account has had too many within the hour.
   */
  Future<Void> send(
      SqlConnection tx,
      AccountId account,
      MailTokenPurpose purpose,
      Function<String, Mail> message) {
    String token = RandomText.token();
    var hash = Hashes.sha256(token);
    return repository
        .insert(tx, account, purpose, hash)
        .compose(
            stored ->
                stored
                    ? repository
                        .retireAllBut(tx, account, purpose, hash)
                        .compose(_ -> mail.enqueue(tx, message.apply(token)))
                    : Future.succeededFuture());
  }
}
