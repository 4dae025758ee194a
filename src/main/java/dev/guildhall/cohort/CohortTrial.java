package dev.guildhall.cohort;

import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Runs every trial from one seed, and writes what came of them. */
public final class CohortTrial {

  private CohortTrial() {}

  private record Summary(
      long seed, FormsTrial.Result forms, PanelTrial.Result panel, LeakTrial.Result leak) {}

  /**
   * Runs the trials and writes {@code summary.json} into the folder, which is made if need be.
   *
   * @return the same as text
   */
  public static String run(long seed, Path folder) throws IOException {
    // Each trial has numbers of its own, so that a change to one leaves the others as they are.
    var summary =
        new Summary(
            seed,
            FormsTrial.run(new Random(seed)),
            PanelTrial.run(new Random(seed + 1)),
            LeakTrial.run(new Random(seed + 2)));
    var text = new JsonObject(StrictJson.write(summary)).encodePrettily();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("summary.json"), text + "\n");
    return text;
  }
}
