package dev.guildhall.task;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.testing.TestPlatform;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads come in over a real connection, for what happens to it is half of the story. */
class UploadIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();
  private static ProjectFixture world;
  private static TaskQueue queue;
  private static Uploads uploads;
  private static HttpClient client;
  private static NetClient sockets;

  @BeforeAll
  static void prepare() {
    world = new ProjectFixture(test);
    queue = new TaskQueue(test.platform());
    uploads = new Uploads(test.platform(), world.module().projects(), queue);
    client = test.platform().vertx().createHttpClient();
    sockets = test.platform().vertx().createNetClient();
  }

  @Test
  void rowsBecomeTasksInTheirOrderBehindThoseBefore() {
    var project = world.draft();
    load(project, "{\"input\":{\"text\":\"one\"}}\n");

    var upload =
        load(
            project,
            """
            {"key":"t1","input":{"text":"Sunny all day"},"priority":5,"overlap":7,"metadata":{"source":"radio"}}

            {"key":"t2","input":{"text":"Rain again"},"gold":{"label":"negative"}}
            """);

    assertThat(upload)
        .extracting(Upload::lines, Upload::accepted, Upload::rejected, Upload::gold, Upload::format)
        .containsExactly(2, 2, 0, 1, UploadFormat.NDJSON);
    assertThat(tasks(project))
        .extracting(Task::position, Task::key, Task::overlap, Task::priority, Task::isGold)
        .containsExactly(
            tuple(1L, null, 2, 0, false),
            tuple(2L, "t1", 7, 5, false),
            tuple(3L, "t2", 1_000_000, 0, true));
    assertThat(tasks(project).get(1).metadata()).isEqualTo(new JsonObject().put("source", "radio"));
    assertThat(world.now(project))
        .extracting(Project::tasks, Project::goldTasks)
        .containsExactly(3L, 1L);
    assertThat(await(new Tasks().counts(test.platform().database().client(), project.id())))
        .isEqualTo(new TaskCounts(3, 1, 9, 9));
  }

  @Test
  void theQueueHearsOfNewTasksAndOfNothingElse() {
    var project = world.draft();
    refused(project, "not json", UploadFormat.NDJSON);
    assertThat(queue.takeChanged()).doesNotContain(project.id().value());

    load(project, "{\"input\":{\"text\":\"one\"}}\n");

    assertThat(queue.takeChanged()).contains(project.id().value());
  }

  @Test
  void aBadLineKeepsEverythingOutAndIsNamed() {
    var project = world.draft();

    var refusal =
        refused(
            project,
            """
            {"input":{"text":"good"}}
            {"input":{"text":""}}
            {"input":{"text":"x"},"gold":{"label":"maybe"},"colour":1}
            not json
            [1]
            {"input":{"text":"a","text":"b"}}
            """,
            UploadFormat.NDJSON);

    assertThat(refusal.code()).isEqualTo(ErrorCode.LINES_INVALID);
    assertThat(refusal.arguments()).containsEntry("rejected", 5).containsEntry("lines", 6);
    assertThat(refusal.errors())
        .extracting(FieldError::line, FieldError::pointer, FieldError::code)
        .containsExactly(
            tuple(2, "/input/text", "min_length"),
            tuple(3, "/colour", "unknown_property"),
            tuple(3, "/gold/label", "enum"),
            tuple(4, "", "malformed_json"),
            tuple(5, "", "type"),
            tuple(6, "", "malformed_json"));
    assertNothingIsLeft(project);
  }

  @Test
  void onRequestTheGoodLinesAreLoadedAndTheBadOnesReported() {
    var project = world.draft();

    var upload =
        await(
            send(
                project,
                UploadFormat.NDJSON,
                true,
                Optional.empty(),
                "{\"input\":{\"text\":\"a\"}}\nnonsense\n{\"input\":{\"text\":\"b\"}}"));

    assertThat(upload)
        .extracting(Upload::lines, Upload::accepted, Upload::rejected)
        .containsExactly(3, 2, 1);
    assertThat(upload.errors()).extracting(FieldError::line).containsExactly(2);
    assertThat(await(uploads.list(world.editor(), project.id()))).containsExactly(upload);
  }

  @Test
  void keysAreUniqueInTheFileAndInTheProject() {
    var project = world.draft();
    load(project, "{\"key\":\"old\",\"input\":{\"text\":\"a\"}}");

    var refusal =
        refused(
            project,
            """
            {"key":"new","input":{"text":"a"}}
            {"key":"new","input":{"text":"b"}}
            {"key":"old","input":{"text":"c"}}
            """,
            UploadFormat.NDJSON);

    assertThat(refusal.errors())
        .extracting(FieldError::line, FieldError::pointer, FieldError::code)
        .containsExactly(tuple(2, "/key", "duplicate"), tuple(3, "/key", "taken"));
    assertThat(tasks(project)).hasSize(1);
  }

  @Test
  void allThatIsWrongWithAFileIsToldAtOnce() {
    var project = world.draft();
    load(project, "{\"key\":\"old\",\"input\":{\"text\":\"a\"}}");

    var refusal =
        refused(
            project,
            """
            {"key":"a","input":{"text":"first"}}
            nonsense
            {"key":"a","input":{"text":"second"}}
            {"key":"old","input":{"text":"c"}}
            {"key":"b","input":{"text":""}}
            {"key":"a","input":{"text":"third"}}
            """,
            UploadFormat.NDJSON);

    assertThat(refusal.arguments()).containsEntry("rejected", 5).containsEntry("lines", 6);
    assertThat(refusal.errors())
        .extracting(FieldError::line, FieldError::code)
        .containsExactly(
            tuple(2, "malformed_json"),
            tuple(3, "duplicate"),
            tuple(4, "taken"),
            tuple(5, "min_length"),
            tuple(6, "duplicate"));
    assertThat(refusal.errors().get(4).detail())
        .isEqualTo("Line 1 has this key already; give this one its own key or leave it out.");
  }

  @Test
  void namedWorkersHaveToExistAndMakeTheOverlap() {
    var project = world.draft();
    var ada = new WorkerId(world.worker());
    var bob = new WorkerId(world.worker());
    var nobody = new WorkerId(test.newId());

    load(
        project,
        "{\"input\":{\"text\":\"a\"},\"workers\":[\"%s\",\"%s\",\"%s\"]}".formatted(ada, bob, ada));
    var refusal =
        refused(
            project,
            "{\"input\":{\"text\":\"a\"},\"workers\":[\"%s\",\"%s\"]}".formatted(ada, nobody),
            UploadFormat.NDJSON);

    assertThat(tasks(project))
        .extracting(Task::named, Task::overlap)
        .containsExactly(tuple(true, 2));
    assertThat(
            test.sql(
                "select worker_id from task_worker where project_id = $1", project.id().value()))
        .extracting(row -> new WorkerId(row.getUUID("worker_id")))
        .containsExactlyInAnyOrder(ada, bob);
    assertThat(refusal.errors()).extracting(FieldError::code).containsExactly("unknown_worker");
  }

  @Test
  void csvCellsMayHoldCommasQuotesAndLinesAndKeepTheirZeros() {
    var project = world.draft();

    var upload =
        await(
            send(
                project,
                UploadFormat.CSV,
                false,
                Optional.empty(),
                "\uFEFFkey,text,gold,overlap,metadata.code\r\n"
                    + "t1,\"Sunny, \"\"all\"\" day\nand night\",,3,00123\r\n"
                    + "\r\n"
                    + "t2,=1+1,negative,,1E5\r\n"
                    + "t3,雨,\"{\"\"label\"\":\"\"positive\"\"}\",,\r\n"));

    assertThat(upload)
        .extracting(Upload::lines, Upload::accepted, Upload::gold)
        .containsExactly(3, 3, 2);
    var tasks = tasks(project);
    assertThat(tasks)
        .extracting(task -> task.input().getString("text"))
        .containsExactly("Sunny, \"all\" day\nand night", "=1+1", "雨");
    assertThat(tasks.get(0).metadata()).isEqualTo(new JsonObject().put("code", "00123"));
    assertThat(tasks.get(0).overlap()).isEqualTo(3);
    assertThat(tasks.get(1).gold()).isEqualTo(new JsonObject().put("label", "negative"));
    assertThat(tasks.get(2).metadata()).isNull();
  }

  @Test
  void csvFaultsNameTheirLine() {
    var project = world.draft();

    assertThat(csvFaults(project, "text,key\n\"two\nlines\",a\nx\nx,b,c\n,d\n"))
        .extracting(FieldError::line, FieldError::code)
        .containsExactly(tuple(4, "ragged"), tuple(5, "ragged"), tuple(6, "required"));
    assertThat(csvFaults(project, "text\ngood\n\n\"two\nlines\"\n\"never closed\nx\n"))
        .extracting(FieldError::line, FieldError::code, FieldError::detail)
        .containsExactly(
            tuple(
                6,
                "malformed_csv",
                "The cells of this row cannot be told apart: Unclosed quoted field at end of input."
                    + " Close every quote, double quotes inside of cells, and keep rows under 262144"
                    + " characters."));
    assertThat(csvFaults(project, "text,overlap\nx,many\nx,0\n\u0000,1\n"))
        .extracting(FieldError::line, FieldError::code)
        .containsExactly(tuple(2, "range"), tuple(3, "range"), tuple(4, "control_character"));
    assertThat(
            refused(
                    project,
                    Buffer.buffer(new byte[] {'t', 'e', 'x', 't', '\n', (byte) 0xC3, '\n'}),
                    UploadFormat.CSV)
                .errors())
        .extracting(FieldError::code)
        .containsExactly("encoding");
    assertNothingIsLeft(project);
  }

  @Test
  void aFaultOfTheHeaderRefusesTheFileThoughGoodLinesWouldDo() {
    var project = world.draft();

    assertThat(headerFault(project, "text;gold\nx;y\n"))
        .extracting(FieldError::line, FieldError::pointer, FieldError::code, FieldError::detail)
        .containsExactly(
            1,
            "/text;gold",
            "unknown_column",
            "There is no column text;gold: rename or remove it. The column text is missing: add it."
                + " Columns are separated by commas and are context, text, title, key, gold,"
                + " overlap, priority, workers or metadata.<name>.");
    assertThat(headerFault(project, "text,text\nx,y\n").code()).isEqualTo("duplicate");
    assertThat(headerFault(project, "key\nx\n").code()).isEqualTo("required");
    assertThat(headerFault(project, "Sunny all day\nRain again\n").code())
        .isEqualTo("unknown_column");
    assertThat(headerFault(project, "text,\nx,\n").detail())
        .startsWith("There is no column without a name");
    assertThat(headerFault(project, "text," + "x".repeat(300) + "\n").detail())
        .hasSizeLessThan(300);
    assertNothingIsLeft(project);
  }

  @Test
  void aFileWithoutOneGoodLineIsRefusedThoughGoodLinesWouldDo() {
    var project = world.draft();

    var refusal =
        refusedWhole(project, UploadFormat.NDJSON, "nonsense\n{\"input\":{\"text\":\"\"}}\n");

    assertThat(refusal.code()).isEqualTo(ErrorCode.UPLOAD_UNUSABLE);
    assertThat(refusal.errors()).extracting(FieldError::line).containsExactly(1, 2);
    assertNothingIsLeft(project);
  }

  private static FieldError headerFault(Project project, String text) {
    var refusal = refusedWhole(project, UploadFormat.CSV, text);
    assertThat(refusal.code()).isEqualTo(ErrorCode.UPLOAD_UNUSABLE);
    return refusal.errors().getFirst();
  }

  /** Why even the good lines alone are not taken. */
  private static Refusal.Invalid refusedWhole(Project project, UploadFormat format, String text) {
    return catchThrowableOfType(
        Refusal.Invalid.class, () -> await(send(project, format, true, Optional.empty(), text)));
  }

  @Test
  void ndjsonRefusesMarksWrongBytesAndLinesThatAreTooLong() {
    var project = world.draft();
    String longLine = "{\"input\":{\"text\":\"" + "x".repeat(262_144) + "\"}}";

    assertThat(
            refused(
                    project,
                    "\uFEFF{\"input\":{\"text\":\"a\"}}\n" + longLine + "\n{\"input\":1}\n",
                    UploadFormat.NDJSON)
                .errors())
        .extracting(FieldError::line, FieldError::code)
        .containsExactly(tuple(1, "malformed_json"), tuple(2, "too_long"), tuple(3, "type"));
  }

  @Test
  void anEmptyUploadIsRefused() {
    var project = world.draft();

    assertThat(refused(project, "", UploadFormat.NDJSON).code()).isEqualTo(ErrorCode.UPLOAD_EMPTY);
    assertThat(refused(project, "\n \n", UploadFormat.NDJSON).code())
        .isEqualTo(ErrorCode.UPLOAD_EMPTY);
    assertThat(refused(project, "text\n", UploadFormat.CSV).code())
        .isEqualTo(ErrorCode.UPLOAD_EMPTY);
  }

  @Test
  void aRepeatWithTheSameKeyAnswersTheSameAndLoadsNothing() {
    var project = world.draft();
    String rows = "{\"input\":{\"text\":\"a\"}}\n{\"input\":{\"text\":\"b\"}}\n";

    var first = await(send(project, UploadFormat.NDJSON, false, Optional.of("k1"), rows));
    var second = await(send(project, UploadFormat.NDJSON, false, Optional.of("k1"), rows));
    var twins =
        List.of(
            send(project, UploadFormat.NDJSON, false, Optional.of("k2"), rows),
            send(project, UploadFormat.NDJSON, false, Optional.of("k2"), rows));

    assertThat(second).isEqualTo(first);
    assertThat(await(twins.get(0))).isEqualTo(await(twins.get(1)));
    assertThat(tasks(project)).hasSize(4);
    assertThat(world.now(project).tasks()).isEqualTo(4);
  }

  @Test
  void theSameKeyWithOtherRowsIsRefusedAndLoadsNothing() {
    var project = world.draft();
    var key = Optional.of("k3");
    String rows = "{\"input\":{\"text\":\"a\"}}\n";
    await(send(project, UploadFormat.NDJSON, false, key, rows));

    assertThatThrownBy(
            () -> await(send(project, UploadFormat.NDJSON, false, key, rows.replace('a', 'b'))))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED));

    assertThat(tasks(project)).hasSize(1);
  }

  @Test
  void aRepeatIsKnownThoughItsRowsBreakOff() {
    var project = world.draft();
    String csv = "text\nSunny\n\"never closed " + "and so on ".repeat(200_000);
    var key = Optional.of("broken");

    var first = await(send(project, UploadFormat.CSV, true, key, csv));
    var repeat = await(send(project, UploadFormat.CSV, true, key, csv));

    assertThat(first.accepted()).isEqualTo(1);
    assertThat(repeat).isEqualTo(first);
  }

  @Test
  void concurrentUploadsDoNotShareAPosition() {
    var project = world.draft();
    String rows = "{\"input\":{\"text\":\"a\"}}\n".repeat(50);
    var running =
        java.util.stream.IntStream.range(0, UploadSlots.OF_ONE_ORGANISATION)
            .mapToObj(_ -> send(project, UploadFormat.NDJSON, false, Optional.empty(), rows))
            .toList();

    running.forEach(TestPlatform::await);

    assertThat(
            test.sql(
                "select count(distinct position) as n, max(position) as m from task where project_id = $1",
                project.id().value()))
        .extracting(row -> row.getLong("n"), row -> row.getLong("m"))
        .containsExactly(tuple(200L, 200L));
  }

  @Test
  void aClientThatGoesAwayInTheMiddleLeavesNothing() throws Exception {
    var project = world.draft();
    var outcome = new CompletableFuture<Upload>();
    var server = serve(project, UploadFormat.NDJSON, false, Optional.empty(), outcome);
    var socket = begin(server, 2_500);
    while (test.sql("select from task_staging").isEmpty()) {
      Thread.onSpinWait();
    }

    await(socket.close());

    assertBrokenOff(outcome);
    assertNothingIsLeft(project);
  }

  @Test
  void aClientThatWentAwayBeforeItsRowsAreReadLeavesNothing() throws Exception {
    var project = world.draft();
    var outcome = new CompletableFuture<Upload>();
    var server =
        await(
            test.platform()
                .vertx()
                .createHttpServer()
                .requestHandler(
                    request -> {
                      request.pause();
                      request
                          .response()
                          .closeHandler(
                              _ ->
                                  uploads
                                      .load(
                                          world.editor(),
                                          project.id(),
                                          UploadFormat.NDJSON,
                                          false,
                                          Optional.empty(),
                                          request)
                                      .onComplete(
                                          outcome::complete, outcome::completeExceptionally));
                    })
                .listen(0));

    await(begin(server, 1).close());

    assertBrokenOff(outcome);
    assertNothingIsLeft(project);
  }

  @Test
  void rowsOfDeadUploadsAreSweptAfterAnHour() {
    test.sql(
        """
        insert into task_staging (upload_id, task_id, position, input, priority, workers, staged_at)
        select $1, gen_random_uuid(), n, '{}', 0, '{}', clock_timestamp() - n * interval '50 minutes'
          from generate_series(1, 2) as n
        """,
        test.newId());

    assertThat(new StagingJob(test.platform().database()).run()).isEqualTo(1);
    assertThat(new StagingJob(test.platform().database()).run()).isZero();
    test.sql("delete from task_staging");
  }

  @Test
  void manyRowsStreamThrough() {
    var project = world.draft();
    int rows = 100_000;
    var body = Buffer.buffer();
    for (int i = 0; i < rows; i++) {
      body.appendString(
          "{\"key\":\"k"
              + i
              + "\",\"input\":{\"text\":\"The weather today is number "
              + i
              + "\"}}\n");
    }
    long started = System.nanoTime();

    var upload = send(project, UploadFormat.NDJSON, false, Optional.empty(), body);

    var loaded =
        upload.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    long rate = rows * 1_000_000_000L / (System.nanoTime() - started);
    org.slf4j.LoggerFactory.getLogger(UploadIT.class).warn("{} rows at {} rows/s", rows, rate);
    assertThat(loaded.accepted()).isEqualTo(rows);
    assertThat(world.now(project).tasks()).isEqualTo(rows);
  }

  @Test
  void aClientThatFallsSilentIsAnsweredAndLeavesNothing() {
    var project = world.draft();
    var outcome = new CompletableFuture<Upload>();
    var impatient =
        new Uploads(test.platform(), world.module().projects(), queue, Duration.ofMillis(100));
    var server = serve(impatient, project, UploadFormat.NDJSON, false, Optional.empty(), outcome);

    begin(server, 1);

    assertThat(
            catchThrowableOfType(ExecutionException.class, () -> outcome.get(10, TimeUnit.SECONDS)))
        .cause()
        .extracting(cause -> ((Refusal) cause).code())
        .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    assertNothingIsLeft(project);
  }

  @Test
  void whenManyUploadsAreUnderWayOneMoreIsToldToComeBack() throws Exception {
    var project = world.draft();
    var under =
        java.util.stream.IntStream.range(0, UploadSlots.OF_ONE_ORGANISATION)
            .mapToObj(_ -> new CompletableFuture<Upload>())
            .toList();
    var clients = new ArrayList<NetSocket>();
    for (var outcome : under) {
      clients.add(
          begin(serve(project, UploadFormat.NDJSON, false, Optional.empty(), outcome), 2_500));
    }
    while (test.sql("select distinct upload_id from task_staging").size() < under.size()) {
      Thread.onSpinWait();
    }

    var refused =
        catchThrowableOfType(
            Refusal.Unavailable.class, () -> load(project, "{\"input\":{\"text\":\"a\"}}\n"));
    clients.forEach(client -> await(client.close()));
    under.forEach(UploadIT::assertBrokenOff);

    assertThat(refused.code()).isEqualTo(ErrorCode.UPLOADS_BUSY);
    assertThat(load(project, "{\"input\":{\"text\":\"a\"}}\n").accepted()).isEqualTo(1);
  }

  /** Sends some rows of a request that promises more. */
  private static NetSocket begin(HttpServer server, int rows) {
    var socket = await(sockets.connect(server.actualPort(), "localhost"));
    await(
        socket.write(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
                + "{\"input\":{\"text\":\"a\"}}\n".repeat(rows)));
    return socket;
  }

  /** Well before the patience with a silent client ends. */
  private static void assertBrokenOff(CompletableFuture<Upload> outcome) {
    assertThat(catchThrowableOfType(Exception.class, () -> outcome.get(15, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(Refusal.Invalid.class);
  }

  private static List<FieldError> csvFaults(Project project, String text) {
    return refused(project, text, UploadFormat.CSV).errors();
  }

  private static void assertNothingIsLeft(Project project) {
    assertThat(tasks(project)).isEmpty();
    assertThat(test.sql("select from upload where project_id = $1", project.id().value()))
        .isEmpty();
    assertThat(test.sql("select from task_staging")).isEmpty();
  }

  private static List<Task> tasks(Project project) {
    return await(
        new TaskRepository()
            .list(test.platform().database().client(), project.id(), null, 0, 1_000));
  }

  private static Upload load(Project project, String rows) {
    return await(send(project, UploadFormat.NDJSON, false, Optional.empty(), rows));
  }

  private static Refusal.Invalid refused(Project project, String text, UploadFormat format) {
    return refused(project, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)), format);
  }

  private static Refusal.Invalid refused(Project project, Buffer body, UploadFormat format) {
    return catchThrowableOfType(
        Refusal.Invalid.class, () -> await(send(project, format, false, Optional.empty(), body)));
  }

  private static Future<Upload> send(
      Project project, UploadFormat format, boolean partial, Optional<String> key, String text) {
    return send(
        project, format, partial, key, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Future<Upload> send(
      Project project, UploadFormat format, boolean partial, Optional<String> key, Buffer body) {
    var outcome = new CompletableFuture<Upload>();
    var server = serve(project, format, partial, key, outcome);
    return client
        .request(HttpMethod.POST, server.actualPort(), "localhost", "/")
        .compose(request -> request.send(body))
        .compose(_ -> Future.fromCompletionStage(outcome))
        .eventually(server::close);
  }

  private static HttpServer serve(
      Project project,
      UploadFormat format,
      boolean partial,
      Optional<String> key,
      CompletableFuture<Upload> outcome) {
    return serve(uploads, project, format, partial, key, outcome);
  }

  private static HttpServer serve(
      Uploads by,
      Project project,
      UploadFormat format,
      boolean partial,
      Optional<String> key,
      CompletableFuture<Upload> outcome) {
    return await(
        test.platform()
            .vertx()
            .createHttpServer()
            .requestHandler(
                request -> {
                  request.pause();
                  by.load(world.editor(), project.id(), format, partial, key, request)
                      .onComplete(outcome::complete, outcome::completeExceptionally)
                      .onComplete(_ -> request.response().end());
                })
            .listen(0));
  }
}
