package dev.guildhall.platform.event;

import io.vertx.core.Future;

/**
 * Reacts to events after they are committed. Called at least once per event and cluster, in no
 * strict order; a failure is tried again with growing pauses, so handlers are idempotent.
 */
@FunctionalInterface
public interface EventHandler {
  Future<Void> handle(RecordedEvent event);
}
