package dev.guildhall.simulation;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What to simulate.
 *
 * @param data a folder that {@link CrowdDataReader} reads
 * @param server the address of a server whose demo is enabled
 * @param workers how many work at the same time
 * @param limit only the first tasks
 * @param uploadsGold whether known answers are loaded as gold tasks
 * @param password of every simulated person
 * @param report where the report goes
 * @param out where progress is shown
 * @param checks examines the market at the end: a line per finding
 */
public record Simulation(
    Path data,
    String server,
    int workers,
    Optional<Integer> limit,
    boolean uploadsGold,
    String password,
    Path report,
    PrintStream out,
    Supplier<List<Check>> checks) {

  /** What an examination of the market found. */
  public record Check(String what, boolean good, String detail) {}

  /** Runs it to its end; returns whether everything was sent and every check is good. */
  public boolean run() {
    return new SimulationWorkflow(this).run();
  }
}
