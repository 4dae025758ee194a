package dev.guildhall.app;

import dev.guildhall.platform.config.ConfigLoader.InvalidConfig;
import dev.guildhall.platform.embedded.EmbeddedStoreException;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine;

/** Tells a command's failure: a sentence where the operator can do something, else everything. */
final class Failures {

  private Failures() {}

  static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    switch (failure) {
      case InvalidConfig e -> command.getErr().println(e.getMessage());
      case EmbeddedStoreException e -> command.getErr().println(e.getMessage());
      case FlywayException e -> command.getErr().println(e.getMessage());
      default -> failure.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
