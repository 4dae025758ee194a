package dev.guildhall.platform.event;

import java.util.List;

/** What the log held that an earlier reader had not seen, by transaction, and where it stands. */
public record News(EventPosition position, List<RecordedEvent> events) {}
