package dev.guildhall.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What {@code java -jar} starts. The first Java on the path is often not the newest one on the
 * machine: if it is too old for {@link Main}, a later one that is there runs it instead, with the
 * same arguments, streams and exit code.
 *
 * <p>This class alone is compiled for Java 17, so it names Main as text only.
 */
public final class Bootstrap {

  private static final int NEEDED = 25;
  private static final String MAIN = "dev.guildhall.app.Main";
  private static final String PARENT = "guildhall.parent";

  private Bootstrap() {}

  public static void main(String[] args) throws Exception {
    if (Runtime.version().feature() >= NEEDED) {
      endWithParent();
      Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
      return;
    }
    Optional<Path> home = lowestFitting(places());
    if (home.isEmpty()) {
      System.err.println(
          "Guildhall needs Java "
              + NEEDED
              + " or later; this is Java "
              + Runtime.version()
              + ", and no other was found. Install a JDK "
              + NEEDED
              + " and set JAVA_HOME to it.");
      System.exit(1);
      return;
    }
    System.exit(run(home.get(), args));
  }

  /** Where Javas are kept: JAVA_HOME itself, and the folders that hold several. */
  private static List<Path> places() {
    var places = new ArrayList<Path>();
    String set = System.getenv("JAVA_HOME");
    if (set != null && !set.isBlank()) {
      places.add(Path.of(set));
    }
    Path user = Path.of(System.getProperty("user.home"));
    var shelves =
        List.of(
            Path.of(System.getProperty("java.home")).resolveSibling("."),
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"));
    for (Path shelf : shelves) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(shelf)) {
        for (Path home : homes) {
          places.add(home);
          places.add(home.resolve("Contents/Home"));
        }
      } catch (IOException e) {
        // Not every machine has every shelf.
      }
    }
    return places;
  }

  /** Of the Java homes that are new enough the one of the lowest version, which is tested most. */
  static Optional<Path> lowestFitting(List<Path> places) {
    Path best = null;
    int lowest = Integer.MAX_VALUE;
    for (Path home : places) {
      int version = version(home);
      if (version >= NEEDED && version < lowest && Files.isExecutable(java(home))) {
        best = home;
        lowest = version;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The feature version that a Java home tells of itself; 0 when it is none. */
  private static int version(Path home) {
    var told = new Properties();
    try (var release = Files.newBufferedReader(home.resolve("release"))) {
      told.load(release);
      String version = told.getProperty("JAVA_VERSION", "").replace("\"", "");
      return version.isEmpty() ? 0 : Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static int run(Path home, String[] args) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(java(home).toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-D" + PARENT + "=" + ProcessHandle.current().pid());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Bootstrap.class.getName());
    command.addAll(List.of(args));
    Process child = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(child)));
    return child.waitFor();
  }

  /** Asks the child to stop as we were asked, and waits until it has. */
  private static void end(Process child) {
    child.destroy();
    try {
      child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A parent that was killed leaves nothing behind: whoever kills it means the server. */
  private static void endWithParent() {
    String parent = System.getProperty(PARENT);
    if (parent != null) {
      ProcessHandle.of(Long.parseLong(parent))
          .ifPresentOrElse(
              handle -> handle.onExit().thenRun(() -> Runtime.getRuntime().halt(137)),
              () -> Runtime.getRuntime().halt(137));
    }
  }
}
