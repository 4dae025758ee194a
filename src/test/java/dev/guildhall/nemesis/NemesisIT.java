package dev.guildhall.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens, what workers were told stays true. A build runs it briefly; {@code
 * -Dnemesis.seeds=1,2,3 -Dnemesis.faults=70 -Dnemesis.operations=334000} runs it for long, as
 * load-tests/README.md tells.
 */
class NemesisIT {

  private static final Path HOMES = Path.of("target", "test-homes");

  static Stream<Long> seeds() {
    String asked = System.getProperty("nemesis.seeds");
    return asked == null
        ? Stream.of(20_261_130L)
        : Stream.of(asked.split(","))
            .map(
                seed ->
                    seed.equals("random")
                        ? ThreadLocalRandom.current().nextLong(1L << 40)
                        : Long.parseLong(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(7_200)
  void whatWorkersWereToldStaysTrueWhateverHappens(long seed) throws Exception {
    var home =
        HOMES.resolve("nemesis-" + ProcessHandle.current().pid() + "-" + seed).toAbsolutePath();
    var report = new Run(seed, scale(), home).start();
    Files.writeString(home.resolve("report.txt"), report.toString());
    System.out.println(report);

    assertThat(report.checked().violations()).isEmpty();
    assertThat(report.leaked()).isZero();
    assertThat(report.uncaught()).isEmpty();
    assertThat(report.audit()).as(() -> wrong(report.auditOutput())).isZero();
    assertThat(report.tally().operations()).isGreaterThan(1_000);
  }

  private static Scale scale() {
    var operations = Long.getLong("nemesis.operations");
    return operations == null
        ? Scale.brief()
        : Scale.of(Integer.getInteger("nemesis.faults", 70), operations);
  }

  private static String wrong(Path audit) {
    try (var lines = Files.lines(audit)) {
      return String.join("\n", lines.filter(line -> line.startsWith("WRONG")).toList());
    } catch (java.io.IOException e) {
      return List.of(e).toString();
    }
  }
}
