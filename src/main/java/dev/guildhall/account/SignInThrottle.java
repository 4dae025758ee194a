package dev.guildhall.account;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Slows the guessing of passwords, across nodes. Failures are counted in three ways: for an account
 * from one network (few are free), for an account from anywhere and for a network against any
 * account (ten times as many are free). Beyond the free ones each failure doubles the wait, up to
 * {@link #LONGEST_PAIR} or {@link #LONGEST_WIDE}; attempts made while waiting are refused unseen
 * and count nothing; after an hour of peace the count starts again.
 *
 * <p>A failure is counted before the password is looked at and taken back when it was right, so a
 * thousand guesses at the same moment are not all free. Nobody can lock somebody else out: from a
 * network that the account was signed in from lately, the failures from elsewhere do not count.
 * Unknown addresses are counted like known ones.
 */
final class SignInThrottle {

  private static final Duration LONGEST_PAIR = Duration.ofMinutes(10);
  private static final Duration LONGEST_WIDE = Duration.ofMinutes(1);
  private static final int WIDE_FACTOR = 10;

  private final Database database;
  private final SignInFailureRepository repository;
  private final int free;

  SignInThrottle(Database database, SignInFailureRepository repository, int free) {
    this.database = database;
    this.repository = repository;
    this.free = free;
  }

  /** One counter of an attempt. */
  private record Limit(Buffer subject, int free, Duration longest) {}

  /** What an attempt was counted under. */
  static final class Attempt {
    private final EmailAddress email;
    private final Network network;
    private final boolean isKnownNetwork;

    /**
     * @param isKnownNetwork whether the account was signed in from there lately
     */
    Attempt(EmailAddress email, Network network, boolean isKnownNetwork) {
      this.email = email;
      this.network = network;
      this.isKnownNetwork = isKnownNetwork;
    }

    private Buffer pair() {
      return Hashes.sha256("pair " + email.value() + ' ' + network.prefix());
    }

    private Buffer account() {
      return ofAccount(email);
    }

    private Buffer from() {
      return Hashes.sha256("from " + network.prefix());
    }
  }

  private static Buffer ofAccount(EmailAddress email) {
    return Hashes.sha256("account " + email.value());
  }

  /** Counts the attempt; fails with {@link Refusal.RateLimited} when it comes too soon. */
  Future<Void> begin(Attempt attempt) {
    return database.inTransaction(
        tx ->
            limits(attempt).stream()
                .reduce(
                    Future.<Void>succeededFuture(),
                    (before, limit) -> before.compose(_ -> charge(tx, limit)),
                    (one, other) -> one.compose(_ -> other)));
  }

  /** In one order for everybody: the pair, the account, the network. */
  private List<Limit> limits(Attempt attempt) {
    var limits = new ArrayList<Limit>();
    limits.add(new Limit(attempt.pair(), free, LONGEST_PAIR));
    if (!attempt.isKnownNetwork) {
      limits.add(new Limit(attempt.account(), free * WIDE_FACTOR, LONGEST_WIDE));
    }
    limits.add(new Limit(attempt.from(), free * WIDE_FACTOR, LONGEST_WIDE));
    return limits;
  }

  private Future<Void> charge(SqlConnection tx, Limit limit) {
    return repository
        .charge(tx, limit.subject(), limit.free(), limit.longest())
        .compose(
            counted ->
                counted
                    ? Future.succeededFuture()
                    : repository
                        .wait(tx, limit.subject(), limit.free(), limit.longest())
                        .compose(
                            pause ->
                                Future.failedFuture(
                                    new Refusal.RateLimited(pause.plusMillis(999)))));
  }

  /**
   * The password was right: the account's counts are forgotten, the network's charge is taken back.
   */
  Future<Void> succeeded(Attempt attempt) {
    return repository
        .forgive(database.client(), List.of(attempt.pair(), attempt.account()))
        .compose(_ -> repository.takeBack(database.client(), attempt.from()));
  }

  /** Forgets what was counted for the account from anywhere, as after a password reset. */
  Future<Void> forget(SqlConnection tx, EmailAddress email) {
    return repository.forgive(tx, List.of(ofAccount(email)));
  }
}
