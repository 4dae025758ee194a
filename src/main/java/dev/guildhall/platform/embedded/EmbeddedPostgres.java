package dev.guildhall.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL 18 as our own child process, keeping its data in the home folder.
 *
 * <p>Durable as in production: {@code fsync} and {@code synchronous_commit} stay on. Not safe for
 * use by several threads, except {@link #close()}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String NAME = "guildhall";
  private static final String FAST_SHUTDOWN = "INT";
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 20;
  private static final int PROTOCOL_3 = 196_608;

  private final HomeFolder home;
  private final StoreOptions options;
  private final Path programs;
  private final Launcher launcher;
  private final String password;
  private final int port;
  private final StoreServer server;

  private EmbeddedPostgres(HomeFolder home, StoreOptions options, Path programs) {
    this.home = home;
    this.options = options;
    this.programs = programs;
    this.launcher = Launcher.unprivileged(FAST_SHUTDOWN);
    this.password = home.password();
    stopOrphan();
    createClusterOnce();
    this.port = Loopback.freePort(options.port());
    this.server =
        new StoreServer("postgres", home, options, this::launch, FAST_SHUTDOWN, STOP_PATIENCE);
  }

  /**
   * Starts PostgreSQL on the data under {@code home}, creating it at the first start.
   *
   * @throws EmbeddedStoreException when it cannot run here; the message carries the server's log
   */
  public static EmbeddedPostgres start(Path home, StoreOptions options) {
    var folder = HomeFolder.lock(home, "postgres");
    try {
      return new EmbeddedPostgres(
          folder, options, ProgramArchive.postgres(options.runtimesUnder(home)));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  public String host() {
    return Loopback.HOST;
  }

  /** The port it listens on; a restart keeps it. */
  public int port() {
    return port;
  }

  public String user() {
    return NAME;
  }

  public String password() {
    return password;
  }

  public String database() {
    return NAME;
  }

  /** The postmaster's process id, for fault tests that freeze it. */
  public long pid() {
    return server.pid();
  }

  /** Kills the postmaster as {@code kill -9} would; {@link #restart()} brings it back. */
  public void killHard() {
    server.kill();
  }

  /** Stops it if it runs, and starts it again on the same port and data. */
  public void restart() {
    server.restart();
  }

  /** Stops it cleanly; open sessions are ended. Calling again does nothing. */
  @Override
  public void close() {
    server.close();
  }

  /**
   * A stale pid file that names a stranger would keep the server from starting, for it cannot tell.
   * It gets a pid that no process has; the rest of the file guards the old shared memory and stays.
   */
  private void stopOrphan() {
    var pidFile = home.data().resolve("postmaster.pid");
    if (Orphan.stop(pidFile, home.data().toString(), FAST_SHUTDOWN) != Orphan.Found.STRANGER) {
      return;
    }
    try {
      var lines = new ArrayList<>(Files.readAllLines(pidFile));
      lines.set(0, Integer.toString(Integer.MAX_VALUE));
      Files.write(pidFile, lines);
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot repair the stale " + pidFile, e);
    }
  }

  /** After a kill, the old server's workers need a moment to notice that it is dead. */
  private ServerProcess launch() {
    for (var attempt = 1; ; attempt++) {
      var started = ServerProcess.start("postgres", serverCommand(), home.log());
      try {
        started.awaitReady(this::answers, options.patience());
        return started;
      } catch (EmbeddedStoreException e) {
        if (attempt == ATTEMPTS || !started.logSays("pre-existing shared memory block")) {
          throw e;
        }
      }
    }
  }

  private List<String> serverCommand() {
    var command = new ArrayList<>(List.of(program("postgres"), "-D", home.data().toString()));
    set(command, "listen_addresses", Loopback.HOST);
    set(command, "port", Integer.toString(port));
    set(command, "unix_socket_directories", "");
    set(command, "shared_buffers", "128MB");
    set(command, "max_connections", "200");
    set(command, "timezone", zoneName());
    set(command, "log_timezone", "UTC");
    options.settings().forEach((name, value) -> set(command, name, value));
    return launcher.command(command);
  }

  private String zoneName() {
    var id = options.timezone().getId();
    return id.equals("Z") ? "UTC" : id;
  }

  private static void set(List<String> command, String name, String value) {
    command.add("-c");
    command.add(name + "=" + value);
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  /** Says hello as our user; a request for a password means the server takes sessions. */
  private boolean answers() {
    return Loopback.talk(
        port,
        (in, out) -> {
          var hello =
              "user\0%s\0database\0%s\0\0".formatted(NAME, NAME).getBytes(StandardCharsets.UTF_8);
          out.writeInt(8 + hello.length);
          out.writeInt(PROTOCOL_3);
          out.write(hello);
          out.flush();
          return in.readByte() == 'R';
        });
  }

  /** A cluster is made aside and moved into place, so a half-made one is never mistaken for one. */
  private void createClusterOnce() {
    if (Files.exists(home.data().resolve("PG_VERSION"))) {
      return;
    }
    try {
      var draft = Files.createTempDirectory(home.folder(), "creating-");
      var secret = draft.resolve("password");
      HomeFolder.writePrivately(secret, password);
      launcher.give(draft);
      run(initdb(draft.resolve("data"), secret), "");
      run(singleUser(draft.resolve("data")), "create database " + NAME + ";\n");
      Files.delete(secret);
      Files.move(draft.resolve("data"), home.data());
      Files.delete(draft);
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot create a PostgreSQL cluster in " + home.data(), e);
    }
  }

  private List<String> initdb(Path data, Path secret) {
    return List.of(
        program("initdb"),
        "--pgdata=" + data,
        "--username=" + NAME,
        "--pwfile=" + secret,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-locale");
  }

  private List<String> singleUser(Path data) {
    return List.of(program("postgres"), "--single", "-D", data.toString(), "postgres");
  }

  private void run(List<String> command, String input) throws IOException {
    var process = new ProcessBuilder(launcher.command(command)).redirectErrorStream(true).start();
    try (var stdin = process.outputWriter()) {
      stdin.write(input);
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new EmbeddedStoreException(
            "%s failed:%n%s".formatted(command.getFirst(), output.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStoreException("Interrupted while creating a cluster", e);
    }
  }
}
