package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node does whatever its features are. */
class ServerIT {

  @RegisterExtension static final TestServer test = new TestServer();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theManagementPortTellsReadinessAndMetrics() throws Exception {
    var ready = get(test.managementUrl() + "/readyz");
    get(test.url() + "/v1/nothing");
    var metrics = get(test.managementUrl() + "/metrics");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(ready.body()).getJsonObject("checks").getString("postgres"))
        .isEqualTo("up");
    assertThat(metrics.body()).contains("guildhall_http_requests_seconds_count");
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() throws Exception {
    for (String path : new String[] {"/v1/me", "/v1/nothing", "/docs", "/no.such.file"}) {
      var answer = get(test.url() + path);

      assertThat(answer.headers().firstValue("X-Content-Type-Options"))
          .as(path)
          .hasValue("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
      assertThat(answer.headers().firstValue("Permissions-Policy")).as(path).isPresent();
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).as(path).isEmpty();
    }
  }

  @Test
  void anAddressThatNothingAnswersIsAProblem() throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(test.url() + "/elsewhere"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isIn(404, 405);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("request_id")).startsWith("req_");
  }

  @Test
  void theMailboxPageIsOpenInTheDemo() throws Exception {
    test.sql(
        """
        insert into mail (id, recipient, subject, body, state)
        values (gen_random_uuid(), 'ada@example.org', 'Hello <b>', 'see http://example.org/?a=1&b=2', 'sent')
        """);

    var page = get(test.url() + "/demo/mailbox");
    var json = get(test.url() + "/demo/mailbox.json?recipient=ada@example.org");

    assertThat(page.body()).contains("Hello &lt;b&gt;").doesNotContain("Hello <b>");
    assertThat(new JsonObject(json.body()).getJsonArray("data").getJsonObject(0).getString("body"))
        .isEqualTo("see http://example.org/?a=1&b=2");
  }

  @Test
  void aTakenPortGivesAnother() throws IOException {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var second =
          new TestServer(
              c ->
                  c.withHttp(
                      new dev.guildhall.platform.http.HttpConfig(
                          "127.0.0.1",
                          taken.getLocalPort(),
                          "",
                          0,
                          c.http().bodyDeadlineMs(),
                          c.http().uploadDeadlineMs(),
                          c.http().limits())));
      second.beforeAll(null);
      try {
        assertThat(URI.create(second.url()).getPort()).isNotEqualTo(taken.getLocalPort());
      } finally {
        second.afterAll(null);
      }
    }
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
