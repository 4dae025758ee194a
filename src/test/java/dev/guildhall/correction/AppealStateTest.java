package dev.guildhall.correction;

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
class AppealStateTest {

  @Test
  void theDiagramShowsExactlyTheAllowedSteps() throws IOException {
    var drawn =
        Pattern.compile("(?m)^ {2}([a-z_]+) --> ([a-z_]+)$")
            .matcher(Files.readString(Path.of("src/docs/states/attempt-appeal.md")))
            .results()
            .map(step -> step.group(1) + " " + step.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    var allowed = new TreeSet<String>();
    for (var state : AppealState.values()) {
      state.next().forEach(next -> allowed.add(state.wire() + " " + next.wire()));
    }

    assertThat(drawn).isEqualTo(allowed);
  }

  @Test
  void theSchemaAllowsExactlyTheStates() throws IOException {
    String schema = Files.readString(Path.of("src/main/resources/db/migration/V022__grading.sql"));
    String appeal = schema.substring(schema.indexOf("create table attempt_appeal ("));
    String check =
        appeal.substring(appeal.indexOf("check (state in ("), appeal.indexOf("filed_at"));
    var checked =
        Pattern.compile("'([a-z_]+)'")
            .matcher(check)
            .results()
            .map(state -> state.group(1))
            .collect(Collectors.toSet());

    assertThat(checked)
        .isEqualTo(
            Arrays.stream(AppealState.values()).map(AppealState::wire).collect(Collectors.toSet()));
  }
}
