package dev.guildhall.account;

import java.time.Instant;

/** A signed-in device as its owner sees it. */
record Session(
    SessionId id, String deviceName, Instant createdAt, Instant lastSeenAt, boolean current) {}
