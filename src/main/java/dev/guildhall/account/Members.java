package dev.guildhall.account;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;

/**
 * The people of an organisation. Every member sees them; owners change them, and anybody may leave.
 * There is always an owner. Who stops being an owner takes the API keys made and the invitations
 * sent along, for the keys' secrets are known to that person.
 */
final class Members {

  private final Database database;
  private final EventLog events;
  private final OrganisationRepository organisations;
  private final InvitationRepository invitations;
  private final ApiKeys apiKeys;
  private final Memberships memberships;
  private final Principals principals;

  Members(
      Platform platform,
      OrganisationRepository organisations,
      InvitationRepository invitations,
      ApiKeys apiKeys,
      Memberships memberships,
      Principals principals) {
    this.database = platform.database();
    this.events = platform.events();
    this.organisations = organisations;
    this.invitations = invitations;
    this.apiKeys = apiKeys;
    this.memberships = memberships;
    this.principals = principals;
  }

  /** Members and the invitations that wait. */
  record Listing(List<Member> data, List<Invitation> invitations) {}

  Future<List<Organisation>> organisationsOf(AccountId account) {
    return organisations.ofAccount(database.client(), account);
  }

  Future<Listing> list(Principal who, OrganisationId organisation) {
    return memberships
        .require(who, organisation, Role.VIEWER)
        .compose(_ -> organisations.members(database.client(), organisation))
        .compose(
            members ->
                invitations
                    .open(database.client(), organisation)
                    .map(open -> new Listing(members, open)));
  }

  /** Sets a member's role; fails with {@code LAST_OWNER} when nobody would own the organisation. */
  Future<Member> change(Principal who, OrganisationId organisation, AccountId account, Role role) {
    return changed(
        organisation,
        account,
        tx ->
            memberships
                .require(tx, who, organisation, Role.OWNER)
                .compose(_ -> member(tx, organisation, account))
                .compose(member -> change(tx, who, organisation, member, role)));
  }

  private Future<Member> change(
      SqlConnection tx, Principal who, OrganisationId organisation, Member member, Role role) {
    if (member.role() == role) {
      return Future.succeededFuture(member);
    }
    return requireOwnerRemains(tx, organisation, member)
        .compose(_ -> organisations.setRole(tx, organisation, member.accountId(), role))
        .compose(_ -> leaveOwnership(tx, who, organisation, member))
        .compose(
            _ ->
                events.append(
                    tx,
                    AccountEvents.of(
                        AccountEvents.MEMBER_CHANGED,
                        organisation.value(),
                        new AccountId(who.accountId()),
                        new AccountEvents.MemberSet(member.accountId(), role))))
        .map(
            new Member(
                member.accountId(), member.displayName(), member.email(), role, member.since()));
  }

  /** Removes a member, or lets a person leave. */
  Future<Void> remove(Principal who, OrganisationId organisation, AccountId account) {
    boolean isLeaving = who.accountId().equals(account.value());
    return changed(
        organisation,
        account,
        tx ->
            memberships
                .require(tx, who, organisation, isLeaving ? Role.VIEWER : Role.OWNER)
                .compose(_ -> member(tx, organisation, account))
                .compose(member -> remove(tx, who, organisation, member)));
  }

  private Future<Void> remove(
      SqlConnection tx, Principal who, OrganisationId organisation, Member member) {
    return requireOwnerRemains(tx, organisation, member)
        .compose(_ -> organisations.removeMember(tx, organisation, member.accountId()))
        .compose(_ -> leaveOwnership(tx, who, organisation, member))
        .compose(
            _ ->
                events.append(
                    tx,
                    AccountEvents.of(
                        AccountEvents.MEMBER_REMOVED,
                        organisation.value(),
                        new AccountId(who.accountId()),
                        new AccountEvents.MemberRemoved(member.accountId()))));
  }

  /** One change of an organisation's members at a time: two owners must not remove each other. */
  private <T> Future<T> changed(
      OrganisationId organisation, AccountId account, Function<SqlConnection, Future<T>> work) {
    return database
        .inTransaction(tx -> organisations.lock(tx, organisation).compose(_ -> work.apply(tx)))
        .onSuccess(
            _ -> {
              principals.forget(account);
              principals.forgetKeys();
            });
  }

  private Future<Member> member(SqlConnection tx, OrganisationId organisation, AccountId account) {
    return organisations
        .members(tx, organisation)
        .compose(
            members ->
                members.stream()
                    .filter(member -> member.accountId().equals(account))
                    .findFirst()
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(new Refusal.NotFound("member"))));
  }

  private Future<Void> requireOwnerRemains(
      SqlConnection tx, OrganisationId organisation, Member member) {
    if (member.role() != Role.OWNER) {
      return Future.succeededFuture();
    }
    return organisations
        .hasOwnerBeside(tx, organisation, member.accountId())
        .compose(
            another ->
                another
                    ? Future.succeededFuture()
                    : Future.failedFuture(new Refusal.Conflict(ErrorCode.LAST_OWNER)));
  }

  private Future<Void> leaveOwnership(
      SqlConnection tx, Principal who, OrganisationId organisation, Member member) {
    return member.role() != Role.OWNER
        ? Future.succeededFuture()
        : apiKeys
            .revokeOf(tx, new AccountId(who.accountId()), organisation, member.accountId())
            .compose(_ -> invitations.deleteOfAuthor(tx, organisation, member.accountId()));
  }
}
