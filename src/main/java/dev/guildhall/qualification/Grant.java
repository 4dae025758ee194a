package dev.guildhall.qualification;

import dev.guildhall.worker.WorkerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a worker holds a qualification.
 *
 * @param level 1 to 5, as the organisation means it
 * @param expiresAt from then on they no longer hold it; null: it does not expire
 */
record Grant(WorkerId workerId, int level, Instant grantedAt, @Nullable Instant expiresAt) {}
