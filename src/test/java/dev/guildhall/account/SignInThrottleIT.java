package dev.guildhall.account;

import static dev.guildhall.account.Refusals.assertRefused;
import static dev.guildhall.account.Refusals.refusal;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five failures are free for an account from one network, fifty for an account or a network. */
class SignInThrottleIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static final Network ATTACKER = new Network("203.0.113");
  private static AccountFixture accounts;

  @BeforeAll
  static void wire() {
    accounts = new AccountFixture(test);
  }

  @BeforeEach
  void forget() {
    test.sql("delete from sign_in_failure");
  }

  private static Future<Tokens> guess(String email, Network network) {
    return accounts.signIn(email, "a wrong guess of words", network);
  }

  private static void guessTimes(int times, String email, Network network) {
    for (int i = 0; i < times; i++) {
      assertRefused(guess(email, network), ErrorCode.CREDENTIALS_WRONG);
    }
  }

  private static void pass(Duration time) {
    test.sql(
        "update sign_in_failure set last_at = last_at - $1 * interval '1 second'",
        (int) time.toSeconds());
  }

  @Test
  void afterAFewFailuresEachGuessWaitsLongerThanTheOneBefore() {
    String email = accounts.verified("worker").email();
    guessTimes(5, email, ATTACKER);

    long before = 0;
    for (int i = 0; i < 4; i++) {
      var refused = refusal(guess(email, ATTACKER));
      assertThat(refused).isInstanceOf(Refusal.RateLimited.class);
      long seconds = ((Refusal.RateLimited) refused).retryAfter().toSeconds();
      assertThat(seconds).isGreaterThan(before);
      before = seconds;
      pass(Duration.ofSeconds(seconds));
      assertRefused(guess(email, ATTACKER), ErrorCode.CREDENTIALS_WRONG);
    }
  }

  @Test
  void aWaitIsNeverLongerThanMinutesAndIsNotMadeLongerByTrying() {
    String email = accounts.verified("worker").email();
    guessTimes(1, email, ATTACKER);
    test.sql("update sign_in_failure set failures = 40");

    for (int i = 0; i < 5; i++) {
      var refused = (Refusal.RateLimited) refusal(guess(email, ATTACKER));
      assertThat(refused.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(601));
    }
    pass(Duration.ofMinutes(10));

    assertThat(await(accounts.signIn(email, AccountFixture.PASSWORD, ATTACKER))).isNotNull();
  }

  @Test
  void anUnknownAddressIsSlowedLikeAKnownOne() {
    guessTimes(5, "nobody@example.org", ATTACKER);

    assertRefused(guess("nobody@example.org", ATTACKER), ErrorCode.RATE_LIMITED);
  }

  @Test
  void theRightPasswordForgetsTheFailures() {
    var person = accounts.verified("worker");
    for (int round = 0; round < 3; round++) {
      guessTimes(4, person.email(), AccountFixture.HOME);
      accounts.signIn(person);
    }
  }

  @Test
  void guessesFromManyNetworksAreSlowedButDoNotLockTheOwnerOut() {
    var person = accounts.verified("worker");
    accounts.signIn(person);
    for (int i = 0; i < 50; i++) {
      assertRefused(guess(person.email(), new Network("10.0." + i)), ErrorCode.CREDENTIALS_WRONG);
    }

    assertRefused(guess(person.email(), new Network("10.1.1")), ErrorCode.RATE_LIMITED);
    assertThat(accounts.signIn(person)).isNotNull();
  }

  @Test
  void oneNetworkCannotSprayManyAccounts() {
    for (int i = 0; i < 50; i++) {
      assertRefused(guess("sprayed" + i + "@example.org", ATTACKER), ErrorCode.CREDENTIALS_WRONG);
    }

    assertRefused(guess("sprayed50@example.org", ATTACKER), ErrorCode.RATE_LIMITED);
    assertRefused(
        guess("sprayed51@example.org", new Network("198.51.100")), ErrorCode.CREDENTIALS_WRONG);
  }

  @Test
  void manyGuessesAtTheSameMomentAreNotAllFree() throws Exception {
    String email = accounts.verified("worker").email();
    var guesses = new ArrayList<Future<Tokens>>();
    for (int i = 0; i < 40; i++) {
      guesses.add(guess(email, ATTACKER));
    }

    Future.join(guesses).transform(_ -> Future.<Void>succeededFuture()).await(60, TimeUnit.SECONDS);

    long looked =
        guesses.stream()
            .filter(guess -> ((Refusal) guess.cause()).code() == ErrorCode.CREDENTIALS_WRONG)
            .count();
    // One more may pass for each second that the guesses took.
    assertThat(looked).isBetween(5L, 8L);
  }

  @Test
  void aResetForgetsWhatStrangersDid() {
    var person = accounts.verified("worker");
    for (int i = 0; i < 50; i++) {
      assertRefused(guess(person.email(), new Network("10.2." + i)), ErrorCode.CREDENTIALS_WRONG);
    }
    await(accounts.module.passwords.requestReset(person.address()));
    await(
        accounts.module.passwords.reset(
            accounts.mailToken(person.email()),
            new dev.guildhall.platform.config.Secret("a fresh set of words"),
            java.util.Locale.ENGLISH));

    assertThat(
            await(accounts.signIn(person.email(), "a fresh set of words", new Network("10.3.3"))))
        .isNotNull();
  }
}
