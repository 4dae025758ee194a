package dev.guildhall.load.driver;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** A caller of the bare server, who sends what a worker of the market sends. */
public final class BareWorker implements Worker {

  private final Client client;

  public BareWorker(Client client) {
    this.client = client;
  }

  @Override
  public Future<Outcome> cycle(Tally tally, long asked) {
    var claim = new JsonObject().put("claim_id", UUID.randomUUID().toString());
    return client
        .post("/claims", "", claim.toBuffer())
        .compose(
            claimed -> {
              if (claimed.status() != 201) {
                tally.fail("bare claim answered " + claimed.status() + ": " + claimed.body());
                return Future.succeededFuture(Outcome.FAILED);
              }
              tally.claim(System.nanoTime() - asked);
              return submit(tally, claimed.body().toJsonObject().getString("id"));
            });
  }

  private Future<Outcome> submit(Tally tally, String task) {
    long begun = System.nanoTime();
    var submission =
        new JsonObject()
            .put("submission_id", UUID.randomUUID().toString())
            .put("task", task)
            .put("output", Answers.OUTPUT);
    return client
        .post("/submissions", "", submission.toBuffer())
        .map(
            answer -> {
              if (answer.status() != 201) {
                tally.fail("bare submission answered " + answer.status() + ": " + answer.body());
                return Outcome.FAILED;
              }
              tally.submit(System.nanoTime() - begun);
              return Outcome.DONE;
            });
  }
}
