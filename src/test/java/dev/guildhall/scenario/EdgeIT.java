package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in at the public port and is no operation: odd addresses, broken requests, pages. */
class EdgeIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static HttpClient http;

  @BeforeAll
  static void open() {
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() {
    http.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/projects",
        "/v1//projects",
        "/v1/projects/",
        "/v1/%70rojects",
        "/v1/x/../projects",
        "/v1/./projects",
        "/docs/../v1/projects",
        "/v1/projects/.",
        "/v1/projects/%2e",
        "/v1/projects;a=b",
        "/v1/projects%00",
        "/v1/projects%ff",
        "/v1/%c0%ae%c0%ae/projects",
        "/v1%2fprojects",
        "/v1/projects%",
        "/v1/projects%zz",
        "/v1\\projects",
        "/v1/projécts",
        "//",
        "*",
        "v1/projects"
      })
  void anAddressIsWrittenInOneWayOnly(String address) throws Exception {
    assertProblem(raw("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400, 404);
  }

  @Test
  void anAddressOfThousandsOfSegmentsLeadsNowhere() throws Exception {
    assertProblem(send("GET", "/a".repeat(4_000) + "/b.c", "Accept", "*/*"), 404);
  }

  @Test
  void anIdThatWasLeftOutSignsNobodyOut() throws Exception {
    var world = new World(server.url());
    String token = world.token(world.worker());

    for (String address : new String[] {"/v1/sessions/", "/v1/sessions/.", "/v1/sessions/%2e"}) {
      var answer =
          raw(
              "DELETE "
                  + address
                  + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + token
                  + "\r\n\r\n");
      assertProblem(answer, 404);
    }

    var me = send("GET", "/v1/me", "Authorization", "Bearer " + token);
    assertThat(me.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GARBAGE|400",
        "GET / HTTP/1.1\\nHost: a\\nContent-Length: -3|400",
        "GET / HTTP/1.1\\nHost: a\\nContent-Length: 3\\nContent-Length: 4|400",
        "POST / HTTP/1.1\\nHost: a\\nContent-Length: 3\\nTransfer-Encoding: chunked|400",
        "GET / HTTP/1.1\\nHost: a\\nX : b|400",
        "GET / HTTP/1.1\\nHost: a\\nHost: a|400",
        "GET /LONG HTTP/1.1\\nHost: a|414",
        "GET / HTTP/1.1\\nHost: a\\nX: LONGLONGLONG|431"
      })
  void whatIsNoRequestGetsAProblemToo(String request, int status) throws Exception {
    var answer =
        raw(request.replace("\\n", "\r\n").replace("LONG", "a".repeat(9_000)) + "\r\n\r\n");

    assertProblem(answer, status);
    assertThat(answer).containsIgnoringCase("X-Content-Type-Options: nosniff");
  }

  @Test
  void nothingIsReadAfterWhatIsNoRequest() throws Exception {
    String answers =
        raw("GARBAGE\r\n\r\nGET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answers).containsIgnoringCase("connection: close").doesNotContain("\"keys\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no.such.file", "/assets/nothing.js", "/docs/assets/none.css", "/a/b.c"})
  void aMissingFileIsAProblemForProgramsAndAPageForPeople(String path) throws Exception {
    var forPrograms = send("GET", path, "Accept", "*/*");
    var forPeople = send("GET", path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertProblem(forPrograms, 404);
    assertThat(forPeople.statusCode()).isEqualTo(404);
    assertThat(forPeople.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(forPeople.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(forPeople.body()).startsWith("<!doctype html>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs/assets/.", "/docs/assets/..", "/docs/assets", "/messages/x.y"})
  void noFolderTellsWhatIsInIt(String path) throws Exception {
    var answer = raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n");

    assertProblem(answer, 404);
  }

  @Test
  void aProgramThatForgetsTheVersionIsNotGivenAPage() throws Exception {
    assertProblem(send("GET", "/feed", "Accept", "application/json"), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/problems", "/openapi.yaml", "/docs/assets/start.js"})
  void headAnswersAsGetDoesWithoutABody(String path) throws Exception {
    var get = send("GET", path, "Accept", "*/*");
    var head = send("HEAD", path, "Accept", "*/*");

    assertThat(get.statusCode()).isEqualTo(200);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(get.headers().firstValue("Content-Type"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aPageThatIsWrittenToNamesTheMethodsThatItTakes() throws Exception {
    var answer = send("POST", "/docs", "Accept", "*/*");

    assertProblem(answer, 405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void aSlashBehindAPageLeadsToThePage() throws Exception {
    var answer = send("GET", "/docs/", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location")).hasValue("/docs");
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
  }

  private static void assertProblem(String answer, Integer... statuses) {
    assertThat(Integer.valueOf(answer.split(" ", 3)[1])).as(answer).isIn((Object[]) statuses);
    assertThat(answer).containsIgnoringCase("Content-Type: application/problem+json");
    var problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")));
    assertThat(problem.getString("request_id")).startsWith("req_");
  }

  private static HttpResponse<String> send(String method, String path, String header, String value)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header(header, value)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Sends bytes as they stand and reads until the server is done with them. */
  private static String raw(String request) throws IOException {
    var address = URI.create(server.url());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
