package dev.guildhall.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which every command finds its configuration. */
final class ConfigurationOptions {

  @Option(
      names = "--config",
      paramLabel = "<file>",
      description = "The configuration; config/application.yaml unless named.")
  private @Nullable Path file;

  @Option(
      names = "--home",
      paramLabel = "<folder>",
      description = "Where this node keeps its files, over what the configuration says.")
  private @Nullable Path home;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  Configuration load() {
    var named = file;
    if (named != null && command != null && !Files.exists(named)) {
      throw new ParameterException(command.commandLine(), "There is no file " + named + ".");
    }
    var configuration =
        Configuration.load(named == null ? Configuration.DEFAULT_FILE : named, System.getenv());
    var folder = home;
    return folder == null ? configuration : configuration.withHome(folder);
  }

  @Nullable Path home() {
    return home;
  }
}
