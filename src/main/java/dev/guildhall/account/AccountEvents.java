package dev.guildhall.account;

import dev.guildhall.platform.event.Event;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to accounts, sessions, organisations and keys, for the event log; without secrets,
 * addresses and names.
 */
sealed interface AccountEvents {

  String VERIFIED = "account.verified";
  String MEMBER_ADDED = "membership.added";
  String MEMBER_CHANGED = "membership.changed";
  String MEMBER_REMOVED = "membership.removed";
  String ORGANISATION_CREATED = "organisation.created";

  record Registered(String kind) implements AccountEvents {}

  record Nothing() implements AccountEvents {}

  record SessionEnded(AccountId account, SessionEnd reason) implements AccountEvents {}

  record SessionStarted(AccountId account) implements AccountEvents {}

  record OrganisationCreated(OrganisationKind kind, AccountId owner) implements AccountEvents {}

  record MemberSet(AccountId account, Role role) implements AccountEvents {}

  record MemberRemoved(AccountId account) implements AccountEvents {}

  record Invited(InvitationId invitation, Role role) implements AccountEvents {}

  record KeyCreated(OrganisationId organisation, List<String> scopes) implements AccountEvents {}

  record KeyRevoked(OrganisationId organisation) implements AccountEvents {}

  /** An account is the subject of its own events. */
  static Event ofAccount(String type, AccountId account, AccountEvents payload) {
    return Event.of(type, account.value(), account.value(), payload);
  }

  /**
   * @param actor null for the system
   */
  static Event of(String type, UUID subject, @Nullable AccountId actor, AccountEvents payload) {
    return Event.of(type, subject, actor == null ? null : actor.value(), payload);
  }
}
