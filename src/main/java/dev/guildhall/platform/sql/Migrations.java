package dev.guildhall.platform.sql;

import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date, forward only. Blocking; run before anything else touches the
 * database.
 */
public final class Migrations {

  private Migrations() {}

  /** Applies what is missing; returns how many migrations that were. */
  public static int apply(PostgresConfig config) {
    return flyway(config).migrate().migrationsExecuted;
  }

  /** How many migrations the database still lacks. */
  public static int pending(PostgresConfig config) {
    return flyway(config).info().pending().length;
  }

  private static Flyway flyway(PostgresConfig config) {
    return Flyway.configure()
        .dataSource(config.jdbcUrl(), config.user(), config.password().reveal())
        .locations("classpath:db/migration")
        .connectRetries(10)
        .validateMigrationNaming(true)
        .load();
  }
}
