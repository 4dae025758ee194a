package dev.guildhall.simulation;

import dev.guildhall.simulation.CrowdData.Task;
import dev.guildhall.simulation.GuildhallClient.NewPerson;
import dev.guildhall.simulation.SimulationResult.Accuracy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Takes a crowd's work through a market, from registration to delivery. Started again on the same
 * market it goes on where it was: every id follows from the data.
 */
final class SimulationWorkflow {

  private static final BigDecimal PRICE = new BigDecimal("0.05");
  private static final String CURRENCY = "USD";
  private static final int GUIDELINE = 1;
  private static final Duration DELIVERY_WITHIN = Duration.ofMinutes(5);

  private final Simulation plan;
  private final GuildhallClient client;
  private final Crew crew;
  private final CrowdData data;
  private final int wanted;

  SimulationWorkflow(Simulation plan) {
    this.plan = plan;
    this.client = new GuildhallClient(plan.server());
    this.crew = new Crew(plan.workers());
    var whole = CrowdDataReader.read(plan.data());
    this.data = plan.limit().map(whole::first).orElse(whole);
    this.wanted = data.votes().size();
  }

  boolean run() {
    say(
        "%s: %d tasks, %d answers by %d workers%s"
            .formatted(
                data.name(),
                data.tasks().size(),
                wanted,
                data.workers().size(),
                data.duplicates() == 0 ? "" : ", " + data.duplicates() + " duplicates left out"));
    var requester = enrolRequester();
    var projectId = createProject(requester);
    var people = enrolWorkers();
    upload(requester, projectId, people);
    var keys = new HashMap<String, String>();
    requester.tasks(projectId).forEach(it -> keys.put(it.getString("id"), it.getString("key")));
    var run = work(projectId, keys, people);
    var result = result(requester, run);
    HtmlReport.write(plan.report(), result);
    say("Report: " + plan.report().toAbsolutePath());
    return result.good();
  }

  private Person enrolRequester() {
    return client.enrol(
        NewPerson.requester(
            "requester@" + domain(), plan.password(), "Requester", "Simulation of " + data.name()));
  }

  private String createProject(Person requester) {
    var cost = PRICE.multiply(BigDecimal.valueOf(wanted));
    var organisation = requester.organisationId("requester");
    requester.fund(organisation, money(cost), key("fund"));
    var draft =
        new JsonObject()
            .put("organisation_id", organisation)
            .put("name", "Simulation: " + data.name())
            .put("kind", data.kind())
            .put(
                "guideline",
                new JsonObject()
                    .put("markdown", "# What to do\n\nAnswer as you see it.")
                    .put("summary", "Answer as you see it."))
            .put("template", data.template())
            .put("price", money(PRICE))
            .put("estimate_seconds", 120)
            .put("overlap", 1)
            .put("gold_permille", plan.uploadsGold() ? 200 : 0)
            .put("review", new JsonObject().put("mode", "automatic"));
    return requester.createProject(draft, key("project")).getString("id");
  }

  private Map<String, Person> enrolWorkers() {
    var names = List.copyOf(data.workers());
    var people = new ConcurrentHashMap<String, Person>();
    try (var progress = Progress.of(plan.out(), "Registering", names.size())) {
      crew.each(
          names,
          name -> {
            people.put(name, enrolWorker(name));
            progress.done();
          },
          failure -> {
            progress.error();
            say("  " + failure.getMessage());
          });
    }
    if (people.size() < names.size()) {
      throw new IllegalStateException(
          (names.size() - people.size()) + " workers could not be registered");
    }
    return people;
  }

  private Person enrolWorker(String name) {
    var languages =
        new JsonArray().add(new JsonObject().put("language", "en").put("level", "native"));
    return client.enrol(
        NewPerson.worker(
            (name + "@" + domain()).toLowerCase(java.util.Locale.ROOT),
            plan.password(),
            "Worker " + name,
            "US",
            languages));
  }

