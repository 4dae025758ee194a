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
public record Grant(WorkerId workerId, int level, Instant grantedAt, @Nullable Instant expiresAt) {

  public boolean isHeld(Instant now) {
    return expiresAt == null || expiresAt.isAfter(now);
  }
}
