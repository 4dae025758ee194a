package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Worker;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * How long it takes to keep an answer of a test, while others work: claims and submissions go on at
 * a quarter of the rate at which the server is at its best.
 */
final class AnswersPart implements Part {

  private static final int WORKERS = 1_000;
  private static final int TAKERS = 300;
  private static final int ITEMS = 20;
  private static final int PART_OF_PEAK = 25;
  // Somebody who answers every ten seconds, of a thousand who take a test at once.
  private static final double ANSWERS_PER_SECOND = 100;

  @Override
  public void measure() throws Exception {
    try (var bench = Bench.open("answers", WORKERS + TAKERS, Sizes.TASKS, ITEMS)) {
      bench.warmUp();
      var workers = bench.workers(WORKERS);
      var inTurns = Worker.inTurns(workers, Sizes.WORKERS);
      bench.load().closed(inTurns, Sizes.SPAN).requireNoFailure();
      double peak = bench.load().closed(inTurns, Sizes.SPAN).requireNoFailure().perSecond();
      double ordinary = peak * PART_OF_PEAK / 100;
      var takers = bench.takers(WORKERS, TAKERS);
      bench.load().open(takers, ANSWERS_PER_SECOND, Sizes.SPAN).requireNoFailure();
      var p99 = new double[Sizes.ROUNDS];
      for (int round = 0; round < Sizes.ROUNDS; round++) {
        var work = new FutureTask<>(() -> bench.load().open(workers, ordinary, Sizes.SPAN));
        new Thread(work, "ordinary work").start();
        Tally answers =
            bench
                .load()
                .open(takers, ANSWERS_PER_SECOND, Sizes.SPAN)
                .requireNoFailure()
                .requireNoneMissed();
        work.get().requireNoFailure();
        p99[round] = answers.submissions().percentile(0.99);
      }
      Figures.record(
          "answers.p99",
          "ms",
          String.format(
              Locale.ROOT,
              "%.0f answers per second of %d people, next to %.0f cycles per second",
              ANSWERS_PER_SECOND,
              TAKERS,
              ordinary),
          p99);
    }
  }
}
