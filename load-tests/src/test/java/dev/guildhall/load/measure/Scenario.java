package dev.guildhall.load.measure;

import dev.guildhall.load.measure.TestedServer.Passwords;
import java.util.List;
import java.util.Map;

/**
 * One of the Gatling scenarios at the size it is measured at; {@code -Dscenario.<setting>} sets
 * another one.
 *
 * @param simulation its class
 * @param passwords real where people who sign in are what is measured
 * @param settings its sizes, each a setting of the simulation
 */
record Scenario(
    String name, String simulation, Passwords passwords, Map<String, Integer> settings) {

  static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "shift start", "ShiftStart", Passwords.REAL, Map.of("people", 2_000, "ramp", 90)),
          new Scenario(
              "steady work",
              "SteadyWork",
              Passwords.CHEAP,
              Map.of("workers", 64, "seconds", 30, "tasks", 40_000)),
          new Scenario(
              "hot pool",
              "HotPool",
              Passwords.CHEAP,
              Map.of("workers", 400, "seconds", 20, "tasks", 2_000, "ramp", 10)),
          new Scenario(
              "requester at peak",
              "RequesterAtPeak",
              Passwords.CHEAP,
              Map.of("workers", 64, "seconds", 30, "tasks", 40_000)),
          new Scenario(
              "batch drop",
              "BatchDrop",
              Passwords.CHEAP,
              Map.of("people", 2_000, "tasks", 100_000, "ramp", 30)),
          new Scenario(
              "overload",
              "Overload",
              Passwords.CHEAP,
              Map.of("workers", 64, "crowd", 1_600, "seconds", 20, "ramp", 20, "tasks", 60_000)));

  /** The size of one setting. */
  int size(String setting) {
    return Integer.getInteger("scenario." + setting, settings.get(setting));
  }
}
