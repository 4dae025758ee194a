package dev.guildhall.scenario;

import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A node in a process of its own, so that it can be killed without a chance to say goodbye. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration PROBE = Duration.ofSeconds(3);

  private final String command;
  private final Map<String, String> settings = new HashMap<>();
  private final Path home;
  private final int port = freePort();
  private final int managementPort = freePort();
  private volatile List<String> jvm = List.of();
  private volatile Process process;

  private ServerProcess(String command, Path home, Map<String, String> settings) {
    this.command = command;
    this.home = home;
    this.settings.putAll(settings);
    this.settings.put("HOME", home.toString());
    this.settings.put("HTTP_PORT", Integer.toString(port));
    this.settings.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    for (String limit :
        new String[] {
          "GENERAL", "CLAIM", "DRAFT", "REGISTRATION", "SIGN_IN", "REFRESH", "MAIL_TOKEN"
        }) {
      this.settings.put("HTTP_LIMITS_" + limit + "_REQUESTS", "1000000");
    }
    this.process = launch();
  }

  /**
   * A node that is ready.
   *
   * @param settings of {@code config/application.yaml}, such as {@code HTTP_PORT}
   */
  public static ServerProcess serving(Path home, Map<String, String> settings) {
    var server = new ServerProcess("serve", home, settings);
    server.awaitReady();
    return server;
  }

  /** The demo with all its people and work, on stores of its own. */
  static ServerProcess demo(Path home, String password) {
    var server = new ServerProcess("demo", home, Map.of("DEMO_PASSWORD", password));
    server.awaitWords("Guildhall is open.");
    return server;
  }

  /** What a node has to know of its stores, which may be reached by other ports than theirs. */
  public static Map<String, String> settings(
      EmbeddedPostgres postgres, int postgresPort, EmbeddedRedis redis, int redisPort) {
    var settings = new HashMap<String, String>();
    settings.put("DEMO_ENABLED", "true");
    settings.put("ACCOUNTS_SECRET", "a secret of thirty-two characters or more");
    settings.put("POSTGRES_HOST", postgres.host());
    settings.put("POSTGRES_PORT", Integer.toString(postgresPort));
    settings.put("POSTGRES_DATABASE", postgres.database());
    settings.put("POSTGRES_USER", postgres.user());
    settings.put("POSTGRES_PASSWORD", postgres.password());
    settings.put("REDIS_HOST", redis.host());
    settings.put("REDIS_PORT", Integer.toString(redisPort));
    settings.put("REDIS_PASSWORD", redis.password());
    return settings;
  }

  /**
   * Runs a command to its end, such as {@code doctor}.
   *
   * @param output what it says goes there
   * @return what it exits with
   */
  public static int run(Path output, Map<String, String> settings, String... command) {
    try {
      var program = program(List.of(), settings, output, command);
      var process = program.start();
      if (!process.waitFor(15, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command[0] + " does not end; see " + output);
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Ends it as a power cut would, and starts it again. */
  void killAndRestart() {
    kill();
    start();
    awaitReady();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Sends a signal by its name, such as {@code STOP}. */
  public void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + ' ' + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again after its end, on the same ports; {@code jvm} goes to Java itself. */
  public void start(String... jvm) {
    this.jvm = List.of(jvm);
    process = launch();
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() {
    try {
      return program(jvm, settings, home.resolve("server.log"), command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder program(
      List<String> jvm, Map<String, String> settings, Path output, String... command) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx256m");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.addAll(jvm);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add("dev.guildhall.app.Main");
    words.addAll(List.of(command));
    var program = new ProcessBuilder(words);
    settings.forEach((name, value) -> program.environment().put("GUILDHALL_" + name, value));
    return program
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
  }

  /** Waits until it takes requests; one that gave up meanwhile is started again. */
  public void awaitReady() {
    var ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
            .timeout(PROBE)
            .build();
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        try {
          if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException _) {
          // Not listening yet.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
        if (!process.isAlive()) {
          process = launch();
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
    throw new IllegalStateException(
        "the server did not become ready; see " + home.resolve("server.log"));
  }

  private void awaitWords(String words) {
    long deadline = System.nanoTime() + Duration.ofSeconds(240).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (Files.readString(home.resolve("server.log")).contains(words)) {
          return;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!process.isAlive()) {
        break;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    throw new IllegalStateException("the server did not open; see " + home.resolve("server.log"));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
