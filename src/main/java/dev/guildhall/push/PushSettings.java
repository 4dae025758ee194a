package dev.guildhall.push;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a worker wants to hear of while the app is closed.
 *
 * @param quietFrom the hour of their own day at which it becomes quiet; null: never
 * @param quietTo the hour at which the quiet ends
 */
record PushSettings(
    boolean offers,
    boolean leases,
    boolean verdicts,
    boolean money,
    @Nullable Integer quietFrom,
    @Nullable Integer quietTo) {

  static final PushSettings ALL = new PushSettings(true, true, true, true, null, null);

  boolean wants(PushKind kind) {
    return switch (kind) {
      case OFFER -> offers;
      case LEASE_ENDING -> leases;
      case ACCEPTED, REVISION, REJECTED, CALLED_BACK, RESULT, RESULT_CHANGED, APPEAL_DECIDED ->
          verdicts;
      case MONEY -> money;
    };
  }

  /**
   * When a message that is due at {@code due} may be sent: then, or when the quiet ends. The end of
   * a lease waits for nothing: whoever holds a task is at work.
   */
  Instant mayBeSent(PushKind kind, Instant due, ZoneId zone) {
    var local = due.atZone(zone);
    if (kind == PushKind.LEASE_ENDING || quietFrom == null || quietTo == null || !isQuiet(local)) {
      return due;
    }
    var end = local.truncatedTo(ChronoUnit.HOURS).withHour(quietTo);
    return (end.isAfter(local) ? end : end.plusDays(1)).toInstant();
  }

  private boolean isQuiet(ZonedDateTime local) {
    int hour = local.getHour();
    int from = quietFrom == null ? 0 : quietFrom;
    int to = quietTo == null ? 0 : quietTo;
    return from <= to ? (hour >= from && hour < to) : (hour >= from || hour < to);
  }
}
