package dev.guildhall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds a process that has broken out of its engine. */
class ConfinementIT {

  private static final Confinement CONFINEMENT = Confinement.find();
  private static final Calls CALLS = new Calls("5eed", "", "solve", List.of("[]"), 60);

  @TempDir private Path folder;

  @Test
  void itWritesNoFile() throws Exception {
    said("echo something > file");

    assertThat(folder.resolve("file"))
        .satisfiesAnyOf(it -> assertThat(it).doesNotExist(), it -> assertThat(it).isEmptyFile());
  }

  @Test
  void itHasNoNetworkWhereThereAreNamespaces() throws Exception {
    assumeTrue(CONFINEMENT.command(List.of(), Program.Limits.USUAL).contains("--net"));

    var interfaces = said("while read -r name rest; do echo $name; done < /proc/self/net/dev");

    assertThat(interfaces.lines().filter(it -> it.endsWith(":"))).isSubsetOf("lo:");
  }

  @Test
  void itHasOurEnvironmentNeither() throws Exception {
    assertThat(said("export -p")).doesNotContain("PATH=", "HOME=", "USER=");
  }

  @Test
  void linesWithoutTheNumberOfTheRunAreNoAnswers() throws Exception {
    var forged =
        run("cat > /dev/null; echo '0 VALUE 1 42'; echo 'dead 0 VALUE 1 42'; echo 'dead done'");

    assertThat(forged.answers()).isEmpty();
    assertThat(forged.end()).isEqualTo(ChildRun.End.FAILED);
  }

  @Test
  void anAnswerIsTakenOnceAndInOrder() throws Exception {
    var twice =
        run(
            "cat > /dev/null; echo '5eed 1 VALUE 1 7'; echo '5eed 0 VALUE 1 41';"
                + " echo '5eed 0 VALUE 1 42'; echo '5eed done'");

    assertThat(twice.answers()).containsExactly(new Answer(0, Answer.Kind.VALUE, 1, "41"));
  }

  @Test
  void aFloodIsStopped() throws Exception {
    var flood =
        run("cat > /dev/null; while :; do echo 5eed 0 VALUE 1; done & yes 12345678901234567890");

    assertThat(flood.end()).isEqualTo(ChildRun.End.FAILED);
    assertThat(flood.complaint()).isEqualTo("it wrote too much");
    // A signal takes a moment to arrive.
    ProcessHandle.current()
        .descendants()
        .filter(this::isHere)
        .forEach(it -> it.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  @Test
  void whatKeptAChildFromStartingIsTold() throws Exception {
    var builder =
        new ProcessBuilder(CONFINEMENT.command(List.of("/no/such/java"), Program.Limits.USUAL))
            .directory(folder.toFile());

    var outcome = new ChildRun(builder.start()).make(CALLS, Program.Limits.USUAL.time());

    assertThat(outcome.end()).isEqualTo(ChildRun.End.FAILED);
    assertThat(outcome.complaint()).contains("/no/such/java");
  }

  private ChildRun.Outcome run(String script) throws Exception {
    var process = new ProcessBuilder("/bin/sh", "-c", script).directory(folder.toFile()).start();
    return new ChildRun(process).make(CALLS, Program.Limits.USUAL.time());
  }

  private String said(String script) throws Exception {
    var builder =
        new ProcessBuilder(
                CONFINEMENT.command(List.of("/bin/sh", "-c", script), Program.Limits.USUAL))
            .directory(folder.toFile());
    builder.environment().clear();
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** Whether the process runs in the folder of this test. */
  private boolean isHere(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .equals(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
