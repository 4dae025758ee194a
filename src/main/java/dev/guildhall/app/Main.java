package dev.guildhall.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line; every command is a subcommand of {@code guildhall}. */
@Command(
    name = "guildhall",
    description = "An open marketplace for the work that trains and judges AI models.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ServeCommand.class,
      MigrateCommand.class,
      DemoCommand.class,
      SimulateCommand.class,
      DoctorCommand.class,
      RankingCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs the command named in {@code args} and exits with its code, 2 for a misuse. */
  public static void main(String[] args) {
    logFor(args);
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(Failures::explain)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  /**
   * A server writes for collectors, everything else for a person; the command line may say
   * otherwise.
   */
  private static void logFor(String[] args) {
    if (args.length > 0 && args[0].equals("serve")) {
      setIfAbsent("guildhall.log", "json");
      setIfAbsent("guildhall.log.access", "INFO");
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The version in the jar's manifest; a run from plain classes has none. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"guildhall " + (version == null ? "(from source)" : version)};
    }
  }
}
