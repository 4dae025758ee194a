package dev.guildhall.account;

import static dev.guildhall.account.Refusals.assertRefused;
import static dev.guildhall.testing.TestPlatform.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trading refresh tokens: lost replies, copies in other hands, guesses. */
class RefreshIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static AccountFixture accounts;

  @BeforeAll
  static void wire() {
    accounts = new AccountFixture(test);
  }

  private static Future<Tokens> refresh(Tokens tokens) {
    return refresh(tokens.refreshToken().text());
  }

  private static Future<Tokens> refresh(String token) {
    return accounts.module.sessions.refresh(token);
  }

  /** What somebody could send who knows the id of a session and nothing else. */
  private static String guess(SessionId session) {
    return RandomText.base64Url(
        ByteBuffer.allocate(64)
            .putLong(session.value().getMostSignificantBits())
            .putLong(session.value().getLeastSignificantBits())
            .put(RandomText.bytes(48))
            .array());
  }

  private static String state(Tokens tokens) {
    return test.sql(
            "select coalesce(end_reason, 'live') as state from session where id = $1",
            tokens.refreshToken().session().value())
        .getFirst()
        .getString("state");
  }

  private static void graceIsOver(Tokens tokens) {
    test.sql(
        "update session set rotated_at = rotated_at - interval '11 seconds' where id = $1",
        tokens.refreshToken().session().value());
  }

  @Test
  void aRefreshTokenWorksOnceAndIsStoredAsItsHashOnly() {
    var first = accounts.signIn(accounts.verified("worker"));

    var second = await(refresh(first));
    var third = await(refresh(second));

    assertThat(List.of(first, second, third))
        .extracting(tokens -> tokens.refreshToken().text())
        .doesNotHaveDuplicates();
    assertThat(third.refreshToken().session()).isEqualTo(first.refreshToken().session());
    assertThat(accounts.principal(third).attribute("session"))
        .contains(first.refreshToken().session().value());
  }

  @Test
  void aLostReplyIsGivenAgainWithinTheGrace() {
    var first = accounts.signIn(accounts.verified("worker"));

    var lost = await(refresh(first));
    var again = await(refresh(first));

    assertThat(again.refreshToken()).isEqualTo(lost.refreshToken());
    assertThat(again.accessToken()).isNotEqualTo(lost.accessToken());
    await(refresh(again));
    assertThat(state(first)).isEqualTo("live");
  }

  @Test
  void aUsedTokenEndsTheSessionWhenTheGraceIsOver() {
    var stolen = accounts.signIn(accounts.verified("worker"));
    var current = await(refresh(stolen));
    graceIsOver(stolen);

    assertRefused(refresh(stolen), ErrorCode.SESSION_ENDED);

    assertThat(state(stolen)).isEqualTo("token_reuse");
    assertRefused(refresh(current), ErrorCode.SESSION_ENDED);
    assertRefused(
        accounts.module.authenticator().authenticate(current.accessToken()),
        ErrorCode.SESSION_ENDED);
    assertThat(accounts.events(stolen.refreshToken().session().value()))
        .containsExactly("session.started", "session.ended");
  }

  @Test
  void theTokenBeforeThePreviousEndsTheSessionEvenAtOnce() {
    var first = accounts.signIn(accounts.verified("worker"));
    await(refresh(await(refresh(first))));

    assertRefused(refresh(first), ErrorCode.SESSION_ENDED);

    assertThat(state(first)).isEqualTo("token_reuse");
  }

  @Test
  void aGuessedSecretIsRefusedAndChangesNothingForTheSessionItNames() {
    var tokens = accounts.signIn(accounts.verified("worker"));
    var session = tokens.refreshToken().session();

    for (int i = 0; i < 3; i++) {
      assertRefused(refresh(guess(session)), ErrorCode.TOKEN_INVALID);
    }

    assertThat(state(tokens)).isEqualTo("live");
    assertThat(accounts.principal(tokens).is("account")).isTrue();
    assertThat(accounts.events(session.value())).containsExactly("session.started");
    await(refresh(tokens));
  }

  @Test
  void aGuessThatNamesAnEndedSessionOrNoneIsRefused() {
    var tokens = accounts.signIn(accounts.verified("worker"));
    var session = tokens.refreshToken().session();
    test.sql(
        "update session set ended_at = clock_timestamp(), end_reason = 'sign_out' where id = $1",
        session.value());

    assertRefused(refresh(guess(session)), ErrorCode.SESSION_ENDED);
    assertRefused(refresh(guess(new SessionId(test.newId()))), ErrorCode.SESSION_ENDED);
  }

  @Test
  void whatHasNotTheFormOfATokenIsRefused() {
    var tokens = accounts.signIn(accounts.verified("worker"));
    String text = tokens.refreshToken().text();

    for (String other :
        List.of("x".repeat(85), text.substring(1), text + "A", tokens.accessToken(), "")) {
      assertRefused(refresh(other), ErrorCode.TOKEN_INVALID);
    }
    assertThat(state(tokens)).isEqualTo("live");
  }

  @Test
  void theCurrentTokenWorksAfterTheSecretOfTheServerWasChanged() {
    var person = accounts.verified("worker");
    var session = new SessionId(test.newId());
    var before = RefreshToken.first(session, "the key before".getBytes(UTF_8));
    test.sql(
        """
        insert into session (id, account_id, device_name, network_hash, token_hash, expires_at)
        values ($1, $2, 'Phone', $3, $4, clock_timestamp() + interval '1 day')
        """,
        session.value(),
        person.id().value(),
        AccountFixture.HOME.hash(),
        before.hash());

    await(refresh(await(refresh(before.text()))));
  }

  @Test
  void aHundredTradesOfOneTokenAtOnceLeaveOneHolder() throws Exception {
    var first = accounts.signIn(accounts.verified("worker"));
    var trades = new ArrayList<Future<Tokens>>();
    for (int i = 0; i < 100; i++) {
      trades.add(refresh(first));
    }

    Future.join(trades).transform(_ -> Future.<Void>succeededFuture()).await(60, TimeUnit.SECONDS);

    var next =
        trades.stream()
            .filter(Future::succeeded)
            .map(trade -> trade.result().refreshToken())
            .collect(Collectors.toSet());
    assertThat(next).hasSize(1);
    assertThat(trades).allMatch(Future::succeeded);
    assertThat(state(first)).isEqualTo("live");
    await(refresh(next.iterator().next().text()));
  }
}
