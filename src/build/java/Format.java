import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds every Java file to google-java-format. The build runs this file as it is, on the JDK that
 * compiles, because the formatter parses with that JDK's compiler: {@code java Format.java
 * check|apply <folder>…}.
 */
final class Format {

  private static final JavaFormatterOptions STYLE = JavaFormatterOptions.defaultOptions();

  private Format() {}

  public static void main(String[] args) {
    boolean apply = args[0].equals("apply");
    var files = Stream.of(args).skip(1).map(Path::of).flatMap(Format::javaFiles).toList();
    if (files.isEmpty()) {
      throw new IllegalStateException("No Java file to check; the build names the wrong folders");
    }
    var wrong = files.parallelStream().filter(file -> differs(file, apply)).sorted().toList();
    if (wrong.isEmpty()) {
      return;
    }
    if (apply) {
      wrong.forEach(file -> System.out.println("Formatted " + file));
    } else {
      complain(wrong);
      System.exit(1);
    }
  }

  private static void complain(List<Path> wrong) {
    System.err.printf(
        "%d Java file(s) do not follow google-java-format; `mvn -q -Pformat` puts them right:%n",
        wrong.size());
    wrong.forEach(file -> System.err.println("  " + file));
  }

  private static Stream<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean differs(Path file, boolean apply) {
    try {
      String before = Files.readString(file);
      String after = formatted(before);
      if (apply && !after.equals(before)) {
        Files.writeString(file, after);
      }
      return !after.equals(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private static String formatted(String source) throws FormatterException {
    String ordered = ImportOrderer.reorderImports(source, STYLE.style());
    return new Formatter(STYLE).formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  }
}
