package dev.guildhall.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The life cycle stands in three places: the enum, the diagram, the CHECK. */
class AttemptStateTest {

  @Test
  void theDiagramShowsExactlyTheAllowedSteps() throws IOException {
    var drawn =
        Pattern.compile("(?m)^ {2}([a-z_]+) --> ([a-z_]+)$")
            .matcher(Files.readString(Path.of("src/docs/states/attempt.md")))
            .results()
            .map(step -> step.group(1) + " " + step.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    var allowed = new TreeSet<String>();
    for (var state : AttemptState.values()) {
      state.next().forEach(next -> allowed.add(state.wire() + " " + next.wire()));
    }

    assertThat(drawn).isEqualTo(allowed);
  }

  @Test
  void theSchemaAllowsExactlyTheStates() throws IOException {
    String schema = Files.readString(Path.of("src/main/resources/db/migration/V021__attempt.sql"));
    String attempt = schema.substring(schema.indexOf("create table attempt ("));
    String check =
        attempt.substring(attempt.indexOf("check (state in ("), attempt.indexOf("time_multiplier"));
    var checked =
        Pattern.compile("'([a-z_]+)'")
            .matcher(check)
            .results()
            .map(state -> state.group(1))
            .collect(Collectors.toSet());

    assertThat(checked)
        .isEqualTo(
            Arrays.stream(AttemptState.values())
                .map(AttemptState::wire)
                .collect(Collectors.toSet()));
  }
}
