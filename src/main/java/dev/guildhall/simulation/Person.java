package dev.guildhall.simulation;

import dev.guildhall.simulation.HttpCalls.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody who is signed in: every operation of workers and requesters that a simulation needs. */
public final class Person {

  private static final int PAGE = 100;

  private final HttpCalls calls;
  private final String email;
  private final String password;
  private final ReentrantLock renewal = new ReentrantLock();
  private volatile String token;

  Person(HttpCalls calls, String email, String password) {
    this.calls = calls;
    this.email = email;
    this.password = password;
    this.token = signedIn();
  }

  public String email() {
    return email;
  }

  public JsonObject me() {
    return get("/v1/me");
  }

  /** The id others name this worker by. */
  public String workerId() {
    return me().getString("worker_id");
  }

  /** The first organisation of that kind this person belongs to. */
  public String organisationId(String kind) {
    return me().getJsonArray("organisations").stream()
        .map(JsonObject.class::cast)
        .filter(organisation -> kind.equals(organisation.getString("kind")))
        .map(organisation -> organisation.getString("id"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(email + " has no " + kind));
  }

  // The requester's side.

  public void fund(String organisationId, JsonObject amount, String key) {
    post(
        "/v1/organisations/" + organisationId + "/funding",
        new JsonObject().put("amount", amount),
        key);
  }

  public JsonObject createProject(JsonObject draft, String key) {
    return post("/v1/projects", draft, key);
  }

  public JsonObject project(String projectId) {
    return get("/v1/projects/" + projectId);
  }

  public JsonArray projects() {
    return get("/v1/projects?limit=" + PAGE).getJsonArray("data");
  }

  public JsonObject uploadTasks(String projectId, String ndjson, String key) {
    String path = "/v1/projects/" + projectId + "/tasks";
    var answer = authorised(t -> new Call("POST", path, ndjson, "application/x-ndjson", t, key));
    return new JsonObject(answer.orElseThrow());
  }

  public JsonObject launch(String projectId, String key) {
    return post("/v1/projects/" + projectId + "/launch", null, key);
  }

  public JsonObject pause(String projectId) {
    return post("/v1/projects/" + projectId + "/pause", null, null);
  }

  public List<JsonObject> tasks(String projectId) {
    return all("/v1/projects/" + projectId + "/tasks");
  }

  public List<JsonObject> results(String projectId) {
    return all("/v1/projects/" + projectId + "/results");
  }

  public JsonObject progress(String projectId) {
    return get("/v1/projects/" + projectId + "/progress");
  }

  /** Submissions that wait for a verdict, the first page. */
  public List<JsonObject> reviews(String projectId) {
    return objects(get("/v1/reviews?limit=" + PAGE + "&project_id=" + projectId));
  }

  public JsonObject giveVerdict(String submissionId, JsonObject verdict) {
    return send("PUT", "/v1/submissions/" + submissionId + "/verdict", verdict);
  }

  public JsonObject createDelivery(String projectId, String note, String key) {
    return post(
        "/v1/projects/" + projectId + "/deliveries", new JsonObject().put("note", note), key);
  }

  public JsonObject delivery(String deliveryId) {
    return get("/v1/deliveries/" + deliveryId);
  }

  /** The item banks of this person's organisations. */
  public List<JsonObject> items() {
    return all("/v1/items");
  }

  // The worker's side.

  public JsonObject feed() {
    return get("/v1/feed");
  }

  public JsonObject feedProject(String projectId) {
    return get("/v1/feed/" + projectId);
  }

  public void acknowledge(String projectId, int version) {
    send(
        "POST",
        "/v1/projects/" + projectId + "/acknowledgements",
        new JsonObject().put("version", version));
  }

  /** The next task of the project; empty when nothing waits. The same id gets the same task. */
  public Optional<JsonObject> claim(UUID claimId, @Nullable String projectId) {
    var body = new JsonObject().put("claim_id", claimId.toString());
    if (projectId != null) {
      body.put("project_id", projectId);
    }
    return authorised(t -> Call.json("POST", "/v1/claims", body, t)).map(JsonObject::new);
  }

  public JsonObject saveDraft(String assignmentId, JsonObject output) {
    return send(
        "PUT",
        "/v1/assignments/" + assignmentId + "/draft",
        new JsonObject().put("output", output));
  }

  public JsonObject submit(
      JsonObject assignment, UUID submissionId, JsonObject output, @Nullable Integer seconds) {
    var body =
        new JsonObject()
            .put("submission_id", submissionId.toString())
            .put("fence", assignment.getLong("fence"))
            .put("output", output);
    if (seconds != null) {
      body.put("active_seconds", seconds);
    }
    return send("POST", "/v1/assignments/" + assignment.getString("id") + "/submission", body);
  }

  public JsonObject appeal(String assignmentId, String text) {
    return send(
        "POST", "/v1/assignments/" + assignmentId + "/appeal", new JsonObject().put("text", text));
  }

  public List<JsonObject> assignments() {
    return all("/v1/assignments");
  }

  public JsonObject balance() {
    return get("/v1/me/balance");
  }

  // How it travels.

  public JsonObject get(String path) {
    return new JsonObject(authorised(t -> Call.get(path, t)).orElseThrow());
  }

  public JsonObject send(String method, String path, @Nullable JsonObject body) {
    return authorised(t -> Call.json(method, path, body, t))
        .map(JsonObject::new)
        .orElseGet(JsonObject::new);
  }

  /** What the answer says; sent again with the same key it has no second effect. */
  public JsonObject post(String path, @Nullable JsonObject body, @Nullable String key) {
    return authorised(
            t -> {
              var call = Call.json("POST", path, body, t);
              return key == null ? call : call.once(key);
            })
        .map(JsonObject::new)
        .orElseGet(JsonObject::new);
  }

  /** Every page of a list. */
  private List<JsonObject> all(String path) {
    var items = new ArrayList<JsonObject>();
    String cursor = "";
    do {
      var page = get(path + "?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      items.addAll(objects(page));
      cursor = page.getString("next_cursor", "");
    } while (!cursor.isEmpty());
    return items;
  }

  private static List<JsonObject> objects(JsonObject page) {
    return page.getJsonArray("data").stream().map(JsonObject.class::cast).toList();
  }

  /** Signs in again when the access token has ended; empty for an answer without a body. */
  private Optional<String> authorised(Function<String, Call> call) {
    String used = token;
    try {
      return body(call.apply(used));
    } catch (ApiProblem problem) {
      if (problem.status() != 401) {
        throw problem;
      }
      return body(call.apply(renewed(used)));
    }
  }

  private Optional<String> body(Call call) {
    return Optional.of(calls.send(call).body()).filter(text -> !text.isEmpty());
  }

  private String renewed(String used) {
    renewal.lock();
    try {
      if (token.equals(used)) {
        token = signedIn();
      }
      return token;
    } finally {
      renewal.unlock();
    }
  }

  private String signedIn() {
    var signIn =
        new JsonObject()
            .put("email", email)
            .put("password", password)
            .put("device_name", "Simulation");
    var answer = calls.send(Call.json("POST", "/v1/sessions", signIn, null));
    return new JsonObject(answer.body()).getString("access_token");
  }
}
