package dev.guildhall.attempt;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.exam.TestId;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it is stored.
 *
 * @param number which of the worker's attempts at this qualification it is, from 1
 * @param section the one that is open, from 0; as many as there are: none is
 * @param pools what adaptive sections choose from, as of the beginning
 * @param decisions how often it was decided
 * @param now PostgreSQL's time when it was read
 */
record Attempt(
    AttemptId id,
    UUID claimId,
    QualificationId qualificationId,
    String qualificationName,
    OrganisationId organisationId,
    TestId testId,
    WorkerId workerId,
    int number,
    AttemptState state,
    double timeMultiplier,
    Clock clock,
    int section,
    JsonArray pools,
    @Nullable UUID submissionId,
    Instant startedAt,
    @Nullable Instant submittedAt,
    @Nullable Instant decidedAt,
    @Nullable Double score,
    @Nullable Integer level,
    @Nullable Double ability,
    @Nullable Double abilityError,
    @Nullable Instant retryFrom,
    int decisions,
    @Nullable Integer feedbackRating,
    Instant now) {}
