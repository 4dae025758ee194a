package dev.guildhall.platform.sql;

import dev.guildhall.platform.config.Secret;
import java.util.Optional;

/**
 * Where PostgreSQL is.
 *
 * @param poolSize connections per node for requests, beside four for long work; at most a quarter
 *     of the server's for four nodes
 * @param replicaHost a streaming replica, which long reads go to; empty: there is none
 */
public record PostgresConfig(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    int poolSize,
    String replicaHost,
    int replicaPort) {

  /** Without a replica. */
  public PostgresConfig(
      String host, int port, String database, String user, Secret password, int poolSize) {
    this(host, port, database, user, password, poolSize, "", 0);
  }

  /** With a replica. */
  public PostgresConfig withReplica(String replicaHost, int replicaPort) {
    return new PostgresConfig(
        host, port, database, user, password, poolSize, replicaHost, replicaPort);
  }

  /** The replica, reached in the same way; empty when there is none. */
  Optional<PostgresConfig> replica() {
    return replicaHost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PostgresConfig(replicaHost, replicaPort, database, user, password, poolSize));
  }

  /** For the migrations, which go through JDBC. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ':' + port + '/' + database;
  }
}
