package dev.guildhall.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Redis 7 as our own child process, with an append-only file in the home folder written out each
 * second. It never evicts: a full memory refuses writes instead of forgetting work.
 *
 * <p>Not safe for use by several threads, except {@link #close()}.
 */
public final class EmbeddedRedis implements AutoCloseable {

  private static final String SAVE_AND_EXIT = "TERM";
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final HomeFolder home;
  private final StoreOptions options;
  private final Path program;
  private final Launcher launcher;
  private final String password;
  private final int port;
  private final StoreServer server;

  private EmbeddedRedis(HomeFolder home, StoreOptions options, Path program) {
    this.home = home;
    this.options = options;
    this.program = program;
    this.launcher = Launcher.plain(SAVE_AND_EXIT);
    this.password = home.password();
    // Redis names its listening address in its title, so the program is all there is to know it by.
    Orphan.stop(pidFile(), "redis-server", SAVE_AND_EXIT);
    this.port = Loopback.freePort(options.port());
    this.server =
        new StoreServer("redis", home, options, this::launch, SAVE_AND_EXIT, STOP_PATIENCE);
  }

  /**
   * Starts Redis on the data under {@code home}.
   *
   * @throws EmbeddedStoreException when it cannot run here; the message carries the server's log
   */
  public static EmbeddedRedis start(Path home, StoreOptions options) {
    var folder = HomeFolder.lock(home, "redis");
    try {
      return new EmbeddedRedis(folder, options, ProgramArchive.redis(options.runtimesUnder(home)));
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

  public String password() {
    return password;
  }

  /** The server's process id, for fault tests that freeze it. */
  public long pid() {
    return server.pid();
  }

  /** Kills it as {@code kill -9} would; {@link #restart()} brings it back. */
  public void killHard() {
    server.kill();
  }

  /** Stops it if it runs, and starts it again on the same port and data. */
  public void restart() {
    server.restart();
  }

  /** Stops it cleanly, all writes on disk. Calling again does nothing. */
  @Override
  public void close() {
    server.close();
  }

  private ServerProcess launch() {
    var command = launcher.command(List.of(program.toString(), writeConfiguration().toString()));
    var started = ServerProcess.start("redis", command, home.log());
    started.awaitReady(this::answers, options.patience());
    return started;
  }

  /** A file rather than arguments, which everyone on the machine could read. */
  private Path writeConfiguration() {
    var file = home.folder().resolve("redis.conf");
    try {
      Files.createDirectories(home.data());
      HomeFolder.writePrivately(file, configuration());
      return file;
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot write " + file, e);
    }
  }

  private String configuration() {
    var text =
        new StringBuilder(
            """
            bind %s
            port %d
            requirepass %s
            dir "%s"
            pidfile "%s"
            appendonly yes
            appendfsync everysec
            save ""
            maxmemory-policy noeviction
            """
                .formatted(Loopback.HOST, port, password, home.data(), pidFile()));
    options.settings().forEach((name, value) -> text.append(name + " " + value + "\n"));
    return text.toString();
  }

  private Path pidFile() {
    return home.folder().resolve("redis.pid");
  }

  private boolean answers() {
    return Loopback.talk(
        port,
        (in, out) -> {
          out.write("AUTH %s\r\nPING\r\n".formatted(password).getBytes(StandardCharsets.UTF_8));
          out.flush();
          var expected = "+OK\r\n+PONG\r\n";
          var answer = in.readNBytes(expected.length());
          return new String(answer, StandardCharsets.UTF_8).equals(expected);
        });
  }
}
