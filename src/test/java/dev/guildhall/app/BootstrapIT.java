package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapIT {

  @TempDir Path folder;

  @Test
  void aJavaThatIsNewEnoughIsFoundAmongOthers() throws IOException {
    var tooOld = home("17", "17.0.15");
    var latest = home("26", "26-ea");
    var fitting = home("25", "25.0.1");
    var broken = Files.createDirectory(folder.resolve("broken"));

    assertThat(Bootstrap.lowestFitting(List.of(tooOld, broken, latest, fitting))).contains(fitting);
    assertThat(Bootstrap.lowestFitting(List.of(tooOld, broken))).isEmpty();
  }

  private Path home(String name, String version) throws IOException {
    var home = folder.resolve(name);
    var java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  @Test
  void anOlderJavaHandsOverToOneThatIsNewEnough() throws Exception {
    var older = olderJava();
    assumeThat(older).as("a Java 17 to 24 on this machine").isPresent();

    var process =
        new ProcessBuilder(
                older.orElseThrow().resolve("bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Bootstrap.class.getName(),
                "xyz")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("picocli's code for a misuse").isEqualTo(2);
    assertThat(folder.resolve("said")).content().contains("'xyz'", "Usage: guildhall");
  }

  private static Optional<Path> olderJava() throws IOException {
    var shelf = Path.of(System.getProperty("java.home")).getParent();
    try (Stream<Path> homes = Files.list(shelf)) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> Files.isRegularFile(home.resolve("release")))
          .filter(BootstrapIT::isOlder)
          .findFirst();
    }
  }

  private static boolean isOlder(Path home) {
    try {
      return Files.readString(home.resolve("release")).matches("(?s).*JAVA_VERSION=\"(17|21)\\..*");
    } catch (IOException e) {
      return false;
    }
  }
}
