package dev.guildhall.account;

import dev.guildhall.platform.event.RecordedEvent;
import java.util.Set;

/** Events by which others notice that something they know of an account has changed. */
public final class AccountNews {

  /** The address was confirmed, or the account joined or left an organisation. */
  public static final Set<String> TYPES =
      Set.of(
          AccountEvents.VERIFIED,
          AccountEvents.ORGANISATION_CREATED,
          AccountEvents.MEMBER_ADDED,
          AccountEvents.MEMBER_REMOVED);

  private AccountNews() {}

  /** Whose account an event of {@link #TYPES} is about. */
  public static AccountId account(RecordedEvent event) {
    return switch (event.type()) {
      case AccountEvents.VERIFIED -> new AccountId(event.subject());
      case AccountEvents.ORGANISATION_CREATED ->
          AccountId.parse(event.payload().getString("owner"));
      default -> AccountId.parse(event.payload().getString("account"));
    };
  }
}
