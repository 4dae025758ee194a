package dev.guildhall.account;

import static dev.guildhall.account.Refusals.assertRefused;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistrationIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static final List<NewAccount> told = new ArrayList<>();
  private static AccountFixture accounts;

  @BeforeAll
  static void wire() {
    accounts =
        new AccountFixture(
            test,
            List.of(
                (_, account) -> {
                  told.add(account);
                  return account.registration().getString("display_name").equals("Unlucky")
                      ? Future.failedFuture("this listener fails")
                      : Future.succeededFuture();
                }),
            List.of((_, account) -> Future.succeededFuture(Map.of("worker", account.value()))));
  }

  @Test
  void aWorkerRegistersAndConfirmsTheAddressByMail() {
    var person = accounts.unverified("worker");

    assertThat(accounts.subjects(person.email())).containsExactly("Confirm your e-mail address");
    assertThat(accounts.principal(person).access()).containsExactlyInAnyOrder("account", "worker");

    await(accounts.module.registrations.verify(accounts.mailToken(person.email())));

    assertThat(accounts.principal(person).access())
        .containsExactlyInAnyOrder("account", "worker", "verified");
    assertThat(accounts.events(person.id().value()))
        .containsExactly("account.registered", "account.verified");
  }

  @Test
  void confirmingAgainAnswersTheSame() {
    var person = accounts.unverified("worker");
    String token = accounts.mailToken(person.email());

    await(accounts.module.registrations.verify(token));
    await(accounts.module.registrations.verify(token));

    assertThat(accounts.events(person.id().value())).containsOnlyOnce("account.verified");
  }

  @Test
  void aTokenThatIsUnknownTooOldOrForAnotherPurposeDoesNotConfirm() {
    var person = accounts.unverified("worker");
    String old = accounts.mailToken(person.email());
    test.sql(
        "update email_token set expires_at = clock_timestamp() where account_id = $1",
        person.id().value());

    assertRefused(accounts.module.registrations.verify(old), ErrorCode.MAIL_TOKEN_INVALID);
    assertRefused(
        accounts.module.registrations.verify(RandomText.token()), ErrorCode.MAIL_TOKEN_INVALID);

    await(accounts.module.passwords.requestReset(person.address()));

    assertRefused(
        accounts.module.registrations.verify(accounts.mailToken(person.email())),
        ErrorCode.MAIL_TOKEN_INVALID);
  }

  @Test
  void aRequesterGetsAnOrganisationThatItOwns() {
    String email = AccountFixture.newEmail();
    accounts.register(
        AccountFixture.body(email, "requester").put("organisation_name", " Ada  Labs "));

    var me = await(accounts.module.profiles.get(principalOf(email)));

    assertThat(me.organisations())
        .singleElement()
        .satisfies(
            organisation -> {
              assertThat(organisation.name()).isEqualTo("Ada Labs");
              assertThat(organisation.kind()).isEqualTo(OrganisationKind.REQUESTER);
              assertThat(organisation.role()).isEqualTo(Role.OWNER);
            });
    assertThat(me.roles()).contains("requester", "reviewer");
  }

  private static dev.guildhall.platform.http.Principal principalOf(String email) {
    return accounts.principal(
        await(accounts.signIn(email, AccountFixture.PASSWORD, AccountFixture.HOME)));
  }

  @Test
  void listenersHearOfTheAccountWithoutItsPasswordAndMayUndoIt() {
    String email = AccountFixture.newEmail();
    accounts.register(AccountFixture.body(email, "worker").put("country", "GB"));

    assertThat(told.getLast().registration().getString("country")).isEqualTo("GB");
    assertThat(told.getLast().registration().encode())
        .doesNotContain("password", AccountFixture.PASSWORD);

    String unlucky = AccountFixture.newEmail();
    assertThatThrownBy(
            () ->
                accounts.register(
                    AccountFixture.body(unlucky, "worker").put("display_name", "Unlucky")))
        .hasMessageContaining("this listener fails");
    assertThat(test.sql("select 1 from account where email = $1", unlucky)).isEmpty();
    assertThat(accounts.subjects(unlucky)).isEmpty();
  }

  @Test
  void aKnownAddressChangesNothingButTheMessageAndIsToldOnceAnHour() {
    var person = accounts.verified("worker");
    var before = row(person.email());

    accounts.register(AccountFixture.body(person.email().toUpperCase(Locale.ROOT), "requester"));
    accounts.register(
        AccountFixture.body(person.email(), "worker").put("password", "another lamp entirely"));

    assertThat(row(person.email())).isEqualTo(before);
    assertThat(accounts.subjects(person.email()))
        .containsExactly("Confirm your e-mail address", "You already have an account");
    assertRefused(
        accounts.signIn(person.email(), "another lamp entirely", AccountFixture.HOME),
        ErrorCode.CREDENTIALS_WRONG);
  }

  private static String row(String email) {
    var row =
        test.sql(
                "select id, password_hash, display_name, version from account where email = $1",
                email)
            .getFirst();
    return row.toJson().encode();
  }

  @Test
  void whoeverReadsTheMailTakesOverAnAccountThatSomebodyElseOpenedInTheirName() {
    var squatter = accounts.unverified("worker");
    var squattersTokens = accounts.signIn(squatter);

    accounts.register(AccountFixture.body(squatter.email(), "worker"));
    await(
        accounts.module.passwords.reset(
            accounts.mailToken(squatter.email()),
            new dev.guildhall.platform.config.Secret("the rightful owner chose"),
            Locale.ENGLISH));

    assertRefused(
        accounts.module.sessions.refresh(squattersTokens.refreshToken().text()),
        ErrorCode.SESSION_ENDED);
    assertRefused(
        accounts.signIn(squatter.email(), AccountFixture.PASSWORD, AccountFixture.HOME),
        ErrorCode.CREDENTIALS_WRONG);
    await(accounts.signIn(squatter.email(), "the rightful owner chose", AccountFixture.HOME));
  }

  @Test
  void twentyRegistrationsOfOneAddressAtOnceMakeOneAccount() {
    String email = AccountFixture.newEmail();
    var all = new ArrayList<Future<Void>>();
    for (int i = 0; i < 20; i++) {
      all.add(
          accounts.module.registrations.register(
              Registration.of(AccountFixture.body(email, "worker"), Locale.ENGLISH),
              Locale.ENGLISH));
    }

    all.forEach(TestPlatform::await);

    assertThat(test.sql("select 1 from account where email = $1", email)).hasSize(1);
  }

  @Test
  void strangersCannotFillAMailbox() {
    var person = accounts.unverified("worker");

    for (int i = 0; i < 8; i++) {
      await(accounts.module.registrations.requestVerification(person.address()));
    }

    assertThat(accounts.subjects(person.email())).hasSize(5);
    // The newest link works, the ones before it do not.
    await(accounts.module.registrations.verify(accounts.mailToken(person.email())));
  }

  @Test
  void theMessageIsInTheLanguageOfTheAccount() {
    String email = AccountFixture.newEmail();
    accounts.register(AccountFixture.body(email, "worker").put("locale", "zh-CN"));

    assertThat(accounts.subjects(email)).containsExactly("请确认您的邮箱");
  }

  @Test
  void anAddressThatWouldReachSomebodyElseTooIsRefused() {
    for (String email :
        List.of(
            "a,b@example.org",
            "a@example.org>",
            "<a@example.org",
            "a;b@example.org",
            "a\u200B@example.org")) {
      assertThatThrownBy(
              () -> Registration.of(AccountFixture.body(email, "worker"), Locale.ENGLISH))
          .as(email)
          .hasMessageContaining("invalid");
    }
  }

  @Test
  void nothingSecretIsStoredOrToldByEvents() {
    String email = AccountFixture.newEmail();
    accounts.register(AccountFixture.body(email, "requester"));
    UUID id = test.sql("select id from account where email = $1", email).getFirst().getUUID("id");
    String token = accounts.mailToken(email);

    var stored =
        test.sql(
            "select (select row_to_json(a)::text from account a where id = $1) "
                + "|| coalesce((select string_agg(row_to_json(t)::text, '') from email_token t where account_id = $1), '') "
                + "|| (select string_agg(payload::text, '') from event) as everything",
            id);

    String everything = stored.getFirst().getString("everything");
    assertThat(everything).contains("$argon2id$").doesNotContain(AccountFixture.PASSWORD, token);
    assertThat(
            test.sql("select string_agg(payload::text, '') as payloads from event")
                .getFirst()
                .getString("payloads"))
        .doesNotContain(email);
  }

  @Test
  void aRegistrationNeverPrintsItsPassword() {
    var registration =
        Registration.of(AccountFixture.body(AccountFixture.newEmail(), "worker"), Locale.ENGLISH);

    assertThat(registration.toString()).doesNotContain(AccountFixture.PASSWORD);
  }

  @Test
  void aWeakPasswordIsRefusedWithItsReasonInTheReadersLanguage() {
    JsonObject body =
        AccountFixture.body(AccountFixture.newEmail(), "worker").put("password", "guildhall2026!");

    assertThatThrownBy(
            () ->
                accounts.module.registrations.register(
                    Registration.of(body, Locale.CHINESE), Locale.CHINESE))
        .hasMessageContaining("password_weak")
        .hasMessageContaining("本站名称");
  }
}
