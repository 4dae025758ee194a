package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A requester's wallet, a worker's profile and earnings. */
class MoneyIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();
  private static World world;
  private static Person requester;
  private static String organisation;

  @BeforeAll
  static void people() {
    world = new World(server.url());
    requester = world.requester();
    organisation = requester.organisationId("requester");
  }

  @ParameterizedTest
  @CsvSource({
    "0, USD",
    "0.001, USD",
    "0.5, JPY",
    "1.2345, KWD",
    "1000000.01, USD",
    "1, XXX",
    "1, XTS",
    "1, BTC",
    "1, USDD",
    "1, DEM",
    "1, HRK",
    "1, XAU",
    "-1, USD",
    "1e2, USD",
    "01, USD",
    ".5, USD",
    "5., USD",
    "NaN, USD",
    "'1,00', USD",
    "99999999999, USD",
    "1, usd"
  })
  void moneyThatIsNoneIsRefusedAndChangesNothing(String amount, String currency) {
    var before = requester.get("/v1/organisations/" + organisation + "/wallet");

    var problem = catchThrowableOfType(ApiProblem.class, () -> fund(requester, amount, currency));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(requester.get("/v1/organisations/" + organisation + "/wallet")).isEqualTo(before);
  }

  @Test
  void aProjectThatCostsMoreThanAnAccountCanHoldIsRefusedInPlainWords() {
    var draft =
        draft()
            .put("price", World.money("9999999999.999999"))
            .put("overlap", 100)
            .put("gold_permille", 500);
    String project = requester.createProject(draft, UUID.randomUUID().toString()).getString("id");
    requester.uploadTasks(project, World.rows(3), UUID.randomUUID().toString());

    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> requester.get("/v1/projects/" + project + "/estimate"),
            () -> requester.launch(project, UUID.randomUUID().toString()))) {
      var problem = catchThrowableOfType(ApiProblem.class, attempt);
      assertThat(problem.status()).isEqualTo(409);
      assertThat(problem.code()).isEqualTo("amount_too_large");
    }
    assertThat(requester.project(project).getString("state")).isEqualTo("draft");
  }

  @Test
  void eachCurrencyIsALineOfItsOwn() {
    var funder = world.requester();
    fund(funder, "12", "JPY");
    fund(funder, "1.234", "KWD");

    var lines = wallet(funder);

    assertThat(lines.keySet()).containsExactlyInAnyOrder("JPY", "KWD", "USD");
    assertThat(amounts(lines.get("JPY"))).containsExactly("12", "0", "0");
    assertThat(amounts(lines.get("KWD"))).containsExactly("1.234", "0.000", "0.000");
    assertThat(amounts(lines.get("USD"))).containsExactly("1000.00", "0.00", "0.00");
  }

  @Test
  void otherPeopleSeeNothingOfAWallet() {
    var stranger = world.requester();
    for (String path : List.of("/wallet", "/transfers")) {
      var problem =
          catchThrowableOfType(
              ApiProblem.class, () -> stranger.get("/v1/organisations/" + organisation + path));
      assertThat(problem.status()).isEqualTo(404);
    }

    var problem =
        catchThrowableOfType(
            ApiProblem.class,
            () ->
                stranger.send(
                    "POST",
                    "/v1/organisations/" + organisation + "/funding",
                    new JsonObject().put("amount", World.money("5"))));
    assertThat(problem.status()).isEqualTo(404);
  }

  @Test
  void theStatementAddsUpToTheWalletPageByPage() {
    var funder = world.requester();
    var worker = world.worker();
    String project =
        live(funder, draft().put("review", new JsonObject().put("mode", "automatic")), 4);
    for (int i = 0; i < 2; i++) {
      work(worker, project);
    }

    var lines =
        pages(
            funder,
            "/v1/organisations/" + funder.organisationId("requester") + "/transfers?limit=2");

    assertThat(new HashSet<>(lines)).hasSameSizeAs(lines);
    var line = wallet(funder).get("USD");
    assertThat(sum(lines, "available"))
        .isEqualByComparingTo(line.getJsonObject("available").getString("amount"));
    assertThat(sum(lines, "reserved"))
        .isEqualByComparingTo(line.getJsonObject("reserved").getString("amount"));
    assertThat(line.getJsonObject("spent").getString("amount")).isEqualTo("0.50");
    assertThat(lines.stream().map(one -> one.getString("code")))
        .contains("fund", "reserve", "earn");
    assertThat(lines)
        .filteredOn(one -> one.getString("code").equals("earn"))
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(one.getString("project_id")).isEqualTo(project);
              assertThat(one.getString("assignment_id")).startsWith("asg_");
              assertThat(one.getJsonObject("amount").getString("amount")).isEqualTo("-0.25");
            });
  }

  @Test
  void earningsArePagedFilteredAndWrittenAsCsv() throws Exception {
    var worker = world.worker();
    String accepted =
        live(
            requester,
            draft()
                .put("name", "=cmd|' /C calc'!A0")
                .put("review", new JsonObject().put("mode", "automatic")),
            3);
    String waiting = live(requester, draft(), 3);
    for (int i = 0; i < 3; i++) {
      work(worker, accepted);
    }
    work(worker, waiting);

    var all = pages(worker, "/v1/me/earnings?limit=3");
    var approved = pages(worker, "/v1/me/earnings?column=approved");
    var csv = raw(worker, "/v1/me/earnings", Map.of("Accept", "text/csv"));

    assertThat(all).hasSize(4).doesNotHaveDuplicates();
    assertThat(approved)
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.getString("hold_reason")).isEqualTo("holding_time"));
    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(csv.body().split("\r\n")).hasSize(1 + 4);
    assertThat(csv.body()).contains(",'=cmd|' /C calc'!A0,0.25,USD,approved,");
    assertThat(world.worker().get("/v1/me/earnings").getJsonArray("data")).isEmpty();
  }

  @Test
  void aCsvLongerThanAPageIsWhole() throws Exception {
    var worker = world.worker();
    String project =
        live(requester, draft().put("review", new JsonObject().put("mode", "automatic")), 1);
    work(worker, project);
    server.sql(
        """
        insert into earning (id, cause_id, project_id, worker_id, amount_micros, currency, state, earned_at)
        select gen_random_uuid(), gen_random_uuid(), project_id, worker_id, amount_micros, currency, 'void', earned_at
        from earning e, generate_series(1, 10)
        where worker_id = (select w.id from worker w join account a on a.id = w.account_id where a.email = $1)
        """,
        worker.email());
    server.sql(
        """
        insert into earning (id, cause_id, project_id, worker_id, amount_micros, currency, state, earned_at)
        select gen_random_uuid(), gen_random_uuid(), project_id, worker_id, amount_micros, currency, 'payable', earned_at
        from earning e, generate_series(1, 2500)
        where state = 'held' and worker_id = (select w.id from worker w join account a on a.id = w.account_id where a.email = $1)
        """,
        worker.email());

    var lines = raw(worker, "/v1/me/earnings", Map.of("Accept", "text/csv")).body().split("\r\n");

    assertThat(lines).hasSize(1 + 1 + 2_500).doesNotHaveDuplicates();
  }

  @Test
  void anUnchangedBalanceIsNotSentAgain() throws Exception {
    var worker = world.worker();
    String project =
        live(requester, draft().put("review", new JsonObject().put("mode", "automatic")), 2);
    work(worker, project);
    var first = raw(worker, "/v1/me/balance", Map.of());
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(raw(worker, "/v1/me/balance", Map.of("If-None-Match", tag)).statusCode())
        .isEqualTo(304);
    work(worker, project);
    var changed = raw(worker, "/v1/me/balance", Map.of("If-None-Match", tag));

    assertThat(changed.statusCode()).isEqualTo(200);
    var line = new JsonObject(changed.body()).getJsonArray("balances").getJsonObject(0);
    assertThat(line.getJsonObject("approved").getString("amount")).isEqualTo("0.50");
    assertThat(line.getJsonObject("received").getString("amount")).isEqualTo("0.00");
    assertThat(line.getString("next_release_at")).isNotNull();
  }

  @Test
  void aProfileIsReplacedByWhoeverSawItLast() throws Exception {
    var worker = world.worker();
    var seen = raw(worker, "/v1/me/worker", Map.of());
    String tag = seen.headers().firstValue("ETag").orElseThrow();
    var change =
        new JsonObject()
            .put("country", "FR")
            .put(
                "languages",
                new JsonArray().add(language("fr", "native")).add(language("zh-Hans", "fluent")))
            .put(
                "wished_pay_per_hour",
                new JsonObject().put("amount", "1.5").put("currency", "KWD"));

    var changed = put(worker, change, tag);
    var tooLate = put(worker, change, tag);

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(changed.body()).getJsonArray("languages"))
        .isEqualTo(change.getJsonArray("languages"));
    assertThat(
            new JsonObject(changed.body()).getJsonObject("wished_pay_per_hour").getString("amount"))
        .isEqualTo("1.500");
    assertThat(tooLate.statusCode()).isEqualTo(412);
    assertThat(put(worker, change, "").statusCode()).isEqualTo(428);
  }

  @Test
  void aProfileThatNamesALanguageTwiceOrAnUnknownCurrencyIsRefused() throws Exception {
    var worker = world.worker();
    String tag = raw(worker, "/v1/me/worker", Map.of()).headers().firstValue("ETag").orElseThrow();

    var twice =
        put(
            worker,
            new JsonObject()
                .put(
                    "languages",
                    new JsonArray().add(language("en", "basic")).add(language("en", "native"))),
            tag);
    var unknown =
        put(
            worker,
            new JsonObject()
                .put("languages", new JsonArray())
                .put(
                    "wished_pay_per_hour",
                    new JsonObject().put("amount", "1").put("currency", "QQQ")),
            tag);

    assertThat(twice.statusCode()).isEqualTo(422);
    assertThat(unknown.statusCode()).isEqualTo(422);
  }

  private static void fund(Person person, String amount, String currency) {
    person.send(
        "POST",
        "/v1/organisations/" + person.organisationId("requester") + "/funding",
        new JsonObject()
            .put("amount", new JsonObject().put("amount", amount).put("currency", currency)));
  }

  private static Map<String, JsonObject> wallet(Person person) {
    var lines = new java.util.HashMap<String, JsonObject>();
    person
        .get("/v1/organisations/" + person.organisationId("requester") + "/wallet")
        .getJsonArray("data")
        .forEach(line -> lines.put(((JsonObject) line).getString("currency"), (JsonObject) line));
    return lines;
  }

  private static List<String> amounts(JsonObject line) {
    return List.of("available", "reserved", "spent").stream()
        .map(name -> line.getJsonObject(name).getString("amount"))
        .toList();
  }

  private static BigDecimal sum(List<JsonObject> lines, String kind) {
    return lines.stream()
        .filter(line -> line.getString("balance_kind").equals(kind))
        .map(line -> new BigDecimal(line.getJsonObject("amount").getString("amount")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<JsonObject> pages(Person person, String path) {
    var all = new ArrayList<JsonObject>();
    String cursor = null;
    do {
      String next = cursor == null ? path : path + "&cursor=" + cursor;
      var page = person.get(next);
      page.getJsonArray("data").forEach(line -> all.add((JsonObject) line));
      cursor = page.getString("next_cursor");
    } while (cursor != null);
    return all;
  }

  private static void work(Person worker, String project) {
    worker.acknowledge(project, 1);
    eventually(() -> worker.feed().getJsonArray("cards").encode().contains(project));
    var claimed = worker.claim(UUID.randomUUID(), project).orElseThrow();
    worker.submit(claimed, UUID.randomUUID(), answer(), 30);
  }

  private static JsonObject language(String tag, String level) {
    return new JsonObject().put("language", tag).put("level", level);
  }

  private static HttpResponse<String> raw(Person person, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + world.token(person));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> put(Person person, JsonObject profile, String tag)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/me/worker"))
            .header("Authorization", "Bearer " + world.token(person))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(profile.encode()));
    if (!tag.isEmpty()) {
      request.header("If-Match", tag);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
