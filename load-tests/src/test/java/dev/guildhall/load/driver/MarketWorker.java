package dev.guildhall.load.driver;

import dev.guildhall.load.driver.Client.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A worker of the market: claims a task of the project and submits it. A claim that is refused is
 * given up; what was done is not, it is sent until it is taken.
 */
public final class MarketWorker implements Worker {

  private static final long COME_BACK_MS = 500;
  private static final int MOST_TRIES = 60;

  private final Vertx vertx;
  private final Client client;
  private final String token;
  private final String project;

  /**
   * @param token an access token of the worker's
   * @param project the only one that is worked on; empty for whatever is offered first
   */
  public MarketWorker(Vertx vertx, Client client, String token, String project) {
    this.vertx = vertx;
    this.client = client;
    this.token = token;
    this.project = project;
  }

  @Override
  public Future<Outcome> cycle(Tally tally, long asked) {
    var claim = new JsonObject().put("claim_id", UUID.randomUUID().toString());
    if (!project.isEmpty()) {
      claim.put("project_id", project);
    }
    return client
        .post("/v1/claims", token, claim.toBuffer())
        .compose(answer -> work(tally, asked, answer));
  }

  private Future<Outcome> work(Tally tally, long asked, Answer claimed) {
    if (claimed.isToComeBack()) {
      return Future.succeededFuture(Outcome.REFUSED);
    }
    if (claimed.status() == 204) {
      return Future.succeededFuture(Outcome.NOTHING);
    }
    if (claimed.status() != 201) {
      tally.fail("claim answered " + claimed.status() + ": " + claimed.body());
      return Future.succeededFuture(Outcome.FAILED);
    }
    tally.claim(System.nanoTime() - asked);
    var assignment = claimed.body().toJsonObject();
    var submission =
        new JsonObject()
            .put("submission_id", UUID.randomUUID().toString())
            .put("fence", assignment.getLong("fence"))
            .put("output", Answers.OUTPUT)
            .toBuffer();
    return submit(
        tally, "/v1/assignments/" + assignment.getString("id") + "/submission", submission, 1);
  }

  private Future<Outcome> submit(Tally tally, String path, Buffer submission, int tries) {
    long begun = System.nanoTime();
    return client
        .post(path, token, submission)
        .compose(
            answer -> {
              if (answer.isToComeBack() && tries < MOST_TRIES) {
                return vertx
                    .timer(COME_BACK_MS)
                    .compose(ignored -> submit(tally, path, submission, tries + 1));
              }
              if (answer.status() != 201) {
                tally.fail("submission answered " + answer.status() + ": " + answer.body());
                return Future.succeededFuture(Outcome.FAILED);
              }
              tally.submit(System.nanoTime() - begun);
              return Future.succeededFuture(Outcome.DONE);
            });
  }
}
