package dev.guildhall.app;

import dev.guildhall.market.MarketReport;
import dev.guildhall.market.MarketSetting;
import dev.guildhall.market.MarketTrial;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What {@code simulate --dispatch} is told, and its run. */
final class DispatchOptions {

  @Option(
      names = "--dispatch",
      description = "Compare ways to hand out work in a simulated market, on a clock of its own.")
  private boolean isAsked;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      defaultValue = "1",
      description = "The same seed gives the same summary; ${DEFAULT-VALUE} unless said.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "<folder>",
      defaultValue = "simulated-market",
      description =
          "Where summary.json and, of a market, report.html go; ${DEFAULT-VALUE} unless said.")
  private Path out = Path.of("");

  @Option(
      names = "--days",
      paramLabel = "<n>",
      defaultValue = "2",
      description = "How long the market is followed; ${DEFAULT-VALUE} unless said.")
  private int days;

  @Option(
      names = "--people",
      paramLabel = "<n>",
      defaultValue = "500",
      description = "Workers at its beginning; ${DEFAULT-VALUE} unless said.")
  private int people;

  @Option(
      names = "--batch",
      paramLabel = "<tasks>",
      defaultValue = "1000",
      description = "The smallest batch; sizes have a heavy tail. ${DEFAULT-VALUE} unless said.")
  private int batch;

  @Option(
      names = "--load",
      paramLabel = "<ratio>",
      defaultValue = "1",
      description =
          "Hours of work that drop for each hour that people are there; ${DEFAULT-VALUE} unless said.")
  private double load;

  @Option(
      names = "--replications",
      paramLabel = "<n>",
      defaultValue = "10",
      description = "Markets over which intervals are formed; ${DEFAULT-VALUE} unless said.")
  private int replications;

  boolean isAsked() {
    return isAsked;
  }

  long seed() {
    return seed;
  }

  Path out() {
    return out;
  }

  void run(int offerSeconds) {
    var setting = MarketSetting.of(days, people, replications).with(load, batch);
    var trial = new MarketTrial(seed, setting, Duration.ofSeconds(offerSeconds));
    var result =
        trial.run(number -> System.out.println("Replication " + (number + 1) + " is done."));
    MarketReport.write(out, result);
    System.out.print(MarketReport.text(result));
    System.out.println("Written to " + out);
  }
}
