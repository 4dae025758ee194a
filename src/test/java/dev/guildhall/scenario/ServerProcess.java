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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A node in a process of its own, so that it can be killed without a chance to say goodbye. */
final class ServerProcess implements AutoCloseable {

  private final String command;
  private final Map<String, String> settings = new HashMap<>();
  private final Path home;
  private final int port = freePort();
  private final int managementPort = freePort();
  private Process process;

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
    this.process = start();
  }

  /** A node on stores that the test holds in its hands. */
  static ServerProcess on(Path home, EmbeddedPostgres postgres, EmbeddedRedis redis) {
    var server = new ServerProcess("serve", home, settings(postgres, redis));
    server.awaitReady();
    return server;
  }

  /** The demo with all its people and work, on stores of its own. */
  static ServerProcess demo(Path home, String password) {
    var server = new ServerProcess("demo", home, Map.of("DEMO_PASSWORD", password));
    server.awaitWords("Guildhall is open.");
    return server;
  }

  private static Map<String, String> settings(EmbeddedPostgres postgres, EmbeddedRedis redis) {
    var settings = new HashMap<String, String>();
    settings.put("DEMO_ENABLED", "true");
    settings.put("ACCOUNTS_SECRET", "a secret of thirty-two characters or more");
    settings.put("POSTGRES_HOST", postgres.host());
    settings.put("POSTGRES_PORT", Integer.toString(postgres.port()));
    settings.put("POSTGRES_DATABASE", postgres.database());
    settings.put("POSTGRES_USER", postgres.user());
    settings.put("POSTGRES_PASSWORD", postgres.password());
    settings.put("REDIS_HOST", redis.host());
    settings.put("REDIS_PORT", Integer.toString(redis.port()));
    settings.put("REDIS_PASSWORD", redis.password());
    return settings;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends it as a power cut would, and starts it again. */
  void killAndRestart() {
    process.destroyForcibly();
    process.onExit().join();
    process = start();
    awaitReady();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process start() {
    var program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.guildhall.app.Main",
            command);
    settings.forEach((name, value) -> program.environment().put("GUILDHALL_" + name, value));
    program
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()));
    try {
      return program.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    var ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/readyz"))
            .build();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
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
