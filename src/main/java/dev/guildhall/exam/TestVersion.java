package dev.guildhall.exam;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a qualification's test.
 *
 * @param source the plan as it was written
 * @param targets the mean difficulty of each section's forms, null of an adaptive one; empty until
 *     the publication
 * @param gradedByPeople whether its forms may hold items that people grade; known from the
 *     publication on
 * @param changes counts every change; the version of the representation
 */
public record TestVersion(
    TestId id,
    QualificationId qualificationId,
    OrganisationId organisationId,
    int version,
    TestState state,
    TestPlan plan,
    JsonObject source,
    List<@Nullable Double> targets,
    boolean gradedByPeople,
    Instant createdAt,
    @Nullable Instant publishedAt,
    int changes) {}
