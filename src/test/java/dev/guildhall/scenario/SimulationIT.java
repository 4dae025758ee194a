package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crowd's work goes through a market from registration to delivery, and a second run finds it
 * done.
 */
class SimulationIT {

  @RegisterExtension static final TestServer server = new TestServer();

  @TempDir Path folder;

  @Test
  void everyAnswerArrivesOnceAndTheSecondRunSendsNothing() throws IOException {
    var data = Files.createDirectory(folder.resolve("weather"));
    var labels = new StringBuilder("task,worker,label,seconds\n");
    for (int task = 1; task <= 12; task++) {
      for (int worker = 1; worker <= 3; worker++) {
        labels.append(
            "%d,w%d,%s,%d\n"
                .formatted(task, worker, task % worker == 0 ? "sun" : "rain", 5 + task));
      }
    }
    labels.append("1,w1,rain,9\n");
    Files.writeString(data.resolve("labels.csv"), labels);
    Files.writeString(data.resolve("gold.csv"), "task,label\n6,sun\n5,rain\n");

    boolean first = simulate(data, "first.html");
    boolean second = simulate(data, "second.html");

    assertThat(first).isTrue();
    assertThat(second).isTrue();
    assertThat(server.sql("select count(*) as n from submission").getFirst().getLong("n"))
        .isEqualTo(36);
    assertThat(
            server
                .sql(
                    """
                    select count(*) as n from submission s
                    join assignment a on a.id = s.assignment_id join task t on t.id = a.task_id
                    where s.output ->> 'label' = 'sun'
                    """)
                .getFirst()
                .getLong("n"))
        .isEqualTo(12 + 6 + 4);
    assertThat(Files.readString(folder.resolve("first.html")))
        .contains("Duplicates left out</td><td>1<", "Sent in this run</td><td>36<", "<svg");
    assertThat(Files.readString(folder.resolve("second.html")))
        .contains("Sent in this run</td><td>0<", "Sent in an earlier run</td><td>36<");
  }

  private boolean simulate(Path data, String report) {
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Simulation(
            data,
            server.url(),
            4,
            Optional.empty(),
            false,
            "four simple words together",
            folder.resolve(report),
            out,
            List::of)
        .run();
  }
}
