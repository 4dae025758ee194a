package dev.guildhall.item;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.event.Event;
import java.util.UUID;

/** What happens to an item. The subject of each event is the item's id. */
public sealed interface ItemEvents {

  /** {@code item.created}. */
  record Created(ItemId itemId, OrganisationId organisationId, ItemKind kind)
      implements ItemEvents {}

  /** {@code item.changed}: anything of it, perhaps into another version or another key. */
  record Changed(ItemId itemId, int version, int keyRevision, ItemState state)
      implements ItemEvents {}

  /** The event to append. */
  default Event by(UUID actor) {
    return switch (this) {
      case Created it -> Event.of("item.created", it.itemId.value(), actor, it);
      case Changed it -> Event.of("item.changed", it.itemId.value(), actor, it);
    };
  }
}
