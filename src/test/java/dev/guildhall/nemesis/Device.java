package dev.guildhall.nemesis;

import dev.guildhall.scenario.World;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * What a worker holds in their hands: it sends each request to any node until there is an answer,
 * unchanged, and then to another one.
 */
final class Device {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final HttpClient http;
  private final List<Node> nodes;
  private final String email;
  private final History history;
  private final Tally tally;
  private final Deadline deadline;
  private final AtomicReferenceArray<String> tokens;

  Device(
      HttpClient http,
      List<Node> nodes,
      String email,
      History history,
      Tally tally,
      Deadline deadline) {
    this.http = http;
    this.nodes = nodes;
    this.email = email;
    this.history = history;
    this.tally = tally;
    this.deadline = deadline;
    this.tokens = new AtomicReferenceArray<>(nodes.size());
  }

  /**
   * One request.
   *
   * @param operation by which it is counted
   * @param unheard is told each time that no answer comes
   */
  record Call(String operation, String method, String path, JsonObject body, Runnable unheard) {
    Call(String operation, String method, String path, JsonObject body) {
      this(operation, method, path, body, () -> {});
    }
  }

  /** A final answer. */
  record Answer(int status, JsonObject body) {
    boolean isGood() {
      return status < 300;
    }

    boolean isProblem(String code) {
      return code.equals(body.getString("code"));
    }
  }

  /** The run is over, and there was no answer yet. */
  static final class Unanswered extends RuntimeException {
    Unanswered(Call call) {
      super(call.method() + ' ' + call.path());
    }
  }

  /** Sends until there is a final answer, first to that node. */
  Answer ask(Call call, int first, Random lots) {
    long began = System.nanoTime();
    int node = first;
    for (int attempt = 0; !deadline.isOver(); attempt++) {
      tally.sent();
      try {
        var answer = http.send(request(call, node), BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status == 401) {
          signIn(node);
          continue;
        }
        if (status < 500 && status != 408 && status != 429) {
          tally.answered(
              call.operation(), status, node, Duration.ofNanos(System.nanoTime() - began));
          return new Answer(
              status, answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body()));
        }
        note(call, answer);
      } catch (IOException e) {
        tally.unheard();
        call.unheard().run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      node = (node + 1) % nodes.size();
      pause(attempt, lots);
    }
    history.violated(Rule.UNANSWERED.brokenBy(call.path(), call.operation()));
    throw new Unanswered(call);
  }

  private void note(Call call, HttpResponse<String> answer) {
    if (answer.statusCode() == 503) {
      tally.unavailable();
      if (answer.headers().firstValue("Retry-After").isEmpty()) {
        history.violated(Rule.NO_RETRY_AFTER.brokenBy(call.path(), answer.body()));
      }
    } else if (answer.statusCode() >= 500) {
      history.violated(
          Rule.SERVER_FAULT.brokenBy(
              call.operation() + ' ' + call.path(), answer.statusCode() + " " + answer.body()));
    }
  }

  private HttpRequest request(Call call, int node) {
    if (tokens.get(node) == null) {
      signIn(node);
    }
    return HttpRequest.newBuilder(URI.create(nodes.get(node).url() + call.path()))
        .timeout(ANSWER_WITHIN)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + tokens.get(node))
        .method(call.method(), BodyPublishers.ofString(call.body().encode()))
        .build();
  }

  /** A node believes its own tokens; another one need not, when their clocks differ. */
  private synchronized void signIn(int node) {
    var body =
        new JsonObject()
            .put("email", email)
            .put("password", World.PASSWORD)
            .put("device_name", "Phone");
    var request =
        HttpRequest.newBuilder(URI.create(nodes.get(node).url() + "/v1/sessions"))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    for (int attempt = 0; !deadline.isOver(); attempt++) {
      try {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          tokens.set(node, new JsonObject(answer.body()).getString("access_token"));
          return;
        }
        note(new Call("signIn", "POST", "/v1/sessions", new JsonObject()), answer);
      } catch (IOException e) {
        tally.unheard();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      pause(attempt, new Random());
    }
    throw new Unanswered(new Call("signIn", "POST", "/v1/sessions", new JsonObject()));
  }

  private static void pause(int attempt, Random lots) {
    long whole = Math.min(LONGEST_PAUSE_MS, 50L << Math.min(attempt, 6));
    LockSupport.parkNanos(Duration.ofMillis(whole / 2 + lots.nextLong(whole)).toNanos());
  }
}
