package dev.guildhall.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProjectStateTest {

  @Test
  void theDiagramShowsTheTransitionsOfTheEnum() throws IOException {
    var drawn = new TreeSet<String>();
    var arrow = Pattern.compile("^ *([a-z]+) --> ([a-z]+)(:.*)?$", Pattern.MULTILINE);
    var matches = arrow.matcher(Files.readString(Path.of("src/docs/states/project.md")));
    while (matches.find()) {
      drawn.add(matches.group(1) + " " + matches.group(2));
    }

    var allowed = new TreeSet<String>();
    for (var from : ProjectState.values()) {
      for (var to : ProjectState.values()) {
        if (from.mayBecome(to)) {
          allowed.add(from.wire() + " " + to.wire());
        }
      }
    }

    assertThat(drawn).isEqualTo(allowed);
  }

  @Test
  void theTableKnowsTheStatesOfTheEnum() throws IOException {
    var table = Files.readString(Path.of("src/main/resources/db/migration/V005__project.sql"));
    var check = Pattern.compile("check \\(state in \\(([^)]*)\\)\\)").matcher(table);

    assertThat(check.find()).isTrue();
    assertThat(check.group(1).replace("'", "").split(", "))
        .containsExactlyElementsOf(
            Arrays.stream(ProjectState.values())
                .map(ProjectState::wire)
                .collect(Collectors.toList()));
  }
}
