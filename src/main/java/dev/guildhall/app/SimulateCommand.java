package dev.guildhall.app;

import dev.guildhall.app.Configuration.DemoConfig;
import dev.guildhall.app.Configuration.ManagementConfig;
import dev.guildhall.cohort.CohortTrial;
import dev.guildhall.cohort.PanelTiming;
import dev.guildhall.platform.http.HttpConfig;
import dev.guildhall.platform.http.LimitConfig;
import dev.guildhall.simulation.Simulation;
import dev.guildhall.simulation.Simulation.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes real crowd work through a market and reports what came of it. */
@Command(
    name = "simulate",
    description = {
      "Takes the work of a real crowd through the public interface: every worker registers, claims, "
          + "and sends what that worker really answered. Writes a report with plots.",
      "With --dispatch, simulates people and work instead and compares ways to hand work out, without any store.",
      "With --grading, simulates candidates, tests and reviewers, without any store.",
      "Without --server a whole market is started in this process; with --home it is kept, and a run "
          + "that was broken off goes on where it was."
    },
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

  private static final LimitConfig OUT_OF_THE_WAY = new LimitConfig(1_000_000, 1);

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Option(
      names = "--data",
      paramLabel = "<folder>",
      description = "labels.csv with an optional gold.csv, or pairs, arguments, topics and votes.")
  private @Nullable Path data;

  @Mixin private DispatchOptions dispatch = new DispatchOptions();

  @Option(
      names = "--grading",
      description =
          "Simulate candidates, tests and reviewers, and say how well they are told apart; with --seed and --out.")
  private boolean grading;

  @Option(
      names = "--panel",
      paramLabel = "<grades>",
      description = "With --grading: only time the model of reviewers on so many grades.")
  private @Nullable Integer panel;

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--workers",
      paramLabel = "<n>",
      defaultValue = "16",
      description = "How many work at the same time; ${DEFAULT-VALUE} unless said.")
  private int workers;

  @Option(
      names = "--server",
      paramLabel = "<url>",
      description = "A server that runs already, with its demo enabled.")
  private @Nullable String server;

  @Option(names = "--limit", paramLabel = "<n>", description = "Only the first n tasks.")
  private @Nullable Integer limit;

  @Option(
      names = "--report",
      paramLabel = "<file>",
      defaultValue = "simulation-report.html",
      description = "Where the report goes; ${DEFAULT-VALUE} unless said.")
  private Path report = Path.of("");

  @Option(names = "--gold", description = "Load known answers as gold tasks.")
  private boolean gold;

  private volatile boolean ended;

  @Override
  public Integer call() throws IOException {
    if (dispatch.isAsked()) {
      dispatch.run(options.load().work().offerSeconds());
      return 0;
    }
    if (grading) {
      System.out.println(
          panel == null
              ? CohortTrial.run(dispatch.seed(), dispatch.out())
              : PanelTiming.run(panel, dispatch.seed()));
      return 0;
    }
    if (data == null) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Say --data=<folder>, --dispatch or --grading.");
    }
    String address = server;
    if (address != null) {
      // The server there is examined by `doctor` on its own machine.
      return run(address, List::of) ? 0 : 1;
    }
    var kept = options.home();
    var home = kept == null ? Files.createTempDirectory("guildhall-simulation-") : kept;
    var market = Server.start(forCrowds(options.load().withHome(home)));
    // Also when somebody has had enough of waiting.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> end(market, home)));
    System.out.println("A market at " + market.localUrl() + ", its files in " + home);
    boolean good = run(market.localUrl(), () -> checks(market));
    ended = true;
    return good ? 0 : 1;
  }

  private void end(Server market, Path home) {
    market.close();
    boolean keeps = options.home() != null;
    if (!keeps) {
      delete(home);
    }
    if (!ended) {
      System.out.println(
          keeps
              ? "Stopped; the same command goes on from here. What was done is kept in " + home
              : "Stopped; the market is gone with its files. With --home=<folder> a run can go on later.");
    }
  }

  private boolean run(String address, Supplier<List<Check>> checks) {
    return new Simulation(
            Objects.requireNonNull(data),
            address,
            workers,
            Optional.ofNullable(limit),
            gold,
            "four simple words together",
            report,
            System.out,
            checks)
        .run();
  }

  /**
   * Free ports, play money, a readable mailbox, and limits that a crowd behind one address does not
   * meet.
   */
  private static Configuration forCrowds(Configuration configuration) {
    var http = configuration.http();
    var limits =
        http.limits().keySet().stream()
            .collect(Collectors.toMap(name -> name, _ -> OUT_OF_THE_WAY));
    return configuration
        .withHttp(
            new HttpConfig(
                "127.0.0.1", 0, "", 0, http.bodyDeadlineMs(), http.uploadDeadlineMs(), limits))
        .withManagement(new ManagementConfig("127.0.0.1", 0))
        .withDemo(new DemoConfig(true, configuration.demo().password()));
  }

  private static List<Check> checks(Server market) {
    return market.examine().stream()
        .map(finding -> new Check(finding.what(), finding.good(), finding.detail()))
        .toList();
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println(folder + " could not be deleted: " + e.getMessage());
    }
  }
}
