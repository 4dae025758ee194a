package dev.guildhall.load.driver;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Somebody who takes a test: each cycle saves one answer, item by item, again and again. */
public final class TestTaker implements Worker {

  private final Client client;
  private final String token;
  private final String answers;
  private final String[] items;
  private final int[] revisions;
  private int next;

  private TestTaker(Client client, String token, String answers, String[] items) {
    this.client = client;
    this.token = token;
    this.answers = answers;
    this.items = items;
    this.revisions = new int[items.length];
  }

  /** Begins the test of that qualification. */
  public static Future<TestTaker> begin(Client client, String token, String qualification) {
    var order = new JsonObject().put("claim_id", UUID.randomUUID().toString()).put("honest", true);
    return client
        .post("/v1/qualifications/" + qualification + "/attempts", token, order.toBuffer())
        .map(
            answer -> {
              if (answer.status() != 201) {
                throw new IllegalStateException(
                    "a beginning answered " + answer.status() + ": " + answer.body());
              }
              var attempt = answer.body().toJsonObject();
              var items =
                  attempt.getJsonArray("items").stream()
                      .map(item -> ((JsonObject) item).getString("item_id"))
                      .toArray(String[]::new);
              return new TestTaker(
                  client, token, "/v1/attempts/" + attempt.getString("id") + "/answers/", items);
            });
  }

  @Override
  public Future<Outcome> cycle(Tally tally, long asked) {
    int item = next++ % items.length;
    Buffer answer =
        new JsonObject()
            .put("answer", new JsonObject().put("choice", next % 2 == 0 ? "a" : "b"))
            .put("revision", revisions[item])
            .put("seconds", 5)
            .toBuffer();
    return client
        .put(answers + items[item], token, answer)
        .map(
            saved -> {
              if (saved.isToComeBack()) {
                return Outcome.REFUSED;
              }
              if (saved.status() != 200) {
                tally.fail("an answer was answered " + saved.status() + ": " + saved.body());
                return Outcome.FAILED;
              }
              revisions[item] = saved.body().toJsonObject().getInteger("revision");
              tally.submit(System.nanoTime() - asked);
              return Outcome.DONE;
            });
  }
}
