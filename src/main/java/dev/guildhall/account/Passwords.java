package dev.guildhall.account;

import dev.guildhall.account.SignInThrottle.Attempt;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Changing passwords, with the old one or with a link. */
final class Passwords {

  private final Database database;
  private final EventLog events;
  private final MailQueue mail;
  private final AccountRepository accounts;
  private final MailTokenRepository mailTokens;
  private final MailTokens tokens;
  private final AccountMails mails;
  private final PasswordHashing hashing;
  private final Credentials credentials;
  private final SignInThrottle throttle;
  private final Sessions sessions;
  private final Principals principals;

  Passwords(
      Platform platform,
      AccountRepository accounts,
      MailTokenRepository mailTokens,
      AccountMails mails,
      PasswordHashing hashing,
      Credentials credentials,
      SignInThrottle throttle,
      Sessions sessions,
      Principals principals) {
    this.database = platform.database();
    this.events = platform.events();
    this.mail = platform.mail();
    this.accounts = accounts;
    this.mailTokens = mailTokens;
    this.tokens = new MailTokens(platform, accounts, mailTokens);
    this.mails = mails;
    this.hashing = hashing;
    this.credentials = credentials;
    this.throttle = throttle;
    this.sessions = sessions;
    this.principals = principals;
  }

  /** Sends a link to choose a new password, if the address is known; older links end. */
  Future<Void> requestReset(EmailAddress email) {
    return tokens.request(email, Account::isActive, this::sendReset);
  }

  private Future<Void> sendReset(SqlConnection tx, Account account) {
    return tokens.send(
        tx,
        account.id(),
        MailTokenPurpose.RESET_PASSWORD,
        token -> mails.resetPassword(account.email(), account.locale(), token));
  }

  /**
   * Sets a new password by the link, ends every session, and takes the address as confirmed, for
   * the link went there. A password that is refused leaves the link as it was. Fails with {@code
   * MAIL_TOKEN_INVALID}.
   */
  Future<Void> reset(String token, Secret password, Locale locale) {
    var hash = Hashes.sha256(token);
    return mailTokens
        .find(database.client(), hash, MailTokenPurpose.RESET_PASSWORD)
        .compose(
            found -> found.map(id -> account(database.client(), id)).orElseGet(MailTokens::invalid))
        .compose(account -> hashed(account, password, locale))
        .compose(
            fresh ->
                database.inTransaction(
                    tx ->
                        mailTokens
                            .use(tx, hash, MailTokenPurpose.RESET_PASSWORD)
                            .compose(
                                used ->
                                    used.map(id -> account(tx, id)).orElseGet(MailTokens::invalid))
                            .compose(account -> reset(tx, account, fresh).map(account.id()))))
        .onSuccess(principals::forget)
        .mapEmpty();
  }

  private Future<Void> reset(SqlConnection tx, Account account, String fresh) {
    return set(tx, account, fresh, null, SessionEnd.PASSWORD_RESET, "account.password_reset")
        .compose(_ -> accounts.verify(tx, account.id()))
        .compose(_ -> throttle.forget(tx, account.email()));
  }

  private Future<Account> account(SqlClient client, AccountId id) {
    return accounts
        .find(client, id)
        .compose(
            found ->
                found.filter(Account::isActive).isPresent()
                    ? Future.succeededFuture(found.get())
                    : MailTokens.invalid());
  }

  /**
   * Changes the password of a person who knows the old one, and ends the person's other sessions.
   */
  Future<Void> change(
      AccountId id,
      SessionId session,
      Secret current,
      Secret fresh,
      Network network,
      Locale locale) {
    return accounts
        .find(database.client(), id)
        .compose(
            found ->
                // A stolen access token is no licence to guess on: the same limits as at sign-in,
                // network unknown.
                credentials.check(
                    new Attempt(found.map(Account::email).orElseThrow(), network, false),
                    found,
                    current))
        .compose(
            right ->
                right.isPresent()
                    ? Future.succeededFuture(right.get())
                    : Future.failedFuture(
                        Refusal.Invalid.field(
                            "/current_password",
                            "credentials_wrong",
                            "This is not your password.")))
        .compose(
            account ->
                hashed(account, fresh, locale)
                    .compose(
                        hash ->
                            database.inTransaction(
                                tx ->
                                    set(
                                        tx,
                                        account,
                                        hash,
                                        session,
                                        SessionEnd.PASSWORD_CHANGE,
                                        "account.password_changed"))))
        .onSuccess(_ -> principals.forget(id));
  }

  private Future<String> hashed(Account account, Secret password, Locale locale) {
    PasswordRules.require(
        password, List.of(account.email().localPart(), account.displayName()), locale);
    return hashing.hash(password);
  }

  private Future<Void> set(
      SqlConnection tx,
      Account account,
      String hash,
      @Nullable SessionId except,
      SessionEnd reason,
      String eventType) {
    return accounts
        .setPassword(tx, account.id(), hash)
        .compose(_ -> mailTokens.retireAll(tx, account.id(), MailTokenPurpose.RESET_PASSWORD))
        .compose(_ -> sessions.endAll(tx, account.id(), except, reason))
        .compose(
            _ ->
                events.append(
                    tx,
                    AccountEvents.ofAccount(eventType, account.id(), new AccountEvents.Nothing())))
        .compose(_ -> mail.enqueue(tx, mails.passwordChanged(account.email(), account.locale())));
  }
}
