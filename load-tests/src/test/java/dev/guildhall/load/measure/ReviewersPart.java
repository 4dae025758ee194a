package dev.guildhall.load.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/** How long it takes to estimate a thousand reviewers from 100,000 grades, and to take more in. */
final class ReviewersPart implements Part {

  private static final int GRADES = 100_000;
  private static final String HEAP = "-Xmx512m";

  @Override
  public void measure() throws Exception {
    var fit = new double[Sizes.ROUNDS];
    var more = new double[Sizes.ROUNDS];
    var ratio = new double[Sizes.ROUNDS];
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      var timing = new ObjectMapper().readTree(time(round));
      fit[round] = timing.get("fit_seconds").asDouble();
      more[round] = timing.get("more_seconds").asDouble();
      ratio[round] = fit[round] / timing.get("means_seconds").asDouble();
    }
    String how = GRADES + " grades of 1,000 reviewers, a cold JVM with " + HEAP;
    Figures.record("reviewers.fit", "s", how, fit);
    Figures.record("reviewers.more", "s", how + ", 50 grades more", more);
    Figures.record(
        "reviewers.against.means", "×", "the fit against plain means of the same", ratio);
  }

  private static String time(int seed) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                List.of(
                    "java",
                    HEAP,
                    "-jar",
                    TestedServer.jar().toString(),
                    "simulate",
                    "--grading",
                    "--panel=" + GRADES,
                    "--seed=" + seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the program failed");
    }
    return said.substring(said.indexOf('{'));
  }
}
