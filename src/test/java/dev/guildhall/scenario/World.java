package dev.guildhall.scenario;

import dev.guildhall.simulation.GuildhallClient;
import dev.guildhall.simulation.GuildhallClient.NewPerson;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** People and projects for a story, made over the public interface. */
public final class World {

  public static final String PASSWORD = "a sentence only the tests know";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final GuildhallClient client;

  public World(String url) {
    this.url = url;
    this.client = new GuildhallClient(url, Duration.ofSeconds(60));
  }

  public Person worker() {
    String name = "worker" + COUNTER.incrementAndGet();
    return client.enrol(
        NewPerson.worker(
            name + "@story.guildhall",
            PASSWORD,
            name,
            "GB",
            new JsonArray().add(new JsonObject().put("language", "en").put("level", "native"))));
  }

  /** A requester with a thousand dollars. */
  public Person requester() {
    String name = "requester" + COUNTER.incrementAndGet();
    var requester =
        client.enrol(NewPerson.requester(name + "@story.guildhall", PASSWORD, name, "Lab " + name));
    requester.fund(requester.organisationId("requester"), money("1000.00"), "first-money");
    return requester;
  }

  /** Signs in somebody made before, as on another device. */
  public Person again(Person person) {
    return client.signIn(person.email(), PASSWORD);
  }

  /** An access token of that person, for a test that looks at the answers of HTTP itself. */
  public String token(Person person) {
    var signIn =
        new JsonObject()
            .put("email", person.email())
            .put("password", PASSWORD)
            .put("device_name", "Phone");
    var request =
        HttpRequest.newBuilder(URI.create(url + "/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(signIn.encode()))
            .build();
    var answer = HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    return new JsonObject(answer.body()).getString("access_token");
  }

  public static JsonObject money(String amount) {
    return new JsonObject().put("amount", amount).put("currency", "USD");
  }

  /**
   * The description of a preference project, USD 0.25 a submission, overlap 3, judged by people.
   */
  public static JsonObject draft() {
    return new JsonObject()
        .put("name", "Which text is better? " + COUNTER.incrementAndGet())
        .put("kind", "preference")
        .put(
            "guideline",
            new JsonObject().put("markdown", "# Choose").put("summary", "Choose the better text."))
        .put(
            "template",
            new JsonObject().put("question", "Which is better?").put("reason_min_words", 3))
        .put("price", money("0.25"))
        .put("estimate_seconds", 60)
        .put("overlap", 3)
        .put("review", new JsonObject().put("mode", "manual"));
  }

  /** What asks for people who are fluent in a language. */
  static JsonObject fluent(String language) {
    return new JsonObject()
        .put(
            "languages",
            new JsonArray().add(new JsonObject().put("language", language).put("level", "fluent")));
  }

  /** A live project with so many tasks; its id. */
  public static String live(Person requester, JsonObject draft, int tasks) {
    String id = requester.createProject(draft, UUID.randomUUID().toString()).getString("id");
    requester.uploadTasks(id, rows(tasks), UUID.randomUUID().toString());
    requester.launch(id, UUID.randomUUID().toString());
    return id;
  }

  public static String rows(int tasks) {
    var rows = new StringBuilder();
    for (int i = 0; i < tasks; i++) {
      rows.append(row("t" + i).encode()).append('\n');
    }
    return rows.toString();
  }

  public static JsonObject row(String key) {
    return new JsonObject()
        .put("key", key)
        .put(
            "input",
            new JsonObject()
                .put("prompt", "Explain tides.")
                .put("a", "The moon pulls the sea.")
                .put("b", "It is the wind."));
  }

  public static JsonObject answer() {
    return new JsonObject().put("choice", "a").put("reason", "It names the real cause.");
  }

  /** Waits for something that a background job will do. */
  public static void eventually(java.util.function.BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come about within twenty seconds");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
