package dev.guildhall.app;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Examines configuration, stores and data. */
@Command(
    name = "doctor",
    description =
        "Examines configuration, stores and invariants; exits with 1 when something is wrong.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Option(
      names = "--audit",
      description =
          "Examine every rule on every row instead, a line for each violation; the market may be at work.")
  private boolean audit;

  @Override
  public Integer call() {
    var configuration = options.load();
    System.out.println(Finding.good("configuration", "complete"));
    if (configuration.ownsPostgres() && !Files.exists(configuration.home())) {
      System.out.println(
          Finding.bad(
              "market",
              "there is none in " + configuration.home() + "; `demo` or `serve` opens one"));
      return 1;
    }
    try (var stores = LocalStores.startOrJoin(configuration)) {
      if (audit) {
        return Doctor.audit(stores, System.out::println) ? 0 : 1;
      }
      var findings = Doctor.examine(stores);
      findings.forEach(System.out::println);
      return findings.stream().allMatch(Finding::good) ? 0 : 1;
    }
  }
}
