package dev.guildhall.load.measure;

import dev.guildhall.load.market.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of our own with a fresh, empty market, which ends with {@link #close}: the program that
 * {@code mvn package} made, as the demo, with its limits raised.
 */
final class TestedServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String MEMORY = System.getProperty("memory", "-Xmx1g");
  private static final List<String> LIMITS =
      List.of(
          "GENERAL",
          "CLAIM",
          "DRAFT",
          "UPLOAD",
          "REGISTRATION",
          "SIGN_IN",
          "REFRESH",
          "MAIL",
          "MAIL_TOKEN");

  private final Process process;
  private final Path home;
  private final String url;

  private TestedServer(Process process, Path home, String url) {
    this.process = process;
    this.home = home;
    this.url = url;
  }

  /** How passwords are hashed. */
  enum Passwords {
    /** As in real life, where a sign-in costs tens of milliseconds of a processor. */
    REAL,
    /** At next to no cost, where signing in only comes before what is measured. */
    CHEAP
  }

  static TestedServer start(String name, Passwords passwords)
      throws IOException, InterruptedException {
    var folder = Settings.FOLDER.resolve("target/measure/" + name).toAbsolutePath().normalize();
    delete(folder);
    Files.createDirectories(folder);
    var jar = jar();
    int port = freePort();
    var home = folder.resolve("home");
    var builder =
        new ProcessBuilder("java", MEMORY, "-jar", jar.toString(), "demo")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile());
    var environment = builder.environment();
    environment.put("GUILDHALL_HOME", home.toString());
    environment.put("GUILDHALL_HTTP_PORT", Integer.toString(port));
    environment.put("GUILDHALL_MANAGEMENT_PORT", Integer.toString(freePort()));
    LIMITS.forEach(
        limit -> environment.put("GUILDHALL_HTTP_LIMITS_" + limit + "_REQUESTS", "100000000"));
    if (passwords == Passwords.CHEAP) {
      environment.put("GUILDHALL_ACCOUNTS_ARGON2_MEMORY_KIB", "64");
      environment.put("GUILDHALL_ACCOUNTS_ARGON2_ITERATIONS", "1");
    }
    var process = builder.start();
    // Whoever is tired of waiting ends this program, and the server with it.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    var server = new TestedServer(process, home, "http://127.0.0.1:" + port);
    try {
      server.awaitOpen(folder.resolve("server.log"));
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The program that is measured. */
  static Path jar() throws IOException {
    Path jar = Settings.FOLDER.resolve("../target/guildhall.jar").toAbsolutePath().normalize();
    if (!Files.exists(jar)) {
      throw new IOException("there is no " + jar + "; mvn package -DskipTests makes it");
    }
    return jar;
  }

  String url() {
    return url;
  }

  Path home() {
    return home;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** The Java that the server runs on. */
  String java() {
    return Stream.concat(Stream.of(process()), process().descendants())
        .filter(it -> it.info().command().orElse("").endsWith("java"))
        .reduce((first, last) -> last)
        .flatMap(it -> it.info().command())
        .orElse("java");
  }

  private void awaitOpen(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains("Guildhall is open") || !answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the server did not open; see " + log);
      }
      Thread.sleep(200);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url + "/openapi.yaml")).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    var all = Stream.concat(process().descendants(), Stream.of(process())).toList();
    all.stream()
        .filter(it -> it.info().command().orElse("").endsWith("java"))
        .forEach(ProcessHandle::destroy);
    all.forEach(it -> it.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    try {
      delete(home);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
