package dev.guildhall.account;

import static dev.guildhall.account.Refusals.assertRefused;
import static dev.guildhall.account.Refusals.refusal;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static AccountFixture accounts;

  @BeforeAll
  static void wire() {
    accounts = new AccountFixture(test);
  }

  private static Future<Tokens> refresh(Tokens tokens) {
    return accounts.module.sessions.refresh(tokens.refreshToken().text());
  }

  private static String state(Tokens tokens) {
    return test.sql(
            "select coalesce(end_reason, 'live') as state from session where id = $1",
            tokens.refreshToken().session().value())
        .getFirst()
        .getString("state");
  }

  @Test
  void anUnknownAddressAndAWrongPasswordAreRefusedAlike() {
    var person = accounts.verified("worker");

    var wrong = refusal(accounts.signIn(person.email(), "not the password", AccountFixture.HOME));
    var unknown =
        refusal(accounts.signIn("nobody@example.org", "not the password", AccountFixture.HOME));

    assertThat(wrong.code()).isEqualTo(ErrorCode.CREDENTIALS_WRONG);
    assertThat(unknown.code()).isEqualTo(wrong.code());
    assertThat(unknown.getMessage()).isEqualTo(wrong.getMessage());
    assertThat(unknown.arguments()).isEqualTo(wrong.arguments());
  }

  @Test
  void aClosedAccountIsRefusedLikeAWrongPassword() {
    var person = accounts.verified("worker");
    var tokens = accounts.signIn(person);
    test.sql("update account set state = 'disabled' where id = $1", person.id().value());
    accounts.pass(Duration.ofSeconds(5));

    assertRefused(
        accounts.signIn(person.email(), AccountFixture.PASSWORD, AccountFixture.HOME),
        ErrorCode.CREDENTIALS_WRONG);
    assertRefused(refresh(tokens), ErrorCode.SESSION_ENDED);
    assertRefused(
        accounts.module.authenticator().authenticate(tokens.accessToken()),
        ErrorCode.SESSION_ENDED);
  }

  @Test
  void aPasswordIsTheSameHoweverItsAccentsAreComposed() {
    String email = AccountFixture.newEmail();
    accounts.register(
        AccountFixture.body(email, "worker").put("password", " d\u00e9j\u00e0 vu encore "));

    await(accounts.signIn(email, " de\u0301ja\u0300 vu encore ", AccountFixture.HOME));

    assertRefused(
        accounts.signIn(email, "d\u00e9j\u00e0 vu encore", AccountFixture.HOME),
        ErrorCode.CREDENTIALS_WRONG);
  }

  @Test
  void aSessionEndsWhenItIsNotUsedForItsTime() {
    var tokens = accounts.signIn(accounts.verified("worker"));
    var unused = accounts.signIn(accounts.verified("worker"));
    test.sql(
        "update session set expires_at = clock_timestamp() where id = any($1)",
        (Object)
            new java.util.UUID[] {
              tokens.refreshToken().session().value(), unused.refreshToken().session().value()
            });

    assertRefused(refresh(tokens), ErrorCode.SESSION_ENDED);
    accounts.module.cleanup().run();

    assertThat(state(tokens)).isEqualTo("expired");
    assertThat(state(unused)).isEqualTo("expired");
  }

  @Test
  void sessionsAreListedByDeviceAndSignedOutOneByOne() {
    var person = accounts.verified("worker");
    var phone = accounts.signIn(person);
    var laptop = accounts.signIn(person);

    var list = await(accounts.module.sessions.list(person.id(), laptop.refreshToken().session()));
    assertThat(list).extracting(Session::current).containsExactlyInAnyOrder(true, false);

    await(accounts.module.sessions.end(person.id(), phone.refreshToken().session()));
    await(accounts.module.sessions.end(person.id(), phone.refreshToken().session()));

    assertThat(await(accounts.module.sessions.list(person.id(), laptop.refreshToken().session())))
        .extracting(Session::id)
        .containsExactly(laptop.refreshToken().session());
    assertRefused(
        accounts.module.authenticator().authenticate(phone.accessToken()), ErrorCode.SESSION_ENDED);
    assertRefused(refresh(phone), ErrorCode.SESSION_ENDED);
    assertThat(accounts.principal(laptop).is("account")).isTrue();
  }

  @Test
  void nobodySignsOutAnothersDevice() {
    var victim = accounts.signIn(accounts.verified("worker"));

    assertRefused(
        accounts.module.sessions.end(
            accounts.verified("worker").id(), victim.refreshToken().session()),
        ErrorCode.NOT_FOUND);

    assertThat(state(victim)).isEqualTo("live");
  }

  @Test
  void signingOutEverywhereEndsEveryDevice() {
    var person = accounts.verified("worker");
    var one = accounts.signIn(person);
    var other = accounts.signIn(person);

    await(accounts.module.sessions.endAll(person.id()));

    for (Tokens tokens : List.of(one, other)) {
      assertThat(state(tokens)).isEqualTo("sign_out_everywhere");
      assertRefused(
          accounts.module.authenticator().authenticate(tokens.accessToken()),
          ErrorCode.SESSION_ENDED);
    }
  }

  @Test
  void whatAnotherNodeEndsOrChangesHoldsHereWithinFiveSeconds() {
    var person = accounts.verified("requester");
    var tokens = accounts.signIn(person);
    assertThat(accounts.principal(tokens).is("requester")).isTrue();

    test.sql("delete from membership where account_id = $1", person.id().value());
    accounts.pass(Duration.ofSeconds(5));
    assertThat(accounts.principal(tokens).is("requester")).isFalse();

    test.sql(
        "update session set ended_at = clock_timestamp(), end_reason = 'sign_out' where id = $1",
        tokens.refreshToken().session().value());
    accounts.pass(Duration.ofSeconds(5));
    assertRefused(
        accounts.module.authenticator().authenticate(tokens.accessToken()),
        ErrorCode.SESSION_ENDED);
  }

  @Test
  void aChangedPasswordEndsTheOtherSessions() {
    var person = accounts.verified("worker");
    var here = accounts.signIn(person);
    var elsewhere = accounts.signIn(person);

    await(change(person, here, AccountFixture.PASSWORD, "a fresh set of words"));

    assertThat(state(here)).isEqualTo("live");
    assertThat(state(elsewhere)).isEqualTo("password_change");
    assertRefused(
        accounts.signIn(person.email(), AccountFixture.PASSWORD, AccountFixture.HOME),
        ErrorCode.CREDENTIALS_WRONG);
    await(accounts.signIn(person.email(), "a fresh set of words", AccountFixture.HOME));
    assertThat(accounts.subjects(person.email())).contains("Your password was changed");
  }

  @Test
  void aPasswordIsNotChangedByWhoDoesNotKnowIt() {
    var person = accounts.verified("worker");
    var here = accounts.signIn(person);

    var refused = refusal(change(person, here, "a guess at the words", "a fresh set of words"));
    assertThat(((Refusal.Invalid) refused).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.pointer()).isEqualTo("/current_password"));

    assertRefused(change(person, here, AccountFixture.PASSWORD, "short"), ErrorCode.PASSWORD_WEAK);
    await(accounts.signIn(person.email(), AccountFixture.PASSWORD, AccountFixture.HOME));
  }

  private static Future<Void> change(
      AccountFixture.Person person, Tokens here, String current, String fresh) {
    return accounts.module.passwords.change(
        person.id(),
        here.refreshToken().session(),
        new Secret(current),
        new Secret(fresh),
        AccountFixture.HOME,
        Locale.ENGLISH);
  }

  @Test
  void aResetWorksOnceEndsEverySessionAndConfirmsTheAddress() {
    var person = accounts.unverified("worker");
    var tokens = accounts.signIn(person);
    await(accounts.module.passwords.requestReset(person.address()));
    String link = accounts.mailToken(person.email());

    assertRefused(reset(link, "short"), ErrorCode.PASSWORD_WEAK);
    await(reset(link, "a fresh set of words"));

    assertRefused(reset(link, "yet another set of words"), ErrorCode.MAIL_TOKEN_INVALID);
    assertThat(state(tokens)).isEqualTo("password_reset");
    assertThat(
            accounts
                .principal(
                    await(
                        accounts.signIn(
                            person.email(), "a fresh set of words", AccountFixture.HOME)))
                .is("verified"))
        .isTrue();
  }

  @Test
  void theNewestResetLinkAloneWorks() {
    var person = accounts.verified("worker");
    await(accounts.module.passwords.requestReset(person.address()));
    String older = accounts.mailToken(person.email());
    await(accounts.module.passwords.requestReset(person.address()));
    String newer = accounts.mailToken(person.email());

    assertRefused(reset(older, "a fresh set of words"), ErrorCode.MAIL_TOKEN_INVALID);
    await(reset(newer, "a fresh set of words"));
  }

  @Test
  void aResetLinkWorksForAnHour() {
    var person = accounts.verified("worker");
    await(accounts.module.passwords.requestReset(person.address()));
    assertThat(
            test.sql(
                    "select extract(epoch from expires_at - created_at)::bigint as life from email_token where account_id = $1 and purpose = 'reset_password'",
                    person.id().value())
                .getFirst()
                .getLong("life"))
        .isBetween(3_599L, 3_600L);

    test.sql(
        "update email_token set expires_at = clock_timestamp() where account_id = $1",
        person.id().value());
    assertRefused(
        reset(accounts.mailToken(person.email()), "a fresh set of words"),
        ErrorCode.MAIL_TOKEN_INVALID);
  }

  @Test
  void twoResetsWithOneLinkAtOnceSetOnePassword() {
    var person = accounts.verified("worker");
    await(accounts.module.passwords.requestReset(person.address()));
    String link = accounts.mailToken(person.email());

    var one = reset(link, "the first set of words");
    var other = reset(link, "the other set of words");
    await(Future.join(one, other).transform(_ -> Future.<Void>succeededFuture()));

    assertThat(one.succeeded()).isNotEqualTo(other.succeeded());
  }

  @Test
  void aResetForAnUnknownAddressSendsNothingAndAnswersTheSame() {
    await(accounts.module.passwords.requestReset(new EmailAddress("nobody-here@example.org")));

    assertThat(accounts.subjects("nobody-here@example.org")).isEmpty();
  }

  private static Future<Void> reset(String link, String password) {
    return accounts.module.passwords.reset(link, new Secret(password), Locale.ENGLISH);
  }

  @Test
  void theAnswerOfAResetRequestComesOnTheSameBeatForKnownAndUnknownAddresses() {
    var person = accounts.verified("worker");

    for (String email : List.of(person.email(), "nobody-either@example.org")) {
      long asked = System.nanoTime();
      await(accounts.module.passwords.requestReset(new EmailAddress(email)));
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
      assertThat(tookMs).as(email).isGreaterThanOrEqualTo(198);
    }
  }
}
