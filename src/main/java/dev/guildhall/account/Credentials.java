package dev.guildhall.account;

import dev.guildhall.account.SignInThrottle.Attempt;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks passwords, slowed by {@link SignInThrottle}. */
final class Credentials {

  private static final Logger log = LoggerFactory.getLogger(Credentials.class);

  private final Database database;
  private final AccountRepository accounts;
  private final PasswordHashing hashing;
  private final SignInThrottle throttle;

  Credentials(
      Database database,
      AccountRepository accounts,
      PasswordHashing hashing,
      SignInThrottle throttle) {
    this.database = database;
    this.accounts = accounts;
    this.hashing = hashing;
    this.throttle = throttle;
  }

  /**
   * The account, when it is active and the password is its own; empty otherwise. Without an
   * account, the same work is done. Fails with {@code RateLimited} when tried too often.
   */
  Future<Optional<Account>> check(Attempt attempt, Optional<Account> account, Secret password) {
    return throttle
        .begin(attempt)
        .compose(
            _ ->
                account.isPresent()
                    ? hashing.matches(password, account.get().passwordHash())
                    : hashing.matchesNothing(password))
        .map(right -> account.filter(known -> right && known.isActive()))
        .compose(
            known ->
                known.isPresent()
                    ? throttle
                        .succeeded(attempt)
                        .onSuccess(_ -> rehash(known.get(), password))
                        .map(known)
                    : Future.succeededFuture(known));
  }

  /**
   * Brings a hash to the costs configured now, while the password is at hand; nobody waits for it.
   */
  private void rehash(Account account, Secret password) {
    if (hashing.isOutdated(account.passwordHash())) {
      hashing
          .hash(password)
          .compose(
              fresh ->
                  accounts.rehash(database.client(), account.id(), account.passwordHash(), fresh))
          .onFailure(
              failure ->
                  log.warn("a password keeps its old hash for now: {}", failure.getMessage()));
    }
  }
}
