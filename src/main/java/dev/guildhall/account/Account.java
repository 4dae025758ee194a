package dev.guildhall.account;

import java.time.Instant;

/**
 * An account as it is stored.
 *
 * @param isActive false: an operator has closed it; it may not sign in
 * @param version grows with each change
 */
record Account(
    AccountId id,
    EmailAddress email,
    boolean isVerified,
    String passwordHash,
    String displayName,
    String locale,
    String timeZone,
    boolean isActive,
    int version,
    Instant createdAt) {}
