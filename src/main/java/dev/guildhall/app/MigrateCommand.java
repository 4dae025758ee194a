package dev.guildhall.app;

import dev.guildhall.platform.sql.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the schema up to date and ends. */
@Command(
    name = "migrate",
    description = "Brings the schema up to date and ends.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Override
  public Integer call() {
    try (var stores = LocalStores.startOrJoin(options.load())) {
      int applied = Migrations.apply(stores.postgres());
      System.out.println(
          applied == 0 ? "The schema is up to date." : "Applied " + applied + " migrations.");
    }
    return 0;
  }
}
