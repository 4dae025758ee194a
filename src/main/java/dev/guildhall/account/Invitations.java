package dev.guildhall.account;

import dev.guildhall.account.InvitationRepository.Locked;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Locale;
import java.util.Map;

/** Inviting people into an organisation, and accepting. */
final class Invitations {

  private static final int MAX_OPEN = 200;

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final MailQueue mail;
  private final InvitationRepository repository;
  private final OrganisationRepository organisations;
  private final AccountRepository accounts;
  private final Memberships memberships;
  private final AccountMails mails;
  private final Principals principals;

  Invitations(
      Platform platform,
      InvitationRepository repository,
      OrganisationRepository organisations,
      AccountRepository accounts,
      Memberships memberships,
      AccountMails mails,
      Principals principals) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.mail = platform.mail();
    this.repository = repository;
    this.organisations = organisations;
    this.accounts = accounts;
    this.memberships = memberships;
    this.mails = mails;
    this.principals = principals;
  }

  /**
   * Sends an invitation; an open one to the same address ends. For owners whose own address is
   * confirmed. The answer does not tell whether the address has an account here.
   *
   * @param locale of the owner; the invited person's is not known
   */
  Future<Invitation> invite(
      Principal who, OrganisationId organisation, EmailAddress email, Role role, Locale locale) {
    if (!who.is("verified")) {
      return Future.failedFuture(new Refusal.Forbidden(ErrorCode.EMAIL_NOT_VERIFIED));
    }
    var author = new AccountId(who.accountId());
    return database.inTransaction(
        tx ->
            organisations
                .lock(tx, organisation)
                .compose(_ -> memberships.require(tx, who, organisation, Role.OWNER))
                .compose(_ -> requireRoom(tx, organisation, email))
                .compose(_ -> organisations.findAs(tx, organisation, author))
                .compose(found -> send(tx, found.orElseThrow(), author, email, role, locale)));
  }

  private Future<Void> requireRoom(
      SqlConnection tx, OrganisationId organisation, EmailAddress email) {
    return organisations
        .members(tx, organisation)
        .compose(
            members ->
                members.stream().anyMatch(member -> member.email().equals(email.value()))
                    ? Future.failedFuture(
                        Refusal.Invalid.field(
                            "/email", "already_member", "This person is a member already."))
                    : repository.open(tx, organisation))
        .compose(
            open ->
                open.size() >= MAX_OPEN
                    ? Future.failedFuture(
                        Refusal.Invalid.field(
                            "/email",
                            "too_many_invitations",
                            "At most " + MAX_OPEN + " invitations may be open."))
                    : Future.succeededFuture());
  }

  private Future<Invitation> send(
      SqlConnection tx,
      Organisation organisation,
      AccountId author,
      EmailAddress email,
      Role role,
      Locale locale) {
    String token = RandomText.token();
    var id = new InvitationId(ids.next());
    return repository
        .replace(tx, id, organisation.id(), email, role, Hashes.sha256(token), author)
        .compose(
            invitation ->
                mail.enqueue(
                        tx,
                        mails.invitation(email, locale.toLanguageTag(), organisation.name(), token))
                    .compose(
                        _ ->
                            events.append(
                                tx,
                                AccountEvents.of(
                                    "invitation.sent",
                                    organisation.id().value(),
                                    author,
                                    new AccountEvents.Invited(id, role))))
                    .map(invitation));
  }

  /**
   * Joins the organisation, if the account has the invited address, which the link in the message
   * then confirms. Accepting again answers the same while the person is a member.
   */
  Future<Organisation> accept(Principal who, String token) {
    var account = new AccountId(who.accountId());
    return database
        .inTransaction(
            tx ->
                repository
                    .lock(tx, Hashes.sha256(token))
                    .compose(
                        found ->
                            found.isPresent() ? accept(tx, account, found.get()) : tokenInvalid()))
        .onSuccess(_ -> principals.forget(account));
  }

  private Future<Organisation> accept(SqlConnection tx, AccountId id, Locked invitation) {
    return accounts
        .find(tx, id)
        .compose(
            account -> {
              if (!account.orElseThrow().email().equals(invitation.email())) {
                return Future.failedFuture(new Refusal.Forbidden(ErrorCode.FORBIDDEN));
              }
              if (invitation.isAccepted()) {
                return Future.succeededFuture();
              }
              return invitation.isExpired() ? tokenInvalid() : join(tx, id, invitation);
            })
        .compose(_ -> organisations.findAs(tx, invitation.organisation(), id))
        .compose(
            joined -> joined.map(Future::succeededFuture).orElseGet(Invitations::tokenInvalid));
  }

  private Future<Void> join(SqlConnection tx, AccountId account, Locked invitation) {
    return repository
        .accept(tx, invitation.id())
        .compose(_ -> accounts.verify(tx, account))
        .compose(
            _ -> organisations.addMember(tx, invitation.organisation(), account, invitation.role()))
        .compose(
            _ ->
                events.append(
                    tx,
                    AccountEvents.of(
                        AccountEvents.MEMBER_ADDED,
                        invitation.organisation().value(),
                        account,
                        new AccountEvents.MemberSet(account, invitation.role()))));
  }

  private static <T> Future<T> tokenInvalid() {
    return Future.failedFuture(new Refusal.Invalid(ErrorCode.MAIL_TOKEN_INVALID, Map.of()));
  }
}
