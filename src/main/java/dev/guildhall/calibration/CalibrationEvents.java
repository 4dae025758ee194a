package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.event.Event;
import java.util.List;

/** What the numbers say. */
sealed interface CalibrationEvents {

  String FLAGGED = "item.flagged";

  /**
   * {@code item.flagged}, of an item: its numbers, under the key that holds, say for the first time
   * that something is wrong with it.
   *
   * @param authorId who is told
   * @param flags those that are new; as the contract's {@code ItemFlag}
   */
  record Flagged(
      ItemId itemId,
      int version,
      OrganisationId organisationId,
      AccountId authorId,
      List<String> flags)
      implements CalibrationEvents {}

  /** The event to append; a rule did it. */
  default Event event() {
    return switch (this) {
      case Flagged it -> Event.of(FLAGGED, it.itemId.value(), null, it);
    };
  }
}
