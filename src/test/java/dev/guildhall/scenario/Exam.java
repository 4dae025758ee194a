package dev.guildhall.scenario;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tests for a story, made over the public interface. The right option of each choice is {@code
 * right}; whatever only a key may hold has {@link #SECRET} in it.
 */
public final class Exam {

  /** Stands in every key, and nowhere else. */
  static final String SECRET = "planted-in-a-key";

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final Person author;
  private final String organisation;

  public Exam(String url, Person author) {
    this.url = url;
    this.author = author;
    this.organisation = author.organisationId("requester");
  }

  String organisation() {
    return organisation;
  }

  /** A qualification with these properties beside its name. */
  public String qualification(JsonObject more) {
    return author
        .send(
            "POST",
            "/v1/qualifications",
            new JsonObject()
                .put("organisation_id", organisation)
                .put("name", "Careful reading " + COUNTER.incrementAndGet())
                .put("description", "Shows that texts are read to their end.")
                .mergeIn(more))
        .getString("id");
  }

  /** So many choices, active, with a tag of their own, which is answered. */
  public String choices(int count) {
    String tag = "t" + COUNTER.incrementAndGet();
    for (int i = 0; i < count; i++) {
      item(choice("Which is right? " + i).put("tags", new JsonArray().add(tag)));
    }
    return tag;
  }

  static JsonObject choice(String prompt) {
    return new JsonObject()
        .put("kind", "single_choice")
        .put("state", "active")
        .put("difficulty", 0)
        .put(
            "body",
            new JsonObject()
                .put("prompt", prompt)
                .put("options", options("right", "wrong", "other")))
        .put(
            "key",
            new JsonObject()
                .put("correct", new JsonArray().add("right"))
                .put("explanation", SECRET));
  }

  static JsonArray options(String... ids) {
    var options = new JsonArray();
    Arrays.stream(ids)
        .forEach(id -> options.add(new JsonObject().put("id", id).put("text", "Option " + id)));
    return options;
  }

  public static JsonObject essay(String prompt) {
    return new JsonObject()
        .put("kind", "essay")
        .put("state", "active")
        .put("difficulty", 0)
        .put("body", new JsonObject().put("prompt", prompt))
        .put(
            "key",
            new JsonObject()
                .put("reference", SECRET)
                .put(
                    "rubric",
                    new JsonObject()
                        .put(
                            "lines",
                            new JsonArray()
                                .add(
                                    new JsonObject()
                                        .put("key", "clear")
                                        .put("title", "Clear")
                                        .put("max", 4)
                                        .put("pass", 2)
                                        .put(
                                            "anchors",
                                            new JsonObject()
                                                .put("0", SECRET + " none")
                                                .put("4", SECRET + " all"))))));
  }

  /** Adds an item to the bank; its id. */
  public String item(JsonObject draft) {
    return author
        .send(
            "POST",
            "/v1/items",
            new JsonObject()
                .put("organisation_id", organisation)
                .put("domain", "reading")
                .put("title", draft.getJsonObject("body").getString("prompt"))
                .mergeIn(draft))
        .getString("id");
  }

  public static JsonObject section(String key, String tag, int count) {
    return new JsonObject()
        .put("key", key)
        .put("title", "Section " + key)
        .put(
            "draws",
            new JsonArray()
                .add(new JsonObject().put("count", count).put("tags", new JsonArray().add(tag))));
  }

  /** A plan of ten minutes that grants level 2 for half, and level 4 for all. */
  public static JsonObject plan(JsonObject... sections) {
    return new JsonObject()
        .put("introduction", "# Read with care")
        .put("seconds", 600)
        .put("sections", new JsonArray(List.of(sections)))
        .put(
            "passes",
            new JsonArray()
                .add(new JsonObject().put("level", 2).put("score", 0.5))
                .add(new JsonObject().put("level", 4).put("score", 1)));
  }

  /** Drafts a test and publishes it; its id. */
  public String publish(String qualification, JsonObject plan) {
    String test =
        author.send("POST", "/v1/qualifications/" + qualification + "/tests", plan).getString("id");
    author.send("POST", "/v1/tests/" + test + "/publication", null);
    return test;
  }

  /** A published test of so many choices, on a qualification of its own, which is answered. */
  String published(int items) {
    return published(plan(section("one", choices(items + 5), items)));
  }

  String published(JsonObject plan) {
    String qualification = qualification(new JsonObject());
    publish(qualification, plan);
    return qualification;
  }

  public static JsonObject begin(Person worker, String qualification) {
    return begin(worker, qualification, UUID.randomUUID());
  }

  static JsonObject begin(Person worker, String qualification, UUID claim) {
    return worker.send(
        "POST",
        "/v1/qualifications/" + qualification + "/attempts",
        new JsonObject().put("claim_id", claim.toString()).put("honest", true));
  }

  public static List<JsonObject> items(JsonObject attempt) {
    return attempt.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  public static JsonObject right() {
    return new JsonObject().put("choice", "right");
  }

  public static JsonObject save(
      Person worker, JsonObject attempt, String item, JsonObject answer, int revision) {
    return worker.send(
        "PUT",
        path(attempt) + "/answers/" + item,
        new JsonObject().put("answer", answer).put("revision", revision).put("seconds", 5));
  }

  /** Answers the first so many of the items that are shown rightly, and the rest wrongly. */
  static void answer(Person worker, JsonObject attempt, int rightly) {
    var items = items(attempt);
    for (int i = 0; i < items.size(); i++) {
      var answer = new JsonObject().put("choice", i < rightly ? "right" : "wrong");
      save(worker, attempt, items.get(i).getString("item_id"), answer, 0);
    }
  }

  static JsonObject submit(Person worker, JsonObject attempt) {
    return submit(worker, attempt, UUID.randomUUID());
  }

  static JsonObject submit(Person worker, JsonObject attempt, UUID submission) {
    return worker.send(
        "POST",
        path(attempt) + "/submission",
        new JsonObject().put("submission_id", submission.toString()));
  }

  static JsonObject move(Person worker, JsonObject attempt, String move, int section) {
    return worker.send(
        "PUT", path(attempt), new JsonObject().put("section", section).put("move", move));
  }

  static String path(JsonObject attempt) {
    return "/v1/attempts/" + attempt.getString("id");
  }

  static UUID id(JsonObject attempt) {
    return AttemptId.parse(attempt.getString("id")).value();
  }

  /** The answer as it comes over the wire, whatever its status. */
  HttpResponse<String> raw(
      String token,
      String method,
      String path,
      @Nullable JsonObject body,
      Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    new ArrayList<>(headers.entrySet())
        .forEach(header -> request.header(header.getKey(), header.getValue()));
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }
}
