package dev.guildhall.qualification;

import dev.guildhall.account.OrganisationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A qualification as its organisation sees it.
 *
 * @param domain the field that it is a proof of
 * @param validDays how long what a test grants is valid; null: it does not expire
 * @param renewDays how long before the end the test may be taken again; null: when it has ended
 * @param listed whether workers find it among what they can qualify for
 * @param holders how many hold it now
 */
public record Qualification(
    QualificationId id,
    OrganisationId organisationId,
    String name,
    String description,
    @Nullable String domain,
    @Nullable Integer validDays,
    @Nullable Integer renewDays,
    boolean listed,
    long holders,
    Instant createdAt) {}
