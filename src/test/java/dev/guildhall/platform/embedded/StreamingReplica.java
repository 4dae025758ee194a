package dev.guildhall.platform.embedded;

import dev.guildhall.platform.sql.PostgresConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** A replica that follows an embedded PostgreSQL, made from a copy of its running data. */
public final class StreamingReplica implements AutoCloseable {

  private static final Set<String> NOT_COPIED = Set.of("pg_wal", "postmaster.pid", "pg_replslot");

  private final EmbeddedPostgres replica;

  private StreamingReplica(EmbeddedPostgres replica) {
    this.replica = replica;
  }

  /**
   * Starts one under {@code home}.
   *
   * @param primaryHome where the primary keeps its files
   */
  public static StreamingReplica of(
      EmbeddedPostgres primary, Path primaryHome, Path home, Path runtimes) {
    Path data = home.resolve("postgres").resolve("data");
    try (var connection = session(primary)) {
      copy(connection, primaryHome.resolve("postgres").resolve("data"), data);
      Files.createFile(data.resolve("standby.signal"));
      Files.copy(primaryHome.resolve("postgres.password"), home.resolve("postgres.password"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Launcher.unprivileged("INT").give(data);
    var settings = Map.of("primary_conninfo", follow(primary), "hot_standby_feedback", "on");
    var options = StoreOptions.defaults().withRuntimes(runtimes).withSettings(settings);
    return new StreamingReplica(EmbeddedPostgres.start(home, options));
  }

  /** A copy of files that change meanwhile, which the log of the time makes good. */
  private static void copy(Connection connection, Path from, Path to)
      throws IOException, SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('replica', true)");
      try (var files = Files.walk(from)) {
        for (Path file : files.toList()) {
          copyOne(file, from, to);
        }
      }
      try (var rows = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        rows.next();
        Files.writeString(to.resolve("backup_label"), rows.getString(1));
      }
    }
    Files.createDirectories(to.resolve("pg_wal"));
    Files.createDirectories(to.resolve("pg_replslot"));
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
  }

  private static void copyOne(Path file, Path from, Path to) throws IOException {
    var name = from.relativize(file);
    if (NOT_COPIED.contains(name.getName(0).toString())) {
      return;
    }
    Path target = to.resolve(name);
    if (Files.isDirectory(file)) {
      Files.createDirectories(target);
    } else if (Files.exists(file)) {
      Files.copy(file, target);
    }
  }

  private static String follow(EmbeddedPostgres primary) {
    return "host=%s port=%d user=%s password=%s"
        .formatted(primary.host(), primary.port(), primary.user(), primary.password());
  }

  public PostgresConfig withReplica(PostgresConfig config) {
    return config.withReplica(replica.host(), replica.port());
  }

  /** From now on it stays as it is, or goes on. */
  public void follows(boolean on) {
    try (var connection = session(replica);
        var statement = connection.createStatement()) {
      statement.execute("select pg_wal_replay_%s()".formatted(on ? "resume" : "pause"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void kill() {
    replica.killHard();
  }

  public void restart() {
    replica.restart();
  }

  private static Connection session(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), server.database()),
        server.user(),
        server.password());
  }

  @Override
  public void close() {
    replica.close();
  }
}
