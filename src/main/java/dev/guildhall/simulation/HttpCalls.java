package dev.guildhall.simulation;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, and sends them again, unchanged, when the answer is lost or says to come back:
 * every write carries an id made by the client, so repeating it has no second effect.
 */
final class HttpCalls {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int FAULTS = 3;
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;
  private final Duration patience;
  private final AtomicLong repeated = new AtomicLong();

  /** Gives up on a request after {@code patience}, restarts of the server included. */
  HttpCalls(URI server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  /** One request; {@code body} is null, or JSON unless {@code contentType} says otherwise. */
  record Call(
      String method,
      String path,
      @Nullable String body,
      String contentType,
      @Nullable String token,
      @Nullable String key) {

    static Call get(String path, @Nullable String token) {
      return new Call("GET", path, null, "application/json", token, null);
    }

    static Call json(
        String method, String path, @Nullable JsonObject body, @Nullable String token) {
      return new Call(
          method, path, body == null ? null : body.encode(), "application/json", token, null);
    }

    /** The same with an {@code Idempotency-Key}. */
    Call once(String key) {
      return new Call(method, path, body, contentType, token, key);
    }
  }

  /** How often a request was sent again. */
  long repeated() {
    return repeated.get();
  }

  /**
   * Sends until there is an answer.
   *
   * @throws ApiProblem when the server refuses for good, or still does when patience ends
   */
  HttpResponse<String> send(Call call) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int attempt = 0; ; attempt++) {
      long pause;
      try {
        var answer = client.send(request(call), BodyHandlers.ofString());
        if (answer.statusCode() < 400) {
          return answer;
        }
        var problem = problem(call, answer);
        if (!repeatable(problem, attempt) || System.nanoTime() > deadline) {
          throw problem;
        }
        pause = Math.max(pause(attempt), retryAfterMillis(answer));
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new UncheckedIOException(call.method() + ' ' + call.path(), e);
        }
        pause = pause(attempt);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + call.path(), e);
      }
      repeated.incrementAndGet();
      LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
    }
  }

  private HttpRequest request(Call call) {
    var request =
        HttpRequest.newBuilder(server.resolve(call.path()))
            .timeout(ANSWER_WITHIN)
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()));
    if (call.body() != null) {
      request.header("Content-Type", call.contentType());
    }
    if (call.token() != null) {
      request.header("Authorization", "Bearer " + call.token());
    }
    if (call.key() != null) {
      request.header("Idempotency-Key", call.key());
    }
    return request.build();
  }

  /**
   * The server says which refusals may pass; a fault of its own is tried a few times, a proxy's as
   * long as it lasts.
   */
  private static boolean repeatable(ApiProblem problem, int attempt) {
    return problem.document().getBoolean("retryable", false)
        || problem.status() > 500
        || (problem.status() == 500 && attempt < FAULTS);
  }

  private static ApiProblem problem(Call call, HttpResponse<String> answer) {
    JsonObject document;
    try {
      document = new JsonObject(answer.body());
    } catch (DecodeException _) {
      document = new JsonObject().put("detail", answer.body());
    }
    return new ApiProblem(call.method() + ' ' + call.path(), answer.statusCode(), document);
  }

  private static long retryAfterMillis(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Long.parseLong(text) * 1_000)
        .orElse(0L);
  }

  /** Doubling, with half of it left to chance so that a crowd does not come back at once. */
  private static long pause(int attempt) {
    long whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(attempt, 6));
    return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
  }
}
