package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Client;
import dev.guildhall.load.driver.Client.Answer;
import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Timings;
import dev.guildhall.load.driver.Worker;
import dev.guildhall.load.driver.Worker.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Somebody who asks for one thing over and over, so that its cost can be told by itself. */
final class Caller {

  private final Client client;
  private final String token;

  Caller(Client client, String token) {
    this.client = client;
    this.token = token;
  }

  /** Claims whatever is offered first, and gives it back. */
  Worker returning() {
    return (tally, asked) -> {
      var claim = new JsonObject().put("claim_id", UUID.randomUUID().toString());
      return client
          .post("/v1/claims", token, claim.toBuffer())
          .compose(
              answer -> {
                if (answer.status() != 201) {
                  return Future.succeededFuture(outcome(tally, answer, 201));
                }
                tally.claim(System.nanoTime() - asked);
                return giveBack(tally, answer.body().toJsonObject());
              });
    };
  }

  private Future<Outcome> giveBack(Tally tally, JsonObject assignment) {
    Buffer fence = new JsonObject().put("fence", assignment.getLong("fence")).toBuffer();
    return client
        .post("/v1/assignments/" + assignment.getString("id") + "/return", token, fence)
        .map(answer -> outcome(tally, answer, 200));
  }

  /**
   * Looks at the feed.
   *
   * @param feeds where the times go
   */
  Worker looking(Timings feeds) {
    return (tally, asked) ->
        client
            .get("/v1/feed", token)
            .map(
                answer -> {
                  var outcome = outcome(tally, answer, 200);
                  if (outcome == Outcome.DONE) {
                    feeds.add(System.nanoTime() - asked);
                  }
                  return outcome;
                });
  }

  private static Outcome outcome(Tally tally, Answer answer, int expected) {
    if (answer.status() == expected) {
      return Outcome.DONE;
    }
    if (answer.isToComeBack()) {
      return Outcome.REFUSED;
    }
    tally.fail("answered " + answer.status() + ": " + answer.body());
    return Outcome.FAILED;
  }
}
