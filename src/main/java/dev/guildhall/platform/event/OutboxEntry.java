package dev.guildhall.platform.event;

/** One delivery that is owed: an event and the name of its handler. */
record OutboxEntry(long eventId, String handler) {}
