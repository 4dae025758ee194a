package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More is asked than can be answered. */
class OverloadIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final int MANY = 400;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void readsAreRefusedAtOnceWhileWorkThatIsDoneIsTaken() throws Exception {
    var world = new World(server.url());
    String project = live(world.requester(), draft(), 1);
    var worker = world.worker();
    worker.acknowledge(project, 1);
    var held = worker.claim(UUID.randomUUID(), project).orElseThrow();
    String token = world.token(worker);

    List<HttpResponse<String>> reads;
    HttpResponse<String> sent;
    try (var slow = new SlowStore(server.postgres())) {
      // Everything that reads assignments waits.
      slow.lock("assignment");
      var asked = IntStream.range(0, MANY).mapToObj(_ -> read(token)).toList();
      var refused =
          CompletableFuture.anyOf(
              asked.stream()
                  .map(one -> one.thenCompose(OverloadIT::onlyRefused))
                  .toArray(CompletableFuture[]::new));
      assertThat(((HttpResponse<?>) refused.join()).statusCode()).isEqualTo(503);
      var sending = submit(token, held);

      slow.release();
      sent = sending.join();
      reads = asked.stream().map(CompletableFuture::join).toList();
    }

    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    assertThat(reads)
        .allSatisfy(read -> assertThat(read.statusCode()).isIn(200, 503))
        .anySatisfy(read -> assertThat(read.statusCode()).isEqualTo(200));
    var refusal = reads.stream().filter(read -> read.statusCode() == 503).findFirst().orElseThrow();
    assertThat(new JsonObject(refusal.body()).getString("code")).isEqualTo("overloaded");
    assertThat(refusal.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 5L);
    assertThat(read(token).join().statusCode()).as("once it is over").isEqualTo(200);
  }

  /** A request that was let in says nothing about the others. */
  private static CompletableFuture<HttpResponse<String>> onlyRefused(HttpResponse<String> answer) {
    return answer.statusCode() == 503
        ? CompletableFuture.completedFuture(answer)
        : new CompletableFuture<>();
  }

  private static CompletableFuture<HttpResponse<String>> read(String token) {
    return HTTP.sendAsync(request("/v1/assignments", token).GET().build(), BodyHandlers.ofString());
  }

  private static CompletableFuture<HttpResponse<String>> submit(String token, JsonObject held) {
    var body =
        new JsonObject()
            .put("submission_id", UUID.randomUUID().toString())
            .put("fence", held.getLong("fence"))
            .put("output", answer());
    return HTTP.sendAsync(
        request("/v1/assignments/" + held.getString("id") + "/submission", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer " + token);
  }
}
