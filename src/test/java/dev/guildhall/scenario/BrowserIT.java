package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The web client in a real browser: its own checks, every screen at phone and desktop size, and the
 * journeys of workers and requesters against a running demo. The browser comes with the client's
 * npm packages. They have nothing in common with the other tests, and wait most of their time, so
 * they run beside those, one after another.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class BrowserIT {

  private static final Path CLIENT = Path.of("web-client");
  private static final Path OUTPUT = Path.of("target", "browser");
  private static final String PASSWORD = "a sentence for the browser tests";

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void theClientsOwnChecksHold() throws Exception {
    run("check", Map.of());
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void everyScreenIsSoundAtPhoneAndDesktopSize() throws Exception {
    run("screens", Map.of());
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void peopleWalkThroughTheRealServer() throws Exception {
    Path home = Path.of("target", "test-homes", "browser-" + ProcessHandle.current().pid());
    Files.createDirectories(home);
    try (var server = ServerProcess.demo(home, PASSWORD);
        var patience = new Patience(home)) {
      run(
          "e2e",
          Map.of(
              "GUILDHALL_URL",
              server.url(),
              "GUILDHALL_PASSWORD",
              PASSWORD,
              "GUILDHALL_DEMO_PASSWORD",
              PASSWORD,
              "GUILDHALL_PATIENCE",
              patience.url()));
    }
  }

  private static void run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(OUTPUT);
    Path output = OUTPUT.resolve(script + ".txt");
    var npm =
        new ProcessBuilder(List.of("npm", "run", "--silent", script))
            .directory(CLIENT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    npm.environment().putAll(environment);
    var process = npm.start();
    boolean ended = process.waitFor(12, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(ended).as("npm run %s ends in time", script).isTrue();
    assertThat(process.exitValue()).as("npm run %s:%n%s", script, tail(output)).isZero();
  }

  private static String tail(Path file) throws IOException {
    var lines = Files.readAllLines(file);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
  }
}
