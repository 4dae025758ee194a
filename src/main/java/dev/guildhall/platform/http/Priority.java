package dev.guildhall.platform.http;

import java.util.Locale;

/** Which requests go on when there are more than can be answered in time. */
enum Priority {
  /** What ends work that somebody has done: it is refused last. */
  FIRST(1.0),
  /** What begins or decides something. */
  NORMAL(0.8),
  /** Looking, which can be done a moment later. */
  LAST(0.6);

  private final double share;

  Priority(double share) {
    this.share = share;
  }

  /** Of the room there is, how much requests of this priority may fill together with all others. */
  double share() {
    return share;
  }

  static Priority of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
