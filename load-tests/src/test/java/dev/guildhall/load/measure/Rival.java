package dev.guildhall.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guildhall.load.market.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A queue that others use: take and complete, as its program in {@code baseline/} does it, without
 * HTTP, sign-in or money.
 *
 * @param isDurable whether what it said is done is so after a power cut
 */
record Rival(String name, String program, String mode, boolean isDurable) {

  /** Each with the settings in which it is at its safest, and at its fastest. */
  static final List<Rival> ALL =
      List.of(
          new Rival("BullMQ, fsync always", "bullmq.mjs", "always", true),
          new Rival("BullMQ, fsync each second", "bullmq.mjs", "everysec", false),
          new Rival("graphile-worker", "graphile-worker.mjs", "default", true),
          new Rival("graphile-worker, batched", "graphile-worker.mjs", "batched", true),
          new Rival("pg-boss, batches of 100", "pg-boss.mjs", "batches", true));

  private static final Path FOLDER = Settings.FOLDER.resolve("baseline");
  private static final int SECONDS = Settings.number("rival.seconds", 8);
  private static final int JOBS = Settings.number("rival.jobs", 40_000);

  /** Installs what the programs need, once. */
  static void install() throws IOException, InterruptedException {
    if (!Files.exists(FOLDER.resolve("node_modules"))) {
      run("npm", "ci", "--no-audit", "--no-fund");
    }
  }

  /** Jobs taken and completed in a second. */
  double cyclesPerSecond(TestedServer server) throws IOException, InterruptedException {
    String said =
        run(
            "node",
            program,
            "--home",
            server.home().toString(),
            "--mode",
            mode,
            "--seconds",
            Integer.toString(SECONDS),
            "--jobs",
            Integer.toString(JOBS));
    JsonNode figures = new ObjectMapper().readTree(said);
    return figures.get("cycles").asDouble();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
    return said;
  }
}
