package dev.guildhall.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each life cycle stands in three places: the enum, the diagram, the CHECK. */
class GradingStateTest {

  @Test
  void theDiagramShowsExactlyTheAllowedStepsOfAPaper() throws IOException {
    var allowed = new TreeSet<String>();
    for (var state : PaperState.values()) {
      state.next().forEach(next -> allowed.add(state.wire() + " " + next.wire()));
    }

    assertThat(drawn(0)).isEqualTo(allowed);
  }

  @Test
  void theDiagramShowsExactlyTheAllowedStepsOfAGrading() throws IOException {
    var allowed = new TreeSet<String>();
    for (var state : GradingState.values()) {
      state.next().forEach(next -> allowed.add(state.wire() + " " + next.wire()));
    }

    assertThat(drawn(1)).isEqualTo(allowed);
  }

  private static Set<String> drawn(int diagram) throws IOException {
    String page = Files.readString(Path.of("src/docs/states/grading.md"));
    return Pattern.compile("(?m)^ {2}([a-z_]+) --> ([a-z_]+)$")
        .matcher(page.split("```mermaid")[diagram + 1])
        .results()
        .map(step -> step.group(1) + " " + step.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theSchemaAllowsExactlyTheStates() throws IOException {
    assertThat(checked("paper", "state"))
        .isEqualTo(
            Arrays.stream(PaperState.values()).map(PaperState::wire).collect(Collectors.toSet()));
    assertThat(checked("grading", "state"))
        .isEqualTo(
            Arrays.stream(GradingState.values())
                .map(GradingState::wire)
                .collect(Collectors.toSet()));
    assertThat(checked("grading", "role"))
        .isEqualTo(
            Arrays.stream(GradingRole.values()).map(GradingRole::wire).collect(Collectors.toSet()));
    assertThat(checked("reviewer", "pause_cause"))
        .isEqualTo(
            Arrays.stream(PauseCause.values()).map(PauseCause::wire).collect(Collectors.toSet()));
    assertThat(checked("paper", "outcome"))
        .isEqualTo(
            Arrays.stream(GradingEvents.Outcome.values())
                .map(GradingEvents.Outcome::wire)
                .collect(Collectors.toSet()));
  }

  private static Set<String> checked(String table, String column) throws IOException {
    String schema = Files.readString(Path.of("src/main/resources/db/migration/V022__grading.sql"));
    String of = schema.substring(schema.indexOf("create table " + table + " ("));
    String check = of.substring(of.indexOf("check (" + column + " in ("));
    return Pattern.compile("'([a-z_]+)'")
        .matcher(check.substring(0, check.indexOf("))")))
        .results()
        .map(state -> state.group(1))
        .collect(Collectors.toSet());
  }
}
