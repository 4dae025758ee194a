package dev.guildhall.account;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.mail.Mail;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sends messages with links that prove who reads an address. */
final class MailTokens {

  private final Database database;
  private final MailQueue mail;
  private final SteadyAnswer steady;
  private final AccountRepository accounts;
  private final MailTokenRepository repository;

  MailTokens(Platform platform, AccountRepository accounts, MailTokenRepository repository) {
    this.database = platform.database();
    this.mail = platform.mail();
    this.steady = new SteadyAnswer(platform.vertx());
    this.accounts = accounts;
    this.repository = repository;
  }

  /**
   * Has a link sent to an address that anybody may name: by {@code send}, if there is an account of
   * it that {@code wants} one. The answer, and the time it takes, do not tell.
   */
  Future<Void> request(
      EmailAddress email,
      Predicate<Account> wants,
      BiFunction<SqlConnection, Account, Future<Void>> send) {
    return steady.of(
        () ->
            database.inTransaction(
                tx ->
                    accounts
                        .find(tx, email)
                        .compose(
                            found ->
                                found
                                    .filter(wants)
                                    .map(account -> send.apply(tx, account))
                                    .orElseGet(Future::succeededFuture))));
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

  /** How a token that is unknown, used or too old is answered. */
  static <T> Future<T> invalid() {
    return Future.failedFuture(new Refusal.Invalid(ErrorCode.MAIL_TOKEN_INVALID, Map.of()));
  }
}
