package dev.guildhall.app;

import dev.guildhall.experiment.ExperimentDesk;
import dev.guildhall.matching.PolicyDesk;
import dev.guildhall.matching.PolicyDesk.Comparison;
import dev.guildhall.matching.PolicyDesk.Outcome;
import dev.guildhall.matching.PolicyDesk.Version;
import dev.guildhall.matching.PolicyReplay;
import dev.guildhall.platform.id.TimeOrderedIds;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.FarewellTransport;
import dev.guildhall.platform.sql.Migrations;
import dev.guildhall.platform.time.SystemTime;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows by which numbers pools are ordered for workers, changes them and compares them. */
@Command(
    name = "ranking",
    description =
        "Shows by which policies work is ranked for workers; adds versions, chooses one, compares some on real use.",
    mixinStandardHelpOptions = true)
final class RankingCommand implements Runnable {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Spec private @Nullable CommandSpec command;

  /** Without a subcommand: all versions, and the comparison that runs. */
  @Override
  public void run() {
    with(PolicyDesk::versions).forEach(version -> System.out.println(line(version)));
    System.out.println(
        with(PolicyDesk::comparison)
            .map(RankingCommand::lines)
            .orElse("No versions are being compared."));
  }

  @Command(
      name = "add",
      description = "Adds a version that differs from another one in some weights.")
  void add(
      @Option(names = "--from", defaultValue = "1", description = "The version to start from.")
          int from,
      @Option(names = "--note", required = true, description = "What it is for.") String note,
      @Parameters(paramLabel = "weight=number", arity = "1..*") Map<String, Double> changes) {
    int number = with(desk -> desk.add(from, changes, note));
    System.out.println(
        "Added version " + number + ". `ranking use " + number + "` makes it the usual one.");
  }

  @Command(
      name = "use",
      description = "Makes a version the usual one. Nodes follow within seconds.")
  void use(@Parameters(paramLabel = "version") int version) {
    with(desk -> desk.use(version).map(version));
    System.out.println("Version " + version + " is the usual one.");
  }

  @Command(
      name = "compare",
      description =
          "Puts workers under versions by lot; what is left of a thousand stays under the usual one.")
  void compare(
      @Parameters(paramLabel = "version=of a thousand", arity = "1..*")
          Map<Integer, Integer> shares) {
    boolean started = with(desk -> desk.compare(shares));
    if (!started) {
      throw refused("A comparison runs already; `ranking stop` ends it.");
    }
    System.out.println("The comparison runs. `ranking` shows how it stands.");
  }

  @Command(
      name = "stop",
      description = "Ends the comparison. Everybody is under the usual version.")
  void stop() {
    boolean stopped = with(PolicyDesk::stop);
    if (!stopped) {
      throw refused("No versions are being compared.");
    }
    System.out.println("The comparison has ended.");
  }

  @Command(
      name = "replay",
      description = {
        "Says what versions would have put first for claims that really were made.",
        "It tells how versions differ on the same choices, not what would have come of it: `compare` does."
      })
  void replay(
      @Option(
              names = "--policies",
              required = true,
              split = ",",
              paramLabel = "version",
              description = "The versions, with commas between.")
          List<Integer> versions,
      @Option(
              names = "--days",
              defaultValue = "30",
              description = "How far back; ${DEFAULT-VALUE} unless said.")
          int days) {
    var report = withClient(client -> new PolicyReplay(client).replay(versions, days));
    System.out.println(ReplayText.of(report));
  }

  private <T> T with(Function<PolicyDesk, Future<T>> work) {
    return withClient(
        client ->
            work.apply(
                new PolicyDesk(
                    client, new ExperimentDesk(client, new TimeOrderedIds(SystemTime.INSTANCE)))));
  }

  private <T> T withClient(Function<SqlClient, Future<T>> work) {
    try (var stores = LocalStores.startOrJoin(options.load())) {
      if (Migrations.pending(stores.postgres()) > 0) {
        throw refused(
            "There is no market of this version here; `migrate`, `demo` or `serve` makes one.");
      }
      var vertx = FarewellTransport.vertx(new VertxOptions());
      var database = Database.connect(vertx, stores.postgres());
      try {
        return work.apply(database.client()).await();
      } catch (IllegalArgumentException e) {
        throw refused(String.valueOf(e.getMessage()));
      } finally {
        database.close().eventually(vertx::close).await();
      }
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), why);
  }

  private static String line(Version version) {
    return "v%d%s  %s  %s  %s"
        .formatted(
            version.number(),
            version.isUsual() ? " (usual)" : "",
            version.createdAt().toString().substring(0, 10),
            version.weights(),
            version.note());
  }

  private static String lines(Comparison comparison) {
    if (comparison.outcomes().isEmpty()) {
      return "A comparison runs; nobody has come under it yet.";
    }
    var text = new StringBuilder("Being compared, by worker:");
    for (Outcome outcome : comparison.outcomes()) {
      text.append('\n').append(line(outcome));
    }
    double ratio = comparison.standing().sampleRatio();
    if (ratio < 0.001) {
      text.append(
          "\nThe split is not as planned (p = %.2g): do not believe these results."
              .formatted(ratio));
    }
    return text.toString();
  }

  private static String line(Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "  %s  %,d workers  %,d sent  %s accepted  %.2f earned per hour of work",
        outcome.arm(),
        outcome.workers(),
        outcome.submitted(),
        share(outcome),
        outcome.hours() == 0 ? 0 : outcome.earned() / outcome.hours());
  }

  private static String share(Outcome outcome) {
    return outcome.decided() == 0
        ? "none decided,"
        : String.format(
            Locale.ROOT,
            "%.1f %% of those decided",
            100.0 * outcome.accepted() / outcome.decided());
  }
}
