package dev.guildhall.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every Lua script to its header: what it declares is what it binds, and what its Java class
 * passes.
 */
class LuaScriptsTest {

  private static final Path SCRIPTS = Path.of("src/main/resources/lua");
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^-- (KEYS|ARGV)\\[(\\d+)] +([a-z_]+)");
  private static final Pattern USED = Pattern.compile("\\b(KEYS|ARGV)\\[(\\d+)]");

  static Stream<Path> scripts() throws IOException {
    return Files.walk(SCRIPTS).filter(path -> path.toString().endsWith(".lua")).sorted();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theHeaderNamesWhatTheBodyBindsInOrder(Path script) throws IOException {
    String text = Files.readString(script);
    String body = text.substring(text.indexOf("\nlocal "));
    var declared = new TreeMap<String, String>();
    DECLARED
        .matcher(text)
        .results()
        .forEach(
            match -> declared.put(match.group(1) + '[' + match.group(2) + ']', match.group(3)));

    var used = USED.matcher(body).results().map(match -> match.group()).toList();

    assertThat(used).as("each key and argument is bound once, at the top").doesNotHaveDuplicates();
    assertThat(used).containsExactlyInAnyOrderElementsOf(declared.keySet());
    declared.forEach(
        (place, name) -> assertThat(body).as(place).containsPattern("\\b" + name + "\\b"));
    assertThat(text).contains("-- Returns ").contains("-- Repeat  ").contains("-- Cost    ");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theJavaClassPassesWhatTheHeaderDeclares(Path script) throws IOException {
    var declared =
        DECLARED.matcher(Files.readString(script)).results().map(match -> match.group(3)).toList();
    String java = Files.readString(javaClass(script));

    List<String> passed =
        Pattern.compile("// ([a-z_]+)$", Pattern.MULTILINE)
            .matcher(java)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(passed).isEqualTo(declared);
  }

  /** Redis serves one script at a time: what reads a whole key holds up everybody. */
  @ParameterizedTest
  @MethodSource("scripts")
  void noKeyIsReadAsAWhole(Path script) throws IOException {
    assertThat(Files.readString(script))
        .doesNotContainPattern("'Z(REV)?RANGE', \\w+, 0, -1")
        .doesNotContainPattern("'(HGETALL|HKEYS|HVALS|SMEMBERS|LRANGE|KEYS|SCAN)'");
  }

  private static Path javaClass(Path script) {
    String name = script.getFileName().toString().replace(".lua", "");
    var camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return Path.of(
        "src/main/java/dev/guildhall",
        script.getParent().getFileName().toString(),
        camel + "Script.java");
  }
}
