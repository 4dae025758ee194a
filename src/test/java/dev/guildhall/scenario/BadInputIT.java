package dev.guildhall.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clumsy and hostile clients send gets a problem that helps, and changes nothing. */
class BadInputIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static HttpClient http;
  private static String token;

  @BeforeAll
  static void signIn() throws Exception {
    http = HttpClient.newHttpClient();
    var world = new World(server.url());
    Person requester = world.requester();
    var answer =
        send(
            "POST",
            "/v1/sessions",
            new JsonObject()
                .put("email", requester.email())
                .put("password", "a sentence only the tests know")
                .encode());
    token = new JsonObject(answer.body()).getString("access_token");
  }

  @AfterAll
  static void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/projects/prj_zzzzzzzzzzzzzzzzzzzzzzzzzz",
        "/v1/projects/prj_00000000000000000000000000%0a",
        "/v1/projects/null",
        "/v1/projects/%2e%2e",
        "/v1/projects/%00",
        "/v1/projects/1",
        "/v1/projects?limit=0",
        "/v1/projects?limit=abc",
        "/v1/projects?limit=101",
        "/v1/projects?nonsense=1",
        "/v1/projects?cursor=zzz",
        "/v1/projects?limit=1&limit=2",
        "/v1/nothing",
        "/v1/tasks/tsk_7zzzzzzzzzzzzzzzzzzzzzzzzz"
      })
  void anAddressThatMeansNothingGetsAProblem(String path) throws Exception {
    assertProblem(send("GET", path, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"amount\":1}",
        "{\"amount\":{\"amount\":\"1e9\",\"currency\":\"USD\"}}",
        "{\"amount\":{\"amount\":\"1\",\"currency\":\"ZZZ\"}}",
        "{\"amount\":{\"amount\":\"1\\n\",\"currency\":\"USD\"}}",
        "{\"amount\":{\"amount\":\"-1\",\"currency\":\"USD\"}}",
        "{\"amount\":{\"amount\":\"1\",\"currency\":\"usd\"}}",
        "{\"amount\":{\"amount\":\"1\",\"currency\":\"USD\"},\"role\":\"owner\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}"
      })
  void moneyOfAWrongFormIsRefusedFieldByField(String body) throws Exception {
    String wallet = "/v1/organisations/" + organisation() + "/funding";

    var answer = send("POST", wallet, body);

    assertProblem(answer);
    assertThat(answer.body())
        .doesNotContain("com.fasterxml", "JsonReadFeature", "java.", "Exception");
  }

  @Test
  void aProblemPointsAtTheFieldWhoseValueHasNoMeaning() throws Exception {
    var answer =
        send(
            "POST",
            "/v1/organisations/" + organisation() + "/funding",
            "{\"amount\":{\"amount\":\"1\",\"currency\":\"ZZZ\"}}");

    assertThat(
            new JsonObject(answer.body())
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("pointer"))
        .startsWith("/amount");
  }

  @Test
  void aMethodThatIsNotThereNamesThoseThatAre() throws Exception {
    var answer = send("DELETE", "/v1/projects", null);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
  }

  @Test
  void aSubmissionOfOthersLooksLikeNone() throws Exception {
    var answer =
        send(
            "PUT", "/v1/submissions/" + UUID.randomUUID() + "/verdict", "{\"verdict\":\"accept\"}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("submission");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z",
        "+12026-01-01T00:00:00Z",
        "0000-00-00T00:00:00Z",
        "yesterday"
      })
  void aCursorWithAnImpossibleTimeBelongsToNoList(String time) throws Exception {
    String forged = "listProjects|" + time + '|' + UUID.randomUUID();
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(UTF_8));

    var answer = send("GET", "/v1/projects?cursor=" + cursor, null);

    assertProblem(answer);
    assertThat(answer.body()).contains("cursor_invalid");
  }

  private static String organisation() throws Exception {
    return new JsonObject(send("GET", "/v1/organisations", null).body())
        .getJsonArray("data")
        .getJsonObject(0)
        .getString("id");
  }

  private static void assertProblem(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isNotEmpty();
    assertThat(problem.getString("detail")).isNotEmpty();
    assertThat(problem.getString("request_id")).startsWith("req_");
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
