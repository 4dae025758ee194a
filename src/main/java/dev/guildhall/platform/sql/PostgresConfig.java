package dev.guildhall.platform.sql;

import dev.guildhall.platform.config.Secret;

/**
 * Where PostgreSQL is.
 *
 * @param poolSize connections per node for requests, beside four for long work; at most a quarter
 *     of the server's for four nodes
 */
public record PostgresConfig(
    String host, int port, String database, String user, Secret password, int poolSize) {

  /** For the migrations, which go through JDBC. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ':' + port + '/' + database;
  }
}
