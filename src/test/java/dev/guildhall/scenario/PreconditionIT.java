package dev.guildhall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If-Match and If-None-Match on everything that can be edited (RFC 9110, 13.1). */
class PreconditionIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();
  private static List<Editable> editables;

  /** Something with a version: where it is, whose it is, and a change that may be repeated. */
  record Editable(String method, String path, String token, JsonObject change) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void people() {
    var world = new World(server.url());
    Person requester = world.requester();
    Person worker = world.worker();
    String project =
        requester.createProject(World.draft(), UUID.randomUUID().toString()).getString("id");
    var name = new JsonObject().put("name", "Another name");
    var profile = new JsonObject().put("languages", new JsonArray());
    editables =
        List.of(
            new Editable("PATCH", "/v1/projects/" + project, world.token(requester), name),
            new Editable("PUT", "/v1/me/worker", world.token(worker), profile),
            new Editable(
                "PATCH", "/v1/me", world.token(worker), new JsonObject().put("locale", "zh")));
  }

  static List<Editable> editables() {
    return editables;
  }

  @ParameterizedTest
  @MethodSource("editables")
  void aStarOrAListWithTheCurrentVersionAdmitsAChange(Editable it) throws Exception {
    assertThat(change(it, "*").statusCode()).isEqualTo(200);
    assertThat(change(it, "\"other\", " + tag(it)).statusCode()).isEqualTo(200);
    assertThat(change(it, "\"other\"", tag(it)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("editables")
  void anotherVersionOrAWeakOneIsNotAdmitted(Editable it) throws Exception {
    String tag = tag(it);

    for (String header : List.of("\"other\"", "W/" + tag, "\"a\", \"b\"")) {
      var answer = change(it, header);
      assertThat(answer.statusCode()).as(header).isEqualTo(412);
    }
    assertThat(tag(it)).isEqualTo(tag);
  }

  @ParameterizedTest
  @MethodSource("editables")
  void whatIsNoListOfVersionsIsTold(Editable it) throws Exception {
    for (String header : List.of("v1", "*, \"v1\"", "\"v1")) {
      var answer = change(it, header);

      assertThat(answer.statusCode()).as(header).isEqualTo(422);
      assertThat(answer.body()).contains("header:If-Match");
    }
    assertThat(change(it).statusCode()).isEqualTo(428);
  }

  @ParameterizedTest
  @MethodSource("editables")
  void aReaderIsSpentWhatItAlreadyHas(Editable it) throws Exception {
    String tag = tag(it);

    for (String header : List.of("*", tag, "W/" + tag, "\"other\", " + tag)) {
      assertThat(read(it, header).statusCode()).as(header).isEqualTo(304);
    }
    assertThat(read(it, "\"other\"", tag).statusCode()).isEqualTo(304);
    assertThat(read(it, "\"other\"").statusCode()).isEqualTo(200);
    assertThat(read(it, "v1").statusCode()).isEqualTo(200);
  }

  @Test
  void aChangeNeverAnswersThatNothingChanged() throws Exception {
    var it = editables.getFirst();

    var answer =
        send(
            request(it)
                .method(it.method(), BodyPublishers.ofString(it.change().encode()))
                .header("If-Match", "*")
                .header("If-None-Match", "\"other\", *"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Another name");
  }

  private static String tag(Editable it) throws Exception {
    return read(it).headers().firstValue("ETag").orElseThrow();
  }

  private static HttpResponse<String> read(Editable it, String... known) throws Exception {
    var request = request(it).GET();
    for (String tag : known) {
      request.header("If-None-Match", tag);
    }
    return send(request);
  }

  private static HttpResponse<String> change(Editable it, String... expected) throws Exception {
    var request = request(it).method(it.method(), BodyPublishers.ofString(it.change().encode()));
    for (String tag : expected) {
      request.header("If-Match", tag);
    }
    return send(request);
  }

  private static HttpRequest.Builder request(Editable it) {
    return HttpRequest.newBuilder(URI.create(server.url() + it.path()))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + it.token());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
