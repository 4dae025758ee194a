package dev.guildhall.platform.event;

/** An outbox row with its event. */
record DueDelivery(String handler, int attempts, RecordedEvent event) {}
