package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent again under one Idempotency-Key: after a lost answer, by two tabs, by mistake. */
class RepeatIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final HttpClient http = HttpClient.newHttpClient();
  private static World world;
  private static Person requester;

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void people() {
    world = new World(server.url());
    requester = world.requester();
  }

  @Test
  void aRepeatGetsTheFirstAnswerWithItsTag() {
    var draft = draft();

    var first = create(requester, key, draft);
    var repeat = create(requester, key, draft);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotent-Replay")).isEmpty();
    assertThat(repeat.statusCode()).isEqualTo(201);
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(repeat.headers().firstValue("ETag"))
        .isPresent()
        .isEqualTo(first.headers().firstValue("ETag"));
    assertThat(repeat.headers().firstValue("Idempotent-Replay")).contains("true");
    assertThat(projectsNamed(draft)).isEqualTo(1);
  }

  @Test
  void theSameKeyForSomethingElseIsRefusedAndChangesNothing() {
    var draft = draft();
    create(requester, key, draft);

    var other = create(requester, key, draft.copy().put("estimate_seconds", 61));

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(other.body()).getString("code")).isEqualTo("idempotency_key_reused");
    assertThat(projectsNamed(draft)).isEqualTo(1);
  }

  @Test
  void aKeyIsOnesOwn() {
    var draft = draft();
    var somebodyElse = world.requester();
    create(requester, key, draft);

    var theirs = create(somebodyElse, key, draft);

    assertThat(theirs.statusCode()).isEqualTo(201);
    assertThat(theirs.headers().firstValue("Idempotent-Replay")).isEmpty();
  }

  @Test
  void aRefusalDoesNotUseTheKeyUp() {
    var draft = draft();

    assertThat(create(requester, key, draft.copy().put("overlap", 0)).statusCode()).isEqualTo(422);

    assertThat(create(requester, key, draft).statusCode()).isEqualTo(201);
  }

  @Test
  void manyAtOnceHaveOneEffectAndOneAnswer() {
    var draft = draft();

    var sent = Stream.generate(() -> send(requester, key, draft)).limit(8).toList();
    var answers = sent.stream().map(CompletableFuture::join).toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
    assertThat(projectsNamed(draft)).isEqualTo(1);
  }

  private static long projectsNamed(JsonObject draft) {
    return requester.projects().stream()
        .map(JsonObject.class::cast)
        .filter(project -> project.getString("name").equals(draft.getString("name")))
        .count();
  }

  private static HttpResponse<String> create(Person who, String key, JsonObject draft) {
    return send(who, key, draft).join();
  }

  private static CompletableFuture<HttpResponse<String>> send(
      Person who, String key, JsonObject draft) {
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/projects"))
            .header("Authorization", "Bearer " + world.token(who))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(draft.encode()))
            .build(),
        BodyHandlers.ofString());
  }
}
