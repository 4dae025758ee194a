package dev.guildhall.delivery;

import dev.guildhall.platform.event.Event;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to deliveries. */
sealed interface DeliveryEvents {

  record Cut(UUID projectId, int version) implements DeliveryEvents {}

  record Ready(UUID projectId, int version, String manifestSha256) implements DeliveryEvents {}

  record Failed(UUID projectId, int version) implements DeliveryEvents {}

  /** The event to append; {@code actor} is null for the background. */
  default Event of(DeliveryId delivery, @Nullable UUID actor) {
    String type =
        switch (this) {
          case Cut _ -> "delivery.cut";
          case Ready _ -> "delivery.ready";
          case Failed _ -> "delivery.failed";
        };
    return Event.of(type, delivery.value(), actor, this);
  }
}
