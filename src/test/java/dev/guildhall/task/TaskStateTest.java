package dev.guildhall.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The states stand in three places: the enum, the diagram, the CHECK. */
class TaskStateTest {

  private static final TreeSet<String> STATES =
      Arrays.stream(TaskState.values())
          .map(TaskState::wire)
          .collect(Collectors.toCollection(TreeSet::new));

  @Test
  void theDiagramShowsTheStatesOfTheEnum() throws IOException {
    var drawn = new TreeSet<String>();
    Pattern.compile("(?m)^ {2}([a-z]+) --> (?:([a-z]+)(?::.*)?|\\[\\*])$")
        .matcher(Files.readString(Path.of("src/docs/states/task.md")))
        .results()
        .forEach(
            step -> {
              drawn.add(step.group(1));
              if (step.group(2) != null) {
                drawn.add(step.group(2));
              }
            });

    assertThat(drawn).isEqualTo(STATES);
  }

  @Test
  void theTableKnowsTheStatesOfTheEnum() throws IOException {
    var table = Files.readString(Path.of("src/main/resources/db/migration/V012__lease.sql"));
    var check = Pattern.compile("task_state_check check \\(state in \\(([^)]*)\\)").matcher(table);

    assertThat(check.find()).isTrue();
    assertThat(List.of(check.group(1).replace("'", "").split(", ")))
        .containsExactlyInAnyOrderElementsOf(STATES);
  }
}
