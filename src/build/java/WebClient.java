import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Builds the web client when its sources changed and lays it beside the server's classes. The build
 * runs this file as it is: {@code java WebClient.java <web client> <contract> <folder to fill>}.
 *
 * <p>What was built from which sources is noted inside what was built, so deleting {@code dist} or
 * {@code node_modules}, or making them by hand, is always noticed.
 */
final class WebClient {

  private static final int[] OLDEST_NODE = {20, 19};
  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");

  /** npm tells what is wrong at the beginning, the bundler at the end. */
  private static final int SHOWN_LINES = 30;

  /** What the build makes, and what never reaches the bundle. */
  private static final Set<String> NOT_SOURCES =
      Set.of("node_modules", "dist", "e2e", "src/api/schema.d.ts");

  private final Path client;
  private final Path contract;
  private final Path target;

  private WebClient(Path client, Path contract, Path target) {
    this.client = client;
    this.contract = contract;
    this.target = target;
  }

  public static void main(String[] args) throws IOException {
    var build = new WebClient(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    try {
      build.run();
    } catch (BuildFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException {
    if (!Files.exists(client.resolve("package.json"))) {
      return;
    }
    var steps = staleSteps();
    if (steps.isEmpty()) {
      System.out.println("Web client: up to date");
    } else {
      requireNode();
      System.out.println(
          "Web client: " + String.join(", ", steps.stream().map(Step::name).toList()));
      for (var step : steps) {
        Files.deleteIfExists(step.stamp());
        npm(step);
        Files.writeString(step.stamp(), step.sources());
      }
    }
    layOut();
  }

  /**
   * A command of npm, the file that remembers what it last ran on, and what it would run on now.
   */
  private record Step(String name, List<String> arguments, Path stamp, String sources) {
    boolean stale() throws IOException {
      return !Files.exists(stamp) || !Files.readString(stamp).equals(sources);
    }
  }

  private List<Step> staleSteps() throws IOException {
    var install =
        new Step(
            "npm ci",
            // Whatever NODE_ENV says: the build's own tools are development dependencies.
            List.of("ci", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund"),
            client.resolve("node_modules/.installed-from"),
            hash(List.of(client.resolve("package-lock.json"))));
    var build =
        new Step(
            "npm run build",
            List.of("run", "build"),
            client.resolve("dist/.built-from"),
            hash(sources()));
    var steps = new ArrayList<Step>();
    if (install.stale()) {
      steps.add(install);
    }
    if (build.stale()) {
      steps.add(build);
    }
    return steps;
  }

  private Set<Path> sources() throws IOException {
    var sources = new TreeSet<Path>();
    sources.add(contract);
    Files.walkFileTree(
        client,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isSource(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isSource(file)) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  private boolean isSource(Path path) {
    String name = client.relativize(path).toString();
    boolean compiledCatalogue = name.startsWith("src/locales/") && name.endsWith(".js");
    return !NOT_SOURCES.contains(name) && !compiledCatalogue;
  }

  /** Names and contents: a checkout or a copy that changes only times is no reason to build. */
  private static String hash(Iterable<Path> files) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        byte[] bytes = Files.readAllBytes(file);
        digest.update((file + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireNode() throws IOException {
    String found = version("node");
    var numbers = VERSION.matcher(found);
    boolean enough =
        numbers.matches()
            && Arrays.compare(
                    new int[] {
                      Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))
                    },
                    OLDEST_NODE)
                >= 0;
    if (!enough) {
      throw new BuildFailure(
          "The web client needs Node %d.%d or newer on the PATH, but found %s; -Dweb.skip builds without it."
              .formatted(OLDEST_NODE[0], OLDEST_NODE[1], found.isEmpty() ? "none" : found));
    }
    if (version("npm").isEmpty()) {
      throw new BuildFailure(
          "The web client needs npm on the PATH beside Node, but found none; -Dweb.skip builds without it.");
    }
  }

  /** What {@code program --version} says, empty when there is no such program. */
  private static String version(String program) throws IOException {
    try {
      var process = new ProcessBuilder(program, "--version").start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "";
    }
  }

  /** Runs npm quietly; its words go to a log, and to the screen only when it fails. */
  private void npm(Step step) throws IOException {
    var log = target.resolveSibling("../web-client.log").normalize();
    Files.createDirectories(log.getParent());
    var command = new ArrayList<>(List.of("npm"));
    command.addAll(step.arguments());
    var process =
        new ProcessBuilder(command)
            .directory(client.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(log.toFile())
            .start();
    int code = exitCode(process);
    if (code != 0) {
      show(Files.readAllLines(log));
      throw new BuildFailure(
          "Web client: %s failed with code %d; everything it said is in %s."
              .formatted(step.name(), code, log));
    }
  }

  private static void show(List<String> lines) {
    lines.stream().limit(SHOWN_LINES).forEach(System.err::println);
    if (lines.size() > 2 * SHOWN_LINES) {
      System.err.println("…");
    }
    lines.stream()
        .skip(Math.max(SHOWN_LINES, lines.size() - SHOWN_LINES))
        .forEach(System.err::println);
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new BuildFailure("Web client: interrupted");
    }
  }

  private void layOut() throws IOException {
    deleteAll(target);
    var dist = client.resolve("dist");
    try (var files = Files.walk(dist)) {
      for (var file : (Iterable<Path>) files::iterator) {
        if (!file.endsWith(".built-from")) {
          Files.copy(
              file, target.resolve(dist.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder.getParent());
      return;
    }
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(WebClient::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Told in one sentence, without a stack trace. */
  private static final class BuildFailure extends RuntimeException {
    BuildFailure(String sentence) {
      super(sentence);
    }
  }
}
