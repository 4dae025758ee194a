package dev.guildhall.load.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Arranges a market over the public API: a funded, live project with many tasks, and workers who
 * may do them.
 */
public final class Market {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
  public static final String PASSWORD = "a sentence for the load test";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String server;
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  public Market(String server) {
    this.server = server;
  }

  /** Makes a live project with {@code tasks} preference tasks of overlap 3; returns its id. */
  public String liveProject(int tasks) throws IOException, InterruptedException {
    var order = order();
    order.launchWith(tasks);
    return order.project();
  }

  /** A project that is described and paid for, and has no tasks yet. */
  public final class Order {

    private final String project;
    private final String token;
    private int loaded;

    private Order(String project, String token) {
      this.project = project;
      this.token = token;
    }

    public String project() {
      return project;
    }

    /** The access token of its requester. */
    public String token() {
      return token;
    }

    public void launchWith(int tasks) throws IOException, InterruptedException {
      load(tasks);
      launch();
    }

    /** Uploads tasks, which wait for the launch. */
    public void load(int tasks) throws IOException, InterruptedException {
      upload(project, token, loaded, tasks);
      loaded += tasks;
    }

    /** The budget for all that was uploaded is set aside, and all of it is open. */
    public void launch() throws IOException, InterruptedException {
      post("/v1/projects/" + project + "/launch", token, null);
    }

    public void pause() throws IOException, InterruptedException {
      post("/v1/projects/" + project + "/pause", token, null);
    }
  }

  public Order order() throws IOException, InterruptedException {
    return order("automatic");
  }

  /**
   * @param review how its submissions are judged
   */
  public Order order(String review) throws IOException, InterruptedException {
    String requester = "load-requester-" + run + "@load.guildhall";
    register(requester, "requester");
    String token = signIn(requester);
    String organisation = get("/v1/organisations", token).get("data").get(0).get("id").asText();
    post(
        "/v1/organisations/" + organisation + "/funding",
        token,
        Map.of("amount", Map.of("amount", "900000.00", "currency", "USD")));
    JsonNode project =
        post(
            "/v1/projects",
            token,
            Map.of(
                "name",
                "Load test " + run,
                "kind",
                "preference",
                "guideline",
                Map.of(
                    "markdown",
                    "# Choose the better text",
                    "summary",
                    "Choose the better text and say why."),
                "template",
                Map.of("question", "Which is better?", "reason_min_words", 3),
                "price",
                Map.of("amount", "0.10", "currency", "USD"),
                "estimate_seconds",
                30,
                "overlap",
                3,
                "review",
                Map.of("mode", review)));
    return new Order(project.get("id").asText(), token);
  }

  /**
   * A qualification with a published test of so many choices, of a bank that is that large; its id.
   */
  public String test(Order order, int items) throws IOException, InterruptedException {
    String token = order.token();
    String organisation = get("/v1/organisations", token).get("data").get(0).get("id").asText();
    for (int i = 0; i < items; i++) {
      post("/v1/items", token, choice(organisation, i));
    }
    String qualification =
        post(
                "/v1/qualifications",
                token,
                Map.of(
                    "organisation_id",
                    organisation,
                    "name",
                    "Reading " + run,
                    "description",
                    "Shows that texts are read to their end."))
            .get("id")
            .asText();
    String test =
        post(
                "/v1/qualifications/" + qualification + "/tests",
                token,
                Map.of(
                    "introduction",
                    "Read with care.",
                    "sections",
                    List.of(
                        Map.of(
                            "key",
                            "one",
                            "title",
                            "One",
                            "draws",
                            List.of(Map.of("count", items, "tags", List.of(run))))),
                    "pay",
                    Map.of("amount", "0.01", "currency", "USD"),
                    "passes",
                    List.of(Map.of("level", 1, "score", 0.5))))
            .get("id")
            .asText();
    post("/v1/tests/" + test + "/publication", token, null);
    return qualification;
  }

  private Map<String, Object> choice(String organisation, int number) {
    return Map.of(
        "organisation_id",
        organisation,
        "kind",
        "single_choice",
        "title",
        "Item " + number,
        "domain",
        "reading",
        "tags",
        List.of(run),
        "state",
        "active",
        "body",
        Map.of(
            "prompt",
            "Which is right, in number " + number + "?",
            "options",
            List.of(
                Map.of("id", "a", "text", "The first"), Map.of("id", "b", "text", "The second"))),
        "key",
        Map.of("correct", List.of("a")));
  }

  private void upload(String project, String token, int from, int tasks)
      throws IOException, InterruptedException {
    var lines = new StringBuilder();
    for (int i = from; i < from + tasks; i++) {
      lines.append(row(i)).append('\n');
    }
    send(
        request("/v1/projects/" + project + "/tasks", token)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString())));
  }

  /** A task as a line of an upload, of some 600 bytes. */
  public static String row(int number) {
    return "{\"key\":\""
        + number
        + "\",\"input\":{\"prompt\":\"Explain tides to a child, number "
        + number
        + ". "
        + "Say what moves, and why. ".repeat(4)
        + "\",\"a\":\""
        + "The moon pulls the sea towards it, and the sea follows. ".repeat(4)
        + "\",\"b\":\""
        + "Tides are what the sea does twice a day by itself. ".repeat(4)
        + "\"}}";
  }

  /** Registers workers who have read the project's guideline; returns their addresses. */
  public List<String> workers(int count, String project) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      var workers = new ArrayList<Future<String>>();
      for (int i = 0; i < count; i++) {
        String email = "load-worker-" + run + "-" + i + "@load.guildhall";
        workers.add(threads.submit(() -> worker(email, project)));
      }
      var ready = new ArrayList<String>();
      for (Future<String> worker : workers) {
        ready.add(worker.get());
      }
      return ready;
    } finally {
      threads.shutdown();
    }
  }

  private String worker(String email, String project) throws IOException, InterruptedException {
    String token = newWorker(email);
    post("/v1/projects/" + project + "/acknowledgements", token, Map.of("version", 1));
    return email;
  }

  /** Registers a worker; an access token of theirs. */
  public String newWorker(String email) throws IOException, InterruptedException {
    register(email, "worker");
    return signIn(email);
  }

  /** What {@code email}s of this run begin with, so that runs do not meet. */
  public String run() {
    return run;
  }

  private void register(String email, String kind) throws IOException, InterruptedException {
    post(
        "/v1/accounts",
        null,
        Map.of("email", email, "password", PASSWORD, "display_name", "Load " + kind, "kind", kind));
    post("/v1/accounts/verification", null, Map.of("token", mailedToken(email)));
  }

  private String mailedToken(String email) throws IOException, InterruptedException {
    String query =
        "/demo/mailbox.json?recipient=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    var token = TOKEN.matcher(get(query, null).toString());
    if (!token.find()) {
      throw new IOException("no message for " + email + "; run the server as the demo");
    }
    return token.group(1);
  }

  private String signIn(String email) throws IOException, InterruptedException {
    return post("/v1/sessions", null, Map.of("email", email, "password", PASSWORD))
        .get("access_token")
        .asText();
  }

  private JsonNode get(String path, String token) throws IOException, InterruptedException {
    return send(request(path, token).GET());
  }

  private JsonNode post(String path, String token, Object body)
      throws IOException, InterruptedException {
    var request = request(path, token);
    if (body == null) {
      request.POST(HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }
    return send(request);
  }

  private HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create(server + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
  }
}
