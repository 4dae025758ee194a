package dev.guildhall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.config.ConfigLoader.InvalidConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files of a temporary folder and the sample, nothing else. */
class ConfigurationTest {

  private static final Path SAMPLE = Path.of("config", "application.yaml");
  private static final Path NONE = Path.of("no", "such", "file.yaml");

  @TempDir Path folder;

  @Test
  void theSampleNamesEveryKeyWithItsDefault() {
    var defaults = Configuration.load(NONE, Map.of());

    var sample = Configuration.load(SAMPLE, Map.of());

    assertThat(shown(sample)).isEqualTo(shown(defaults));
    assertThat(sample.http().limits()).isEqualTo(defaults.http().limits());
  }

  @Test
  void theSampleExplainsEveryKey() throws IOException {
    var lines = Files.readAllLines(SAMPLE);

    var keys = lines.stream().filter(line -> line.matches("\\s*[a-z0-9_]+:.*")).count();

    assertThat(keys).isEqualTo(keysOfDefaults());
  }

  @Test
  void theEnvironmentGoesOverTheFile() throws IOException {
    var file = written("http: {port: 9000}");

    var configuration =
        Configuration.load(
            file,
            Map.of(
                "GUILDHALL_HTTP_PORT", "9001",
                "GUILDHALL_MANAGEMENT_PORT", "9002",
                "GUILDHALL_HOME", "elsewhere",
                "GUILDHALL_DEMO_PASSWORD", "open sesame"));

    assertThat(configuration.http().port()).isEqualTo(9001);
    assertThat(configuration.management().port()).isEqualTo(9002);
    assertThat(configuration.home()).isEqualTo(Path.of("elsewhere"));
    assertThat(configuration.demo().password().reveal()).isEqualTo("open sesame");
  }

  @Test
  void aKeyThatIsNotKnownStopsTheStartWithOneSentence() throws IOException {
    var file = written("http: {prot: 9000}");

    assertThatThrownBy(() -> Configuration.load(file, Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("http.prot")
        .hasMessageContaining("config/application.yaml");
  }

  @Test
  void aMissingSecretStopsTheStartWhereThePostgresIsShared() throws IOException {
    var file = written("postgres: {host: db.example.org}");

    assertThatThrownBy(() -> Configuration.load(file, Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("accounts.secret is missing");
  }

  @Test
  void aShortSecretStopsTheStart() {
    var environment = Map.of("GUILDHALL_ACCOUNTS_SECRET", "only-thirty-one-characters-long");

    assertThatThrownBy(() -> Configuration.load(NONE, environment))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("accounts.secret is too short")
        .hasMessageNotContaining("only-thirty-one");
  }

  @Test
  void aPublicUrlWithAPathStopsTheStart() {
    var environment = Map.of("GUILDHALL_HTTP_PUBLIC_URL", "https://example.org/work");

    assertThatThrownBy(() -> Configuration.load(NONE, environment))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("http.public_url");
  }

  @Test
  void aSecretMadeHereIsKeptAndPrivate() throws IOException {
    var first = KeptSecret.key(folder, "secret");

    var second = KeptSecret.key(folder, "secret");

    assertThat(first.reveal()).hasSize(64).isEqualTo(second.reveal());
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret"))))
        .isEqualTo("rw-------");
  }

  private Path written(String yaml) throws IOException {
    return Files.writeString(folder.resolve("application.yaml"), yaml);
  }

  /** Everything but the secrets, which never show. */
  private static String shown(Configuration configuration) {
    return configuration.toString();
  }

  private static long keysOfDefaults() throws IOException {
    try (var in = ConfigurationTest.class.getResourceAsStream("/application-defaults.yaml")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.matches("\\s*[a-z0-9_]+:.*"))
          .count();
    }
  }
}
