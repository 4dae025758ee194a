package dev.guildhall.delivery;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.testing.TestPlatform;
import dev.guildhall.worker.Pseudonyms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryIT {

  @RegisterExtension static final TestPlatform test = new TestPlatform();

  private static final Secret SECRET = new Secret("the server's secret");

  private static FolderWorkflow builder;
  private static DeliveryFiles files;

  @BeforeAll
  static void wire() {
    var platform = test.platform();
    builder = new FolderWorkflow(platform.database(), platform.home().resolve("deliveries"));
    files = new DeliveryFiles(platform.vertx(), builder);
    platform
        .jobQueue()
        .handle(
            DeliveryJob.KIND,
            new DeliveryJob(platform, new FreezeWorkflow(platform.database(), SECRET), files)::run);
  }

  @Test
  void whatIsAcceptedAtTheCutIsInAndLaterVerdictsAreNot() throws IOException {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    var task = project.task("one");
    project.accepted(task, 0, "yes");
    var late = project.submitted(task, 1, new JsonObject().put("label", "no"));
    project.judged(
        project.submitted(task, 2, new JsonObject().put("label", "no")), "soft_reject", null);
    project.judged(project.submitted(task, 3, new JsonObject().put("label", "no")), "reject", null);

    var cut = cut(project);
    project.judged(late, "accept", null);
    var delivery = built(cut);

    assertThat(delivery.submissions()).isEqualTo(1);
    assertThat(lines(delivery, "submissions.jsonl"))
        .singleElement()
        .satisfies(
            line -> assertThat(line.getJsonObject("output").getString("label")).isEqualTo("yes"));
    assertThat(built(cut(project)).submissions()).isEqualTo(2);
    assertThat(built(cut(project)).version()).isEqualTo(3);
  }

  @Test
  void aVerdictThatIsStillBeingWrittenAtTheCutIsWaitedFor() throws Exception {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    var task = project.task("one");
    project.accepted(task, 0, "yes");
    var open = project.submitted(task, 1, new JsonObject().put("label", "no"));
    var connection =
        await(io.vertx.pgclient.PgConnection.connect(test.platform().vertx(), options()));
    var tx = await(connection.begin());
    await(
        connection
            .preparedQuery(
                "insert into verdict (id, submission_id, assignment_id, kind, decided_by, rule)"
                    + " select $1, id, assignment_id, 'accept', 'rule', 'test' from submission where assignment_id = $2")
            .execute(io.vertx.sqlclient.Tuple.of(test.newId(), open)));

    var cut = cut(project);
    var job = Thread.ofVirtual().start(() -> test.platform().jobQueue().run());
    Thread.sleep(300);
    var before = found(cut);
    await(tx.commit());
    job.join();
    await(connection.close());

    assertThat(before.facts()).isNull();
    assertThat(found(cut).submissions()).isEqualTo(2);
  }

  @Test
  void theLastVerdictDecidesAndAFixStandsForTheOriginal() throws IOException {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    var overturned =
        project.submitted(project.task("appealed"), 0, new JsonObject().put("label", "yes"));
    project.judged(overturned, "reject", null);
    test.sql(
        """
        insert into verdict (id, submission_id, assignment_id, kind, decided_by, person_id, rule)
        select $1, id, assignment_id, 'accept', 'appeal', $2, 'test' from submission where assignment_id = $3
        """,
        test.newId(),
        project.accountId(),
        overturned);
    test.sql("update assignment set state = 'accepted' where id = $1", overturned);
    var fixed = project.submitted(project.task("fixed"), 0, new JsonObject().put("label", "yes"));
    project.judged(fixed, "accept_with_fix", new JsonObject().put("label", "no"));

    var delivery = built(cut(project));

    var lines = lines(delivery, "submissions.jsonl");
    assertThat(lines)
        .extracting(line -> line.getString("verdict"))
        .containsExactly("accept", "accept_with_fix");
    assertThat(lines.get(1).getJsonObject("output").getString("label")).isEqualTo("no");
    assertThat(lines.get(1).getJsonObject("original_output").getString("label")).isEqualTo("yes");
    assertThat(lines(delivery, "answers.jsonl"))
        .extracting(line -> line.getString("answer"))
        .containsExactly("yes", "no");
  }

  @Test
  void aTieHasNoAnswerAndGoldHasNoAnswerLine() throws IOException {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    var tie = project.task("tie");
    project.accepted(tie, 0, "yes");
    project.accepted(tie, 1, "no");
    var gold =
        project.task(
            "gold", new JsonObject().put("text", "known"), new JsonObject().put("label", "yes"));
    project.accepted(gold, 0, "yes");
    project.accepted(gold, 1, "no");

    var delivery = built(cut(project));

    var answer = lines(delivery, "answers.jsonl").getFirst();
    assertThat(lines(delivery, "answers.jsonl")).hasSize(1);
    assertThat(answer.getString("answer")).isNull();
    assertThat(answer.getJsonObject("distribution"))
        .isEqualTo(new JsonObject().put("no", 1).put("yes", 1));
    assertThat(lines(delivery, "submissions.jsonl"))
        .extracting(line -> line.getBoolean("gold"), line -> line.getBoolean("gold_right"))
        .contains(
            org.assertj.core.groups.Tuple.tuple(true, true),
            org.assertj.core.groups.Tuple.tuple(true, false))
        .hasSize(4);
  }

  @Test
  void filesMadeAgainAreTheSameToTheByteAndAgreeWithTheManifest() throws Exception {
    var project = manySubmissions();
    var delivery = built(cut(project));
    var before = hashes(delivery);

    remove(delivery);
    assertThat(Files.exists(builder.folder(delivery.id()))).isFalse();
    test.sql("update project set name = 'renamed' where id = $1", project.id());
    await(files.folder(delivery));

    assertThat(hashes(delivery)).isEqualTo(before);
    var manifest = new Manifest(delivery.manifest());
    assertThat(manifest.sha256()).isEqualTo(delivery.manifestSha256());
    assertThat(manifest.entries())
        .hasSize(before.size())
        .allSatisfy(entry -> assertThat(before).containsEntry(entry.path(), entry.sha256()))
        .allSatisfy(
            entry ->
                assertThat(Files.size(builder.folder(delivery.id()).resolve(entry.path())))
                    .isEqualTo(entry.bytes()));
    assertThat(manifest.entries())
        .extracting(Manifest.Entry::path)
        .contains(
            "README.md",
            "guideline.md",
            "submissions.jsonl",
            "submissions.csv",
            "submissions.parquet");
  }

  @Test
  void itemsAreTheSameHoweverFewTasksAreFrozenAtATime() {
    var project = manySubmissions();
    var database = test.platform().database();
    var frozen = new ArrayList<List<String>>();

    for (int tasksAtATime : List.of(1, 7, 1_000)) {
      var cut = cut(project);
      await(new FreezeWorkflow(database, SECRET, tasksAtATime).run(cut.id()));
      frozen.add(items(cut));
    }

    assertThat(frozen.getFirst()).hasSize(80);
    assertThat(frozen).allSatisfy(items -> assertThat(items).isEqualTo(frozen.getFirst()));
  }

  @Test
  void filesThatCameOutOtherwiseAreNotHandedOut() throws Exception {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    project.accepted(project.task("one"), 0, "yes");
    var delivery = built(cut(project));
    remove(delivery);
    test.sql("update delivery set note = 'tampered' where id = $1", delivery.id().value());

    var made = files.folder(found(delivery));

    assertThatThrownBy(() -> await(made))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("README.md");
    assertThat(Files.exists(builder.folder(delivery.id()))).isFalse();
  }

  @Test
  void parquetReadsBackWithTypesAndInOrder() throws Exception {
    var delivery = built(cut(manySubmissions()));
    Path folder = builder.folder(delivery.id());

    assertThat(query("describe select * from '" + folder.resolve("submissions.parquet") + "'"))
        .contains(
            "submission_id VARCHAR",
            "output STRUCT(\"label\" VARCHAR, \"comment\" VARCHAR)",
            "gold BOOLEAN",
            "seconds BIGINT",
            "submitted_at TIMESTAMP WITH TIME ZONE");
    assertThat(query("describe select * from '" + folder.resolve("answers.parquet") + "'"))
        .contains("n BIGINT", "answer VARCHAR", "distribution MAP(VARCHAR, BIGINT)");
    assertThat(
            query(
                "select submission_id, output.label from '"
                    + folder.resolve("submissions.parquet")
                    + "'"))
        .containsExactlyElementsOf(
            lines(delivery, "submissions.jsonl").stream()
                .map(
                    line ->
                        line.getString("submission_id")
                            + ' '
                            + line.getJsonObject("output").getString("label"))
                .toList());
  }

  @Test
  void aWorkerHasOneNameInAProjectAndAnotherElsewhereAndNobodyIsNamed() throws IOException {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    project.accepted(project.task("one"), 0, "yes");
    var first = built(cut(project));
    project.accepted(project.task("two"), 0, "no");
    var second = built(cut(project));

    var names =
        lines(second, "submissions.jsonl").stream()
            .map(line -> line.getString("worker"))
            .distinct()
            .toList();

    assertThat(names)
        .containsExactly(lines(first, "submissions.jsonl").getFirst().getString("worker"));
    assertThat(names.getFirst())
        .isNotEqualTo(Pseudonyms.of(SECRET, test.newId()).of(project.worker(0)));
    try (var all = Files.list(builder.folder(second.id()))) {
      for (Path file : all.toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("anary", project.worker(0).toString());
      }
    }
  }

  @Test
  void comparisonsBecomePairsAndEqualOnesDoNot() throws Exception {
    var project =
        Arranged.project(test, "preference", new JsonObject().put("question", "Which?"), 3);
    var turns =
        new JsonArray()
            .add(new JsonObject().put("role", "system").put("content", "be brief"))
            .add(new JsonObject().put("role", "user").put("content", "hi"));
    var better =
        project.task(
            "b wins", new JsonObject().put("prompt", turns).put("a", "A1").put("b", "B1"), null);
    List.of("b", "b", "equal").forEach(choice -> vote(project, better, choice));
    var equal = project.task("equal wins", comparison(), null);
    List.of("equal", "equal", "a").forEach(choice -> vote(project, equal, choice));
    var tie = project.task("tie", comparison(), null);
    List.of("a", "b").forEach(choice -> vote(project, tie, choice));
    var gold = project.task("gold", comparison(), new JsonObject().put("choice", "a"));
    vote(project, gold, "a");

    var delivery = built(cut(project));

    var pair = lines(delivery, "preference_trl.jsonl").getFirst();
    assertThat(lines(delivery, "preference_trl.jsonl")).hasSize(1);
    assertThat(pair.getJsonArray("prompt")).isEqualTo(turns);
    assertThat(pair.getJsonArray("chosen").getJsonObject(0))
        .isEqualTo(new JsonObject().put("role", "assistant").put("content", "B1"));
    assertThat(pair.getJsonArray("rejected").getJsonObject(0).getString("content")).isEqualTo("A1");
    assertThat(pair.getDouble("agreement")).isEqualTo(0.6667);
    assertThat(pair.getDouble("score_rejected")).isZero();
    assertThat(
            pair.getJsonArray("reasons").stream()
                .map(reason -> ((JsonObject) reason).getString("vote")))
        .containsExactly("chosen", "chosen", "equal");
    assertThat(
            query(
                "select prompt[2].content, chosen[1].content from '"
                    + builder.folder(delivery.id()).resolve("preference_trl.parquet")
                    + "'"))
        .containsExactly("hi B1");
    assertThat(
            query(
                "describe select * from '"
                    + builder.folder(delivery.id()).resolve("preference_trl.parquet")
                    + "'"))
        .contains("prompt STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]", "score_chosen DOUBLE");
  }

  @Test
  void writtenTextsBecomeDialogues() throws IOException {
    var project =
        Arranged.project(test, "writing", new JsonObject().put("question", "Answer it."), 2);
    var task = project.task("poem", new JsonObject().put("prompt", "A poem, please"), null);
    project.accepted(task, 0, new JsonObject().put("response", "=Roses\nare red"));

    var delivery = built(cut(project));

    assertThat(lines(delivery, "sft_trl.jsonl").getFirst().getJsonArray("messages"))
        .isEqualTo(
            new JsonArray()
                .add(new JsonObject().put("role", "user").put("content", "A poem, please"))
                .add(new JsonObject().put("role", "assistant").put("content", "=Roses\nare red")));
    assertThat(lines(delivery, "answers.jsonl").getFirst().getInteger("n")).isEqualTo(1);
    assertThat(Files.readString(builder.folder(delivery.id()).resolve("submissions.csv")))
        .contains("\"'=Roses\nare red\"");
  }

  @Test
  void rubricsAreAveragedByLine() throws Exception {
    var lines = new JsonArray().add(line("clarity")).add(line("truth"));
    var project =
        Arranged.project(
            test, "rubric", new JsonObject().put("question", "Grade it.").put("lines", lines), 2);
    var task =
        project.task(
            "essay", new JsonObject().put("prompt", "Why?").put("response", "Because."), null);
    project.accepted(task, 0, scores(5, 1));
    project.accepted(task, 1, scores(2, 1));

    var delivery = built(cut(project));

    assertThat(lines(delivery, "answers.jsonl").getFirst().getJsonObject("mean_scores"))
        .isEqualTo(new JsonObject().put("clarity", 3.5).put("truth", 1.0));
    assertThat(
            query(
                "select output.scores.clarity from '"
                    + builder.folder(delivery.id()).resolve("submissions.parquet")
                    + "'"))
        .containsExactly("5", "2");
    assertThat(Files.readString(builder.folder(delivery.id()).resolve("answers.csv")))
        .contains("mean_scores.clarity,mean_scores.truth");
  }

  @Test
  void aDeliveryWhoseEveryAttemptEndedWithItsNodeHasFailed() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    project.accepted(project.task("one"), 0, "yes");
    var cut = cut(project);
    test.sql("update delivery set attempts = 5 where id = $1", cut.id().value());

    while (test.platform().jobQueue().run() > 0) {
      // Also what other tests have left.
    }

    assertThat(found(cut).state()).isEqualTo(Delivery.State.FAILED);
    assertThat(
            test.sql("select from job where payload ->> 'delivery_id' = $1", cut.id().toString()))
        .isEmpty();
  }

  @Test
  void nothingIsCutWhileNothingIsAccepted() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    project.submitted(project.task("one"), 0, new JsonObject().put("label", "yes"));

    assertThatThrownBy(() -> cut(project))
        .isInstanceOfSatisfying(
            Refusal.Conflict.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOTHING_TO_DELIVER));
    assertThat(test.sql("select 1 from delivery where project_id = $1", project.id())).isEmpty();
  }

  @Test
  void aStrangerFindsNoDelivery() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    project.accepted(project.task("one"), 0, "yes");
    var cut = cut(project);
    var deliveries = new Deliveries(test.platform(), new Open(project.accountId()));

    assertThatThrownBy(
            () -> await(deliveries.findReady(Open.principal(project.accountId()), cut.id())))
        .hasMessageContaining("delivery_not_ready");
    assertThatThrownBy(() -> await(deliveries.find(Open.principal(test.newId()), cut.id())))
        .isInstanceOf(Refusal.NotFound.class)
        .hasMessageContaining("what=delivery");
    built(cut);
  }

  @Test
  void theArchiveHoldsEveryFileAndIsTheSameEachTime() throws Exception {
    var delivery = built(cut(manySubmissions()));
    var names =
        new Manifest(delivery.manifest()).entries().stream().map(Manifest.Entry::path).toList();

    byte[] sent = download(delivery, names);
    var packed = new ByteArrayOutputStream();
    DeliveryArchiveWorkflow.pack(builder.folder(delivery.id()), "top", names, packed);

    assertThat(sent).isEqualTo(packed.toByteArray());
    var hashes = new TreeMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(sent))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        hashes.put(entry.getName().substring("top/".length()), sha256(zip.readAllBytes()));
      }
    }
    assertThat(hashes).isEqualTo(hashes(delivery));
  }

  private static byte[] download(Delivery delivery, List<String> names) throws Exception {
    var vertx = test.platform().vertx();
    var server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        DeliveryArchiveWorkflow.send(
                            vertx.getOrCreateContext(),
                            request.response(),
                            builder.folder(delivery.id()),
                            "top",
                            names))
                .listen(0, "127.0.0.1"));
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var address = java.net.URI.create("http://127.0.0.1:" + server.actualPort() + "/");
      return client
          .send(
              java.net.http.HttpRequest.newBuilder(address).build(),
              java.net.http.HttpResponse.BodyHandlers.ofByteArray())
          .body();
    } finally {
      await(server.close());
    }
  }

  /** Enough for several reads of the cursor, in an order that ids do not give away. */
  private static Arranged manySubmissions() {
    var project = Arranged.project(test, "classification", Arranged.labels(), 3);
    for (int worker = 0; worker < 3; worker++) {
      project.worker(worker);
    }
    for (int i = 0; i < 20; i++) {
      var task = project.task("task " + i);
      for (int worker = 0; worker < 3; worker++) {
        project.accepted(task, worker, (i + worker) % 3 == 0 ? "no" : "yes");
      }
    }
    return project;
  }

  private static void vote(Arranged project, java.util.UUID task, String choice) {
    int taken = test.sql("select 1 from assignment where task_id = $1", task).size();
    project.accepted(
        task, taken, new JsonObject().put("choice", choice).put("reason", "because " + choice));
  }

  private static JsonObject comparison() {
    return new JsonObject().put("prompt", "Say hi").put("a", "A").put("b", "B");
  }

  private static JsonObject line(String key) {
    return new JsonObject().put("key", key).put("title", key).put("min", 0).put("max", 5);
  }

  private static JsonObject scores(int clarity, int truth) {
    return new JsonObject()
        .put("scores", new JsonObject().put("clarity", clarity).put("truth", truth));
  }

  private static Delivery cut(Arranged project) {
    var deliveries = new Deliveries(test.platform(), new Open(project.accountId()));
    return await(
        test.platform()
            .database()
            .inTransaction(
                tx ->
                    deliveries.cut(
                        tx,
                        Open.principal(project.accountId()),
                        project.id(),
                        "for the first model")));
  }

  private static Delivery built(Delivery cut) {
    while (test.platform().jobQueue().run() > 0) {
      test.sql("update job set run_after = clock_timestamp() where state = 'waiting'");
    }
    var delivery = found(cut);
    assertThat(delivery.state())
        .as(
            () ->
                test.sql("select error from delivery where id = $1", cut.id().value())
                    .getFirst()
                    .getString(0))
        .isEqualTo(Delivery.State.READY);
    return delivery;
  }

  private static Delivery found(Delivery delivery) {
    return await(repository().find(test.platform().database().client(), delivery.id()))
        .orElseThrow();
  }

  private static List<String> items(Delivery delivery) {
    return test
        .sql(
            "select part || position || line from delivery_item where delivery_id = $1 order by part, position",
            delivery.id().value())
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static DeliveryRepository repository() {
    return new DeliveryRepository();
  }

  private static List<JsonObject> lines(Delivery delivery, String file) throws IOException {
    try (var lines = Files.lines(builder.folder(delivery.id()).resolve(file))) {
      return lines
          .peek(line -> assertThat(StrictJson.canonical(new JsonObject(line))).isEqualTo(line))
          .map(JsonObject::new)
          .toList();
    }
  }

  private static Map<String, String> hashes(Delivery delivery) throws Exception {
    var hashes = new TreeMap<String, String>();
    try (var files = Files.list(builder.folder(delivery.id()))) {
      for (Path file : files.toList()) {
        hashes.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static void remove(Delivery delivery) throws IOException {
    Path folder = builder.folder(delivery.id());
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** The first two columns of each row. */
  private static List<String> query(String sql) throws Exception {
    var found = new ArrayList<String>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(
            rows.getString(1)
                + (rows.getMetaData().getColumnCount() > 1 ? " " + rows.getString(2) : ""));
      }
    }
    return found;
  }

  private static io.vertx.pgclient.PgConnectOptions options() {
    var postgres = test.postgres();
    return new io.vertx.pgclient.PgConnectOptions()
        .setHost(postgres.host())
        .setPort(postgres.port())
        .setDatabase(postgres.database())
        .setUser(postgres.user())
        .setPassword(postgres.password().reveal());
  }
}
