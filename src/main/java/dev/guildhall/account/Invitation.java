package dev.guildhall.account;

import java.time.Instant;

/** An invitation that waits for being accepted. */
record Invitation(InvitationId id, String email, Role role, Instant expiresAt) {}
