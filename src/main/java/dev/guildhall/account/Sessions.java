package dev.guildhall.account;

import dev.guildhall.account.SessionRepository.Locked;
import dev.guildhall.account.SignInThrottle.Attempt;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in and out, per device. */
final class Sessions {

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final SessionRepository repository;
  private final AccountRepository accounts;
  private final Credentials credentials;
  private final AccessTokens accessTokens;
  private final Principals principals;
  private final byte[] refreshKey;
  private final int days;

  Sessions(
      Platform platform,
      SessionRepository repository,
      AccountRepository accounts,
      Credentials credentials,
      AccessTokens accessTokens,
      Principals principals,
      byte[] refreshKey,
      int days) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.repository = repository;
    this.accounts = accounts;
    this.credentials = credentials;
    this.accessTokens = accessTokens;
    this.principals = principals;
    this.refreshKey = refreshKey;
    this.days = days;
  }

  /** What became of a refresh token that was presented. */
  private sealed interface Trade {
    record Traded(AccountId account, RefreshToken next) implements Trade {}

    /** The session is over, since now or since before. */
    record Ended() implements Trade {}

    /** The session goes on: whoever guesses at its tokens must not be able to end it. */
    record Unknown() implements Trade {}
  }

  /**
   * Signs a device in. Fails with {@code CREDENTIALS_WRONG}, after the same work, whether the
   * address is unknown, the password is wrong or the account is closed; with {@link
   * Refusal.RateLimited} when tried too often.
   */
  Future<Tokens> signIn(EmailAddress email, Secret password, String deviceName, Network network) {
    return accounts
        .find(database.client(), email)
        .compose(
            found ->
                attempt(email, network, found)
                    .compose(attempt -> checked(attempt, found, password)))
        .compose(account -> started(account, deviceName, network));
  }

  private Future<Attempt> attempt(EmailAddress email, Network network, Optional<Account> found) {
    // An unknown address is asked for as well, so that it costs the same.
    var account = found.map(Account::id).orElseGet(() -> new AccountId(ids.next()));
    return repository
        .isKnownNetwork(database.client(), account, network.hash())
        .map(known -> new Attempt(email, network, known));
  }

  private Future<Account> checked(Attempt attempt, Optional<Account> found, Secret password) {
    return credentials
        .check(attempt, found, password)
        .compose(
            right ->
                right.isPresent()
                    ? Future.succeededFuture(right.get())
                    : Future.failedFuture(
                        new Refusal.Unauthenticated(ErrorCode.CREDENTIALS_WRONG)));
  }

  private Future<Tokens> started(Account account, String deviceName, Network network) {
    var token = RefreshToken.first(new SessionId(ids.next()), refreshKey);
    return database
        .inTransaction(
            tx ->
                repository
                    .insert(tx, token, account.id(), deviceName, network.hash(), days)
                    .compose(
                        _ ->
                            events.append(
                                tx,
                                AccountEvents.of(
                                    "session.started",
                                    token.session().value(),
                                    account.id(),
                                    new AccountEvents.SessionStarted(account.id())))))
        .compose(_ -> tokens(account.id(), token));
  }

  private Future<Tokens> tokens(AccountId account, RefreshToken refreshToken) {
    return accessTokens
        .issue(account, refreshToken.session())
        .map(access -> new Tokens(access, refreshToken, accessTokens.life().toSeconds()));
  }

  /**
   * Trades a refresh token for the next. The one before the current gets the current again for ten
   * seconds after the trade, for replies that were lost; any other that we once gave out ends the
   * session, for then there are two holders of one token. What we never gave out is refused with
   * {@code TOKEN_INVALID} and changes nothing.
   */
  Future<Tokens> refresh(String refreshToken) {
    var presented = RefreshToken.parse(refreshToken);
    if (presented.isEmpty()) {
      return refused(ErrorCode.TOKEN_INVALID);
    }
    // The end of a stolen session must be committed, so it is refused after the transaction.
    return database
        .inTransaction(tx -> trade(tx, presented.get()))
        .compose(
            trade ->
                switch (trade) {
                  case Trade.Traded(var account, var next) -> tokens(account, next);
                  case Trade.Ended() -> {
                    principals.forget(presented.get().session());
                    yield refused(ErrorCode.SESSION_ENDED);
                  }
                  case Trade.Unknown() -> refused(ErrorCode.TOKEN_INVALID);
                });
  }

  private static Future<Tokens> refused(ErrorCode code) {
    return Future.failedFuture(new Refusal.Unauthenticated(code));
  }

  private Future<Trade> trade(SqlConnection tx, RefreshToken presented) {
    return repository
        .lock(tx, presented.session())
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(new Trade.Ended())
                    : trade(tx, presented, found.get()));
  }

  private Future<Trade> trade(SqlConnection tx, RefreshToken presented, Locked session) {
    var hash = presented.hash();
    boolean isCurrent = Hashes.same(hash, session.tokenHash());
    // The current one is known by its hash, so it outlives a change of the server's secret.
    if (!isCurrent && !presented.isOurs(refreshKey)) {
      return Future.succeededFuture(new Trade.Unknown());
    }
    if (session.isExpired() || !session.isActive()) {
      return end(tx, presented.session(), session.account(), SessionEnd.EXPIRED);
    }
    var next = presented.next(refreshKey);
    if (isCurrent) {
      return repository.rotate(tx, next, days).map(new Trade.Traded(session.account(), next));
    }
    var previous = session.previousHash();
    boolean isRepeat =
        previous != null
            && session.inGrace()
            && Hashes.same(hash, previous)
            && Hashes.same(next.hash(), session.tokenHash());
    return isRepeat
        ? Future.succeededFuture(new Trade.Traded(session.account(), next))
        : end(tx, presented.session(), session.account(), SessionEnd.TOKEN_REUSE);
  }

  private Future<Trade> end(
      SqlConnection tx, SessionId session, AccountId account, SessionEnd reason) {
    return repository
        .end(tx, session, reason)
        .compose(_ -> events.append(tx, ended(session, account, null, reason)))
        .map(new Trade.Ended());
  }

  /** The account's live sessions, newest first. */
  Future<List<Session>> list(AccountId account, SessionId current) {
    return repository.live(database.client(), account, current);
  }

  /** Signs one device out; one that is signed out already stays so. */
  Future<Void> end(AccountId account, SessionId session) {
    return repository
        .isOf(database.client(), session, account)
        .compose(
            owned ->
                owned
                    ? database.inTransaction(tx -> signOut(tx, account, session))
                    : Future.failedFuture(new Refusal.NotFound("session")))
        .onSuccess(_ -> principals.forget(session));
  }

  private Future<Void> signOut(SqlConnection tx, AccountId account, SessionId session) {
    return repository
        .end(tx, session, SessionEnd.SIGN_OUT)
        .compose(
            wasLive ->
                wasLive
                    ? events.append(tx, ended(session, account, account, SessionEnd.SIGN_OUT))
                    : Future.succeededFuture());
  }

  /** Signs every device out. */
  Future<Void> endAll(AccountId account) {
    return database
        .inTransaction(tx -> endAll(tx, account, null, SessionEnd.SIGN_OUT_EVERYWHERE))
        .onSuccess(_ -> principals.forget(account));
  }

  /**
   * Signs every device out but {@code except}; the caller forgets the account's principals after
   * the commit.
   */
  Future<Void> endAll(
      SqlConnection tx, AccountId account, @Nullable SessionId except, SessionEnd reason) {
    return repository
        .endAll(tx, account, except, reason)
        .compose(
            sessions ->
                events.append(
                    tx,
                    sessions.stream()
                        .map(session -> ended(session, account, account, reason))
                        .toList()));
  }

  /** Ends sessions that the clock has ended; returns how many. */
  Future<Integer> endExpired() {
    return database.inTransaction(
        tx ->
            repository
                .endExpired(tx)
                .compose(
                    expired ->
                        events
                            .append(
                                tx,
                                expired.stream()
                                    .map(
                                        e ->
                                            ended(
                                                e.session(), e.account(), null, SessionEnd.EXPIRED))
                                    .toList())
                            .map(expired.size())));
  }

  private static Event ended(
      SessionId session, AccountId account, @Nullable AccountId actor, SessionEnd reason) {
    return AccountEvents.of(
        "session.ended", session.value(), actor, new AccountEvents.SessionEnded(account, reason));
  }
}
