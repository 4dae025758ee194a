package dev.guildhall.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in account as it is shown.
 *
 * @param roles access words that the contract names
 * @param workerId the text of the worker's id; null for who does no work
 */
record Me(
    AccountId id,
    String email,
    boolean emailVerified,
    String displayName,
    String locale,
    String timeZone,
    List<String> roles,
    @Nullable String workerId,
    List<Organisation> organisations,
    Instant createdAt) {}
