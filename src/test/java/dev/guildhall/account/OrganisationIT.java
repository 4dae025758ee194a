package dev.guildhall.account;

import static dev.guildhall.account.Refusals.assertRefused;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.AccountFixture.Person;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrganisationIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static AccountFixture accounts;
  private Person owner;
  private Principal asOwner;
  private OrganisationId organisation;

  @BeforeAll
  static void wire() {
    accounts = new AccountFixture(test);
  }

  @BeforeEach
  void found() {
    owner = accounts.verified("requester");
    asOwner = accounts.principal(owner);
    organisation = accounts.organisation(owner);
  }

  private Future<Invitation> invite(Principal who, String email, Role role) {
    return accounts.module.invitations.invite(
        who, organisation, new EmailAddress(email), role, Locale.ENGLISH);
  }

  private Future<Organisation> accept(Principal who, String token) {
    return accounts.module.invitations.accept(who, token);
  }

  private Person joined(Role role) {
    var person = accounts.verified("worker");
    await(invite(asOwner, person.email(), role));
    await(accept(accounts.principal(person), accounts.mailToken(person.email())));
    return person;
  }

  @Test
  void whoIsInvitedJoinsWithTheRoleAndSeesItAtOnce() {
    var guest = accounts.unverified("worker");
    var tokens = accounts.signIn(guest);
    assertThat(accounts.principal(tokens).is("reviewer")).isFalse();

    await(invite(asOwner, guest.email(), Role.REVIEWER));
    String link = accounts.mailToken(guest.email());
    var joined = await(accept(accounts.principal(tokens), link));

    assertThat(joined.id()).isEqualTo(organisation);
    assertThat(joined.role()).isEqualTo(Role.REVIEWER);
    assertThat(accounts.principal(tokens).access()).contains("reviewer", "requester", "verified");
    assertThat(await(accept(accounts.principal(tokens), link))).isEqualTo(joined);
  }

  @Test
  void onlyTheInvitedAddressMayAccept() {
    var guest = accounts.verified("worker");
    await(invite(asOwner, guest.email(), Role.EDITOR));
    String link = accounts.mailToken(guest.email());

    assertRefused(
        accept(accounts.principal(accounts.verified("worker")), link), ErrorCode.FORBIDDEN);
    assertRefused(
        accept(accounts.principal(guest), RandomText.token()), ErrorCode.MAIL_TOKEN_INVALID);
    test.sql(
        "update invitation set expires_at = clock_timestamp() where email = $1", guest.email());
    assertRefused(accept(accounts.principal(guest), link), ErrorCode.MAIL_TOKEN_INVALID);
  }

  @Test
  void aNewInvitationTakesThePlaceOfTheOpenOne() {
    var guest = accounts.verified("worker");
    await(invite(asOwner, guest.email(), Role.OWNER));
    String older = accounts.mailToken(guest.email());
    await(invite(asOwner, guest.email(), Role.VIEWER));

    assertRefused(accept(accounts.principal(guest), older), ErrorCode.MAIL_TOKEN_INVALID);
    assertThat(await(accounts.module.members.list(asOwner, organisation)).invitations())
        .singleElement()
        .satisfies(open -> assertThat(open.role()).isEqualTo(Role.VIEWER));
  }

  @Test
  void anInvitationIsRefusedWithoutAConfirmedAddressOwnershipOrForAMember() {
    var unverified = accounts.unverified("requester");
    assertRefused(
        accounts.module.invitations.invite(
            accounts.principal(unverified),
            accounts.organisation(unverified),
            new EmailAddress("x@example.org"),
            Role.VIEWER,
            Locale.ENGLISH),
        ErrorCode.EMAIL_NOT_VERIFIED);
    var editor = accounts.principal(joined(Role.EDITOR));
    assertRefused(invite(editor, "x@example.org", Role.VIEWER), ErrorCode.FORBIDDEN);
    assertRefused(invite(asOwner, owner.email(), Role.VIEWER), ErrorCode.INVALID);
  }

  @Test
  void aMessageCarriesNoLinkThatTheOrganisationsNameHides() {
    test.sql(
        "update organisation set name = 'Win at https://evil.example/now' where id = $1",
        organisation.value());

    await(invite(asOwner, "guest-of-evil@example.org", Role.VIEWER));

    String body =
        test.sql("select body from mail where recipient = 'guest-of-evil@example.org'")
            .getFirst()
            .getString("body");
    assertThat(body).doesNotContain("https://evil").doesNotContain("evil.example");
  }

  @Test
  void strangersSeeNoOrganisation() {
    var stranger = accounts.principal(accounts.verified("requester"));

    assertRefused(accounts.module.members.list(stranger, organisation), ErrorCode.NOT_FOUND);
    assertRefused(
        accounts.module.members.change(stranger, organisation, owner.id(), Role.VIEWER),
        ErrorCode.NOT_FOUND);
    assertRefused(
        accounts.module.members.remove(stranger, organisation, owner.id()), ErrorCode.NOT_FOUND);
    assertRefused(accounts.module.apiKeys.list(stranger, organisation), ErrorCode.NOT_FOUND);
    assertRefused(invite(stranger, "x@example.org", Role.VIEWER), ErrorCode.NOT_FOUND);
    assertRefused(
        accounts.module.memberships().require(stranger, organisation, Role.VIEWER),
        ErrorCode.NOT_FOUND);
  }

  @Test
  void eachRoleMayWhatTheLowerOnesMay() {
    var reviewer = accounts.principal(joined(Role.REVIEWER));

    await(accounts.module.memberships().require(reviewer, organisation, Role.VIEWER));
    await(accounts.module.memberships().require(reviewer, organisation, Role.REVIEWER));
    assertRefused(
        accounts.module.memberships().require(reviewer, organisation, Role.EDITOR),
        ErrorCode.FORBIDDEN);
    assertThat(await(accounts.module.memberships().of(reviewer, OrganisationKind.REQUESTER)))
        .containsExactly(organisation);
    assertThat(await(accounts.module.memberships().of(reviewer, OrganisationKind.VENDOR)))
        .isEmpty();
  }

  @Test
  void onlyOwnersChangeMembersAndAnybodyMayLeave() {
    var editor = joined(Role.EDITOR);
    var viewer = joined(Role.VIEWER);
    var asEditor = accounts.principal(editor);

    assertRefused(
        accounts.module.members.change(asEditor, organisation, viewer.id(), Role.EDITOR),
        ErrorCode.FORBIDDEN);
    assertRefused(
        accounts.module.members.remove(asEditor, organisation, viewer.id()), ErrorCode.FORBIDDEN);
    await(accounts.module.members.remove(asEditor, organisation, editor.id()));

    assertThat(
            await(accounts.module.members.change(asOwner, organisation, viewer.id(), Role.REVIEWER))
                .role())
        .isEqualTo(Role.REVIEWER);
    assertThat(await(accounts.module.members.list(asOwner, organisation)).data())
        .extracting(Member::accountId)
        .containsExactly(owner.id(), viewer.id());
  }

  @Test
  void theLastOwnerStays() {
    assertRefused(
        accounts.module.members.remove(asOwner, organisation, owner.id()), ErrorCode.LAST_OWNER);
    assertRefused(
        accounts.module.members.change(asOwner, organisation, owner.id(), Role.EDITOR),
        ErrorCode.LAST_OWNER);
  }

  @Test
  void twoOwnersWhoRemoveEachOtherAtOnceLeaveOne() {
    var second = joined(Role.OWNER);
    var asSecond = accounts.principal(second);

    var one = accounts.module.members.remove(asOwner, organisation, second.id());
    var other = accounts.module.members.remove(asSecond, organisation, owner.id());
    await(Future.join(one, other).transform(_ -> Future.<Void>succeededFuture()));

    assertThat(
            test.sql(
                "select 1 from membership where organisation_id = $1 and role = 'owner'",
                organisation.value()))
        .hasSize(1);
  }

  private ApiKey createKey(Principal who, List<String> scopes) {
    return await(
        accounts.module.apiKeys.create(who, organisation, new ApiKeys.Draft("CI", scopes, null)));
  }

  private Future<Principal> call(ApiKey key) {
    return accounts.module.authenticator().authenticate(String.valueOf(key.secret()));
  }

  @Test
  void anApiKeyActsForItsOrganisationWithinItsScopes() {
    var key = createKey(asOwner, List.of("projects:read", "tasks:write"));

    var program = await(call(key));

    assertThat(key.secret())
        .startsWith(key.prefix() + "_")
        .matches("ghk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
    assertThat(program.access()).containsExactly("requester");
    assertThat(program.scopes()).containsExactlyInAnyOrder("projects:read", "tasks:write");
    assertThat(program.attribute("organisation")).contains(organisation.value());
    await(accounts.module.memberships().require(program, organisation, Role.EDITOR));
    assertRefused(
        accounts.module.memberships().require(program, organisation, Role.OWNER),
        ErrorCode.FORBIDDEN);
    assertRefused(
        accounts
            .module
            .memberships()
            .require(program, accounts.organisation(accounts.verified("requester")), Role.VIEWER),
        ErrorCode.NOT_FOUND);
    assertThat(await(accounts.module.memberships().of(program, OrganisationKind.REQUESTER)))
        .containsExactly(organisation);
  }

  @Test
  void theSecretIsShownOnceAndStoredAsItsHash() {
    var key = createKey(asOwner, List.of("projects:read"));
    await(call(key));

    var listed = await(accounts.module.apiKeys.list(asOwner, organisation)).getFirst();

    assertThat(listed.secret()).isNull();
    assertThat(listed.prefix()).isEqualTo(key.prefix());
    String secret = String.valueOf(key.secret()).substring(13);
    assertThat(
            test.sql(
                    "select row_to_json(k)::text as k from api_key k where id = $1",
                    key.id().value())
                .getFirst()
                .getString("k"))
        .doesNotContain(secret);
    assertThat(key.toString()).doesNotContain(secret);
  }

  @Test
  void theLastUseIsWrittenOnceAMinute() throws Exception {
    var key = createKey(asOwner, List.of("projects:read"));
    await(call(key));
    for (int i = 0; i < 50 && lastUse(key).equals("never"); i++) {
      Thread.sleep(20);
    }
    String first = lastUse(key);
    assertThat(first).isNotEqualTo("never");

    accounts.pass(Duration.ofSeconds(5));
    await(call(key));

    assertThat(lastUse(key)).isEqualTo(first);
  }

  private static String lastUse(ApiKey key) {
    return test.sql(
            "select coalesce(last_used_at::text, 'never') as t from api_key where id = $1",
            key.id().value())
        .getFirst()
        .getString("t");
  }

  @Test
  void aKeyThatIsRevokedExpiredOrForgedIsRefused() {
    var revoked = createKey(asOwner, List.of("projects:read"));
    await(call(revoked));
    await(accounts.module.apiKeys.revoke(asOwner, organisation, revoked.id()));
    await(accounts.module.apiKeys.revoke(asOwner, organisation, revoked.id()));
    assertRefused(call(revoked), ErrorCode.TOKEN_INVALID);

    var expired = createKey(asOwner, List.of("projects:read"));
    await(call(expired));
    test.sql(
        "update api_key set expires_at = clock_timestamp() where id = $1", expired.id().value());
    accounts.pass(Duration.ofSeconds(5));
    assertRefused(call(expired), ErrorCode.TOKEN_INVALID);

    assertRefused(
        accounts.module.authenticator().authenticate(ApiKeySecret.random().text()),
        ErrorCode.TOKEN_INVALID);
    assertRefused(
        accounts.module.apiKeys.revoke(asOwner, organisation, new ApiKeyId(test.newId())),
        ErrorCode.NOT_FOUND);
    assertRefused(
        accounts.module.apiKeys.create(
            asOwner,
            organisation,
            new ApiKeys.Draft("old", List.of("projects:read"), test.time().instant())),
        ErrorCode.INVALID);
  }

  @Test
  void keysAreForOwnersAndEndWithTheirMakersOwnership() {
    var second = joined(Role.OWNER);
    var key = createKey(accounts.principal(second), List.of("projects:read"));
    await(call(key));

    await(accounts.module.members.change(asOwner, organisation, second.id(), Role.EDITOR));

    assertRefused(call(key), ErrorCode.TOKEN_INVALID);
    assertRefused(
        accounts.module.apiKeys.list(accounts.principal(second), organisation),
        ErrorCode.FORBIDDEN);
    assertThat(accounts.events(key.id().value()))
        .containsExactly("apikey.created", "apikey.revoked");
  }
}
