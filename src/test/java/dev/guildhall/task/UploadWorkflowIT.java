package dev.guildhall.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an upload treats the machine it runs on. */
class UploadWorkflowIT {

  private static final int LONGEST_ROW = UploadLines.MAX_LINE;

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static ProjectFixture world;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
  }

  @Test
  void whatIsInMemoryIsTwoBatchesHoweverLongTheRowsAre() throws Exception {
    assertThat(mostHeld(60, "x".repeat(200_000)))
        .isLessThan(2 * (StagingBatch.MAX_CHARACTERS + LONGEST_ROW));
  }

  @Test
  void whatIsInMemoryDoesNotGrowWithTheNumberOfRows() throws Exception {
    int few = mostHeld(4 * StagingBatch.MAX_ROWS, "short");
    int many = mostHeld(20 * StagingBatch.MAX_ROWS, "short");

    assertThat(many).isEqualTo(few);
  }

  @Test
  void othersGetTheirTurnBetweenTwoRows() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    var reading = new CountDownLatch(processors);
    var turn = new CountDownLatch(1);
    var outcomes = new ConcurrentLinkedQueue<Throwable>();
    var uploads = new ArrayList<Thread>();
    for (int i = 0; i < processors; i++) {
      var workflow = workflow();
      uploads.add(
          Thread.startVirtualThread(
              () ->
                  outcomes.add(
                      catchThrowable(() -> workflow.run(badUntil(turn, reading), () -> "00")))));
    }
    for (var upload : uploads) {
      upload.join();
    }
    // Not UPLOAD_TOO_LARGE: nobody read a million rows before the other had its turn.
    assertThat(outcomes)
        .extracting(refusal -> ((Refusal) refusal).code())
        .doesNotContain(ErrorCode.UPLOAD_TOO_LARGE);
  }

  /**
   * Bad lines, which need nothing but the processor, until somebody had a turn who asks for it once
   * every processor is taken.
   */
  private static UploadLines badUntil(CountDownLatch turn, CountDownLatch reading) {
    var first = new AtomicBoolean(true);
    return () -> {
      if (first.getAndSet(false)) {
        reading.countDown();
        while (reading.getCount() > 0) {
          Thread.onSpinWait();
        }
        Thread.startVirtualThread(turn::countDown);
      }
      return turn.getCount() > 0 ? UploadLine.Bad.of(1, "", "malformed_json", "bad") : null;
    };
  }

  /** The most that an upload of so many equal rows held at once, in characters. */
  private static int mostHeld(int rows, String text) throws Exception {
    var workflow = workflow();
    var most = new int[1];
    var read = new int[1];
    var upload =
        workflow.run(
            () -> {
              most[0] = Math.max(most[0], workflow.held());
              return read[0] < rows ? row(++read[0], text) : null;
            },
            () -> "00");

    assertThat(upload.accepted()).isEqualTo(rows);
    return most[0];
  }

  private static UploadLine.Row row(long line, String text) {
    var input = new JsonObject().put("text", "a");
    var metadata = new JsonObject().put("note", text);
    return new UploadLine.Row(line, null, input, metadata, null, 0, null, List.of());
  }

  private static UploadWorkflow workflow() {
    var platform = test.platform();
    return new UploadWorkflow(
        platform.database(),
        platform.ids(),
        platform.events(),
        world.module().projects(),
        new UploadWorkflow.Order(
            test.newId(), world.draft(), UploadFormat.NDJSON, false, world.editor().accountId()));
  }
}
