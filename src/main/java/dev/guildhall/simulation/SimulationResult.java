package dev.guildhall.simulation;

import dev.guildhall.simulation.Simulation.Check;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a simulation came to.
 *
 * @param progress the project's figures as the server tells them
 * @param alpha Krippendorff's alpha over the answers the server holds
 * @param repeated how many requests had to be sent again
 */
record SimulationResult(
    CrowdData data,
    SimulationRun run,
    JsonObject progress,
    OptionalDouble alpha,
    Accuracy accuracy,
    JsonObject delivery,
    List<Check> checks,
    long repeated,
    int concurrency) {

  /** Majority answers compared with what is known to be right. */
  record Accuracy(int known, int right) {}

  /** Whether every answer arrived, the delivery is there and every check holds. */
  boolean good() {
    return run.missing() == 0
        && run.errors().isEmpty()
        && run.sentNow() + run.sentEarlier() == data.votes().size()
        && delivery.getString("state").equals("ready")
        && checks.stream().allMatch(Check::good);
  }
}
