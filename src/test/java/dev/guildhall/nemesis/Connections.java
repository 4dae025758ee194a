package dev.guildhall.nemesis;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks from outside whether the nodes have got all their connections back. A pool closes what
 * nobody uses, so a session that rests for longer was borrowed and never returned.
 */
final class Connections {

  private static final String RESTING =
      """
      select count(*) from pg_stat_activity
      where application_name = 'guildhall' and backend_type = 'client backend'
        and state_change < clock_timestamp() - interval '%d seconds'
      """;

  private final Market market;

  Connections(Market market) {
    this.market = market;
  }

  /** The sessions that rest although a pool keeps what nobody uses only so long. */
  long leaked(Duration unused) throws SQLException {
    LockSupport.parkNanos(unused.plusSeconds(5).toNanos());
    return market.number(RESTING.formatted(unused.toSeconds()));
  }
}
