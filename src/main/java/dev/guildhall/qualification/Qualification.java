package dev.guildhall.qualification;

import dev.guildhall.account.OrganisationId;
import java.time.Instant;

/**
 * A qualification as its organisation sees it.
 *
 * @param holders how many hold it now
 */
record Qualification(
    QualificationId id,
    OrganisationId organisationId,
    String name,
    String description,
    long holders,
    Instant createdAt) {}
