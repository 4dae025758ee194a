package dev.guildhall.account;

import java.time.Instant;

/** A person in an organisation. */
record Member(AccountId accountId, String displayName, String email, Role role, Instant since) {}
