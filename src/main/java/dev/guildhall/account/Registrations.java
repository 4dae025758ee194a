package dev.guildhall.account;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Opening accounts and confirming their addresses, without telling anybody which addresses are
 * known.
 */
final class Registrations {

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final MailQueue mail;
  private final InstantSource time;
  private final SteadyAnswer steady;
  private final AccountRepository accounts;
  private final MailTokenRepository mailTokens;
  private final MailTokens tokens;
  private final AccountMails mails;
  private final PasswordHashing hashing;
  private final Memberships memberships;
  private final Principals principals;
  private final List<RegistrationListener> listeners;

  Registrations(
      Platform platform,
      AccountRepository accounts,
      MailTokenRepository mailTokens,
      AccountMails mails,
      PasswordHashing hashing,
      Memberships memberships,
      Principals principals,
      List<RegistrationListener> listeners) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.mail = platform.mail();
    this.time = platform.time();
    this.steady = new SteadyAnswer(platform.vertx());
    this.accounts = accounts;
    this.mailTokens = mailTokens;
    this.tokens = new MailTokens(platform, accounts, mailTokens);
    this.mails = mails;
    this.hashing = hashing;
    this.memberships = memberships;
    this.principals = principals;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Opens an account and sends a link to confirm its address. For an address that is known already
   * nothing changes but the message that is sent; the answer, and the time it takes, are the same.
   *
   * @param locale of the reader, for refusals
   */
  Future<Void> register(Registration registration, Locale locale) {
    PasswordRules.require(
        registration.password(),
        List.of(registration.email().localPart(), registration.displayName()),
        locale);
    return steady.of(
        () ->
            hashing
                .hash(registration.password())
                .compose(hash -> database.inTransaction(tx -> insert(tx, registration, hash))));
  }

  private Future<Void> insert(SqlConnection tx, Registration registration, String hash) {
    var account =
        new Account(
            new AccountId(ids.next()),
            registration.email(),
            false,
            hash,
            registration.displayName(),
            registration.locale(),
            registration.timeZone(),
            true,
            1,
            time.instant());
    return accounts
        .insert(tx, account)
        .compose(
            isNew -> isNew ? opened(tx, account, registration) : known(tx, registration.email()));
  }

  private Future<Void> opened(SqlConnection tx, Account account, Registration registration) {
    return events
        .append(
            tx,
            AccountEvents.ofAccount(
                "account.registered",
                account.id(),
                new AccountEvents.Registered(registration.kind())))
        .compose(_ -> organisation(tx, account, registration))
        .compose(_ -> tellListeners(tx, new NewAccount(account.id(), registration.facts())))
        .compose(_ -> sendVerification(tx, account));
  }

  private Future<Void> organisation(SqlConnection tx, Account account, Registration registration) {
    if (!registration.isRequester()) {
      return Future.succeededFuture();
    }
    String name = registration.organisationName().orElse(account.displayName());
    return memberships.create(tx, name, OrganisationKind.REQUESTER, account.id()).mapEmpty();
  }

  private Future<Void> tellListeners(SqlConnection tx, NewAccount account) {
    var told = Future.<Void>succeededFuture();
    for (RegistrationListener listener : listeners) {
      told = told.compose(_ -> listener.registered(tx, account));
    }
    return told;
  }

  private Future<Void> sendVerification(SqlConnection tx, Account account) {
    return tokens.send(
        tx,
        account.id(),
        MailTokenPurpose.VERIFY_EMAIL,
        token -> mails.verify(account.email(), account.locale(), token));
  }

  /**
   * Whoever registered an unconfirmed address first need not be who reads its mail. So a second
   * registration sends a link to choose a password, which makes the account the reader's own and
   * shuts everybody else out.
   */
  private Future<Void> known(SqlConnection tx, EmailAddress email) {
    return accounts
        .find(tx, email)
        .compose(
            found -> {
              var account =
                  found.orElseThrow(() -> new IllegalStateException("the known account is gone"));
              if (!account.isActive()) {
                return Future.succeededFuture();
              }
              return account.isVerified() ? tellKnown(tx, account) : sendClaim(tx, account);
            });
  }

  private Future<Void> tellKnown(SqlConnection tx, Account account) {
    return accounts
        .tellKnown(tx, account.id())
        .compose(
            tell ->
                tell
                    ? mail.enqueue(tx, mails.alreadyRegistered(account.email(), account.locale()))
                    : Future.succeededFuture());
  }

  private Future<Void> sendClaim(SqlConnection tx, Account account) {
    return tokens.send(
        tx,
        account.id(),
        MailTokenPurpose.RESET_PASSWORD,
        token -> mails.claimAccount(account.email(), account.locale(), token));
  }

  /** Sends the link again, if the address waits for being confirmed. */
  Future<Void> requestVerification(EmailAddress email) {
    return tokens.request(
        email, account -> account.isActive() && !account.isVerified(), this::sendVerification);
  }

  /**
   * Confirms an address; again with the same token is the same. Fails with {@code
   * MAIL_TOKEN_INVALID}.
   */
  Future<Void> verify(String token) {
    var hash = Hashes.sha256(token);
    return database
        .inTransaction(
            tx ->
                mailTokens
                    .use(tx, hash, MailTokenPurpose.VERIFY_EMAIL)
                    .compose(
                        used ->
                            used.isPresent()
                                ? confirmed(tx, used.get()).map(used)
                                : mailTokens
                                    .hasVerified(tx, hash)
                                    .compose(Registrations::requireVerified)
                                    .map(used)))
        .onSuccess(confirmed -> confirmed.ifPresent(principals::forget))
        .mapEmpty();
  }

  private Future<Void> confirmed(SqlConnection tx, AccountId account) {
    return accounts
        .verify(tx, account)
        .compose(
            _ ->
                events.append(
                    tx,
                    AccountEvents.ofAccount(
                        AccountEvents.VERIFIED, account, new AccountEvents.Nothing())));
  }

  private static Future<Void> requireVerified(boolean before) {
    return before ? Future.succeededFuture() : MailTokens.invalid();
  }
}
