package dev.guildhall.scenario;

import dev.guildhall.platform.sql.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Somebody who holds a table of PostgreSQL, so that all others wait. */
final class SlowStore implements AutoCloseable {

  private final Connection connection;

  SlowStore(PostgresConfig config) throws SQLException {
    connection =
        DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password().reveal());
    connection.setAutoCommit(false);
  }

  void lock(String table) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("lock table " + table + " in access exclusive mode");
    }
  }

  void release() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