  private void upload(Person requester, String projectId, Map<String, Person> people) {
    if (!requester.project(projectId).getString("state").equals("draft")) {
      return;
    }
    var ids = new ConcurrentHashMap<String, String>();
    try (var progress = Progress.of(plan.out(), "Naming workers", people.size())) {
      crew.each(
          List.copyOf(people.entrySet()),
          entry -> {
            ids.put(entry.getKey(), entry.getValue().workerId());
            progress.done();
          },
          _ -> progress.error());
    }
    var named = data.workersByTask();
    var lines =
        data.tasks().stream()
            .filter(task -> named.containsKey(task.key()))
            .map(task -> line(task, named.getOrDefault(task.key(), Set.of()), ids))
            .collect(Collectors.joining("\n", "", "\n"));
    var upload = requester.uploadTasks(projectId, lines, key("upload"));
    say("Loaded " + upload.getInteger("accepted") + " tasks.");
    requester.launch(projectId, key("launch"));
  }

  private String line(Task task, Set<String> workers, Map<String, String> ids) {
    var line =
        new JsonObject()
            .put("key", task.key())
            .put("input", task.input())
            .put("workers", new JsonArray(workers.stream().map(ids::get).toList()));
    String gold = data.gold().get(task.key());
    if (plan.uploadsGold() && gold != null) {
      line.put("gold", new JsonObject().put("label", gold));
    } else {
      line.put("overlap", workers.size());
    }
    return line.encode();
  }

  private SimulationRun work(
      String projectId, Map<String, String> keys, Map<String, Person> people) {
    var votes = data.votesByWorker();
    try (var progress = Progress.of(plan.out(), "Working", wanted)) {
      var run = new SimulationRun(projectId, keys, progress);
      crew.each(
          List.copyOf(people.entrySet()),
          entry -> {
            var name = entry.getKey();
            var person = entry.getValue();
            person.acknowledge(projectId, GUIDELINE);
            new SimulatedWorker(name, person, votes.getOrDefault(name, Map.of()), run).work();
          },
          run::failed);
      return run;
    }
  }

  private SimulationResult result(Person requester, SimulationRun run) {
    var results = requester.results(run.projectId());
    var delivery = deliver(requester, run.projectId());
    var checks = new ArrayList<>(plan.checks().get());
    checks.forEach(
        check -> say((check.good() ? "ok    " : "WRONG ") + check.what() + ": " + check.detail()));
    return new SimulationResult(
        data,
        run,
        requester.progress(run.projectId()),
        Agreement.alpha(results.stream().map(SimulationWorkflow::distribution).toList()),
        accuracy(results),
        delivery,
        checks,
        client.repeated(),
        plan.workers());
  }

  /** The majority of the answers against what is known to be right; a tie counts as wrong. */
  private Accuracy accuracy(List<JsonObject> results) {
    int known = 0;
    int right = 0;
    for (var result : results) {
      String gold = data.gold().get(result.getString("key", ""));
      if (gold != null) {
        known++;
        right += gold.equals(result.getString("answer")) ? 1 : 0;
      }
    }
    return new Accuracy(known, right);
  }

  private JsonObject deliver(Person requester, String projectId) {
    var delivery =
        requester.createDelivery(projectId, "Simulation of " + data.name(), key("delivery"));
    long deadline = System.nanoTime() + DELIVERY_WITHIN.toNanos();
    while (delivery.getString("state").equals("building") && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      delivery = requester.delivery(delivery.getString("id"));
    }
    say("Delivery " + delivery.getString("id") + " is " + delivery.getString("state") + ".");
    return delivery;
  }

  private static Map<String, Integer> distribution(JsonObject result) {
    var counts = new HashMap<String, Integer>();
    var distribution = result.getJsonObject("distribution");
    if (distribution != null) {
      distribution.forEach(e -> counts.put(e.getKey(), ((Number) e.getValue()).intValue()));
    }
    return counts;
  }

  private String domain() {
    return data.name().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(java.util.Locale.ROOT)
        + ".simulation.guildhall";
  }

  private String key(String step) {
    return SimulationIds.key(step, data.name(), data.tasks().size(), wanted);
  }

  private static JsonObject money(BigDecimal amount) {
    return new JsonObject()
        .put("amount", amount.stripTrailingZeros().toPlainString())
        .put("currency", CURRENCY);
  }

  private void say(String line) {
    plan.out().println(line);
  }
}
