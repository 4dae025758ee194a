package dev.guildhall.load.measure;

import dev.guildhall.load.market.Settings;
import java.time.Duration;

/** How much is measured, and how long; every size can be set on the command line. */
final class Sizes {

  static final int WORKERS = Settings.number("workers", 256);
  static final int WARM_UP = Settings.number("warmup", 60);
  static final Duration SPAN = Settings.seconds("seconds", 12);
  static final int ROUNDS = Settings.number("rounds", 3);
  static final int TASKS = Settings.number("tasks", 120_000);
  static final int CROWD = Settings.number("crowd", 4_000);
  static final int PHONES = Settings.number("phones", 10_000);
  static final int DROPPED = Settings.number("dropped", 100_000);
  static final int POOLS = Settings.number("pools", 10_000);
  static final int PEOPLE = Settings.number("people", 100_000);

  private Sizes() {}
}
