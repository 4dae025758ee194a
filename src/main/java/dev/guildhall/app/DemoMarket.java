package dev.guildhall.app;

import static java.util.stream.Collectors.toMap;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationKind;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.GuildhallClient;
import dev.guildhall.simulation.GuildhallClient.NewPerson;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills a demo with people, projects and finished work, through the public interface as everybody
 * else would. Opening it again changes nothing: each step is done once, by its key.
 */
final class DemoMarket {

  private static final String DOMAIN = "@demo.guildhall";
  static final List<String> SHELF =
      List.of(
          "argument-pairs",
          "help-desk",
          "explanations",
          "graded-answers",
          "shop-reviews-zh",
          "checked-sums");

  private final Server server;
  private final String password;
  private final PrintStream out;
  private final GuildhallClient client;

  DemoMarket(Server server, String password, PrintStream out) {
    this.server = server;
    this.password = password;
    this.out = out;
    this.client = new GuildhallClient(server.localUrl());
  }

  void open() {
    var requester = client.enrol(requester());
    var workers = new ArrayList<Person>();
    for (var newcomer : workers()) {
      workers.add(client.enrol(newcomer));
    }
    var reviewer = staff("reviewer", "Rosa Reviewer");
    var vendor = staff("vendor", "Viktor Vendor");
    var operator = staff("operator", "Olga Operator");
    join(requester, reviewer);
    found("Viktor & Partners", OrganisationKind.VENDOR, vendor);
    found("Guildhall", OrganisationKind.PLATFORM, operator);
    var qualifications = new HashMap<String, String>();
    for (String name : DemoQualification.SHELF) {
      qualifications.put(name, qualified(requester, DemoQualification.load(name)));
    }
    var launched = new LinkedHashMap<DemoProject, String>();
    for (String name : SHELF) {
      var project = DemoProject.load(name);
      launched.put(project, launched(requester, project, qualifications));
      out.println("  " + project.title());
    }
    for (var entry : qualifications.entrySet()) {
      take(DemoQualification.load(entry.getKey()), entry.getValue(), workers, requester);
    }
    for (var entry : launched.entrySet()) {
      if (entry.getKey().answers() == 0) {
        continue;
      }
      // The first worker keeps an empty desk for whoever tries the demo.
      var busy = workers.subList(1, workers.size());
      new DemoWork(entry.getKey(), entry.getValue(), busy, requester).finish();
    }
  }

  private NewPerson requester() {
    return NewPerson.requester("requester" + DOMAIN, password, "Renu Requester", "Orrery Labs");
  }

  private List<NewPerson> workers() {
    return List.of(
        worker("worker", "Ada Okafor", "NG", "en", "native", "zh", "fluent"),
        worker("worker2", "Bao Lin", "CN", "zh", "native", "en", "fluent"),
        worker("worker3", "Carla Méndez", "MX", "en", "fluent", "zh", "fluent"),
        worker("worker4", "Dmytro Hnatiuk", "UA", "en", "fluent", "zh", "basic"),
        worker("worker5", "Ewa Zielińska", "PL", "en", "native", "zh", "fluent"));
  }

  /** {@code skills} are pairs of a language and its level. */
  private NewPerson worker(String name, String display, String country, String... skills) {
    var languages = new JsonArray();
    for (int i = 0; i < skills.length; i += 2) {
      languages.add(new JsonObject().put("language", skills[i]).put("level", skills[i + 1]));
    }
    return NewPerson.worker(name + DOMAIN, password, display, country, languages);
  }

  private Person staff(String name, String display) {
    var english =
        new JsonArray().add(new JsonObject().put("language", "en").put("level", "native"));
    return client.enrol(NewPerson.worker(name + DOMAIN, password, display, "GB", english));
  }

  /** Brings the reviewer into the requester's organisation, by an invitation as anybody's. */
  private void join(Person requester, Person reviewer) {
    if (reviewer.me().getJsonArray("organisations").size() > 0) {
      return;
    }
    requester.send(
        "POST",
        "/v1/organisations/" + requester.organisationId("requester") + "/invitations",
        new JsonObject().put("email", reviewer.email()).put("role", "reviewer"));
    var token = client.mailToken(reviewer.email()).orElseThrow();
    reviewer.send("POST", "/v1/invitations/acceptance", new JsonObject().put("token", token));
  }

  /**
   * The interface has no way to open an organisation of this kind: operators do, on the machine.
   */
  private void found(String name, OrganisationKind kind, Person owner) {
    var me = owner.me();
    if (me.getJsonArray("organisations").size() > 0) {
      return;
    }
    var id = AccountId.parse(me.getString("id"));
    server
        .platform()
        .database()
        .inTransaction(tx -> server.memberships().create(tx, name, kind, id))
        .await();
  }

  /**
   * Opens a qualification with its items and its test, once: what somebody changed since stays. Its
   * id.
   */
  private String qualified(Person requester, DemoQualification demo) {
    String organisation = requester.organisationId("requester");
    String name = demo.name();
    String id =
        requester
            .post(
                "/v1/qualifications",
                demo.draft().put("organisation_id", organisation),
                "demo-qualification-" + name)
            .getString("id");
    String tests = "/v1/qualifications/" + id + "/tests";
    if (requester.get(tests).getJsonArray("data").stream()
        .anyMatch(test -> !((JsonObject) test).getString("state").equals("draft"))) {
      return id;
    }
    requester.fund(organisation, money(new BigDecimal("100")), "demo-fund-test-" + name);
    requester.send(
        "POST",
        "/v1/items/import",
        new JsonObject()
            .put("organisation_id", organisation)
            .put("format", "json")
            .put("text", demo.items().encode()));
    var bank =
        requester.items().stream()
            .filter(it -> it.containsKey("external_key"))
            .collect(toMap(it -> it.getString("external_key"), it -> it.getString("id")));
    int number = 0;
    for (var paper : demo.validity()) {
      requester.post(
          "/v1/items/" + bank.get(paper.item()) + "/validity-papers",
          paper.draft(),
          "demo-paper-" + name + "-" + ++number);
    }
    var test = requester.post(tests, demo.plan(), "demo-test-" + name);
    requester.send("POST", "/v1/tests/" + test.getString("id") + "/publication", null);
    out.println("  " + demo.title());
    return id;
  }

  /** Lets all but the first worker take the test, who keeps it for whoever tries the demo. */
  private void take(
      DemoQualification demo, String qualification, List<Person> workers, Person requester) {
    if (demo.takers() == 0) {
      return;
    }
    var keys =
        requester.items().stream()
            .collect(toMap(it -> it.getString("id"), it -> it.getString("external_key", "")));
    for (int n = 0; n < demo.takers(); n++) {
      new DemoAttempt(demo, qualification, keys, workers.get(n + 1), n).take();
    }
  }

  private String launched(
      Person requester, DemoProject project, Map<String, String> qualifications) {
    var organisation = requester.organisationId("requester");
    String name = project.name();
    requester.fund(organisation, money(project.budget()), "demo-fund-" + name);
    var draft = project.draft(qualifications).put("organisation_id", organisation);
    var id = requester.createProject(draft, "demo-project-" + name).getString("id");
    if (requester.project(id).getString("state").equals("draft")) {
      requester.uploadTasks(id, project.ndjson(), "demo-tasks-" + name);
      try {
        requester.launch(id, "demo-launch-" + name);
      } catch (ApiProblem problem) {
        out.println("  " + project.title() + " stays a draft: " + problem.getMessage());
      }
    }
    return id;
  }

  private static JsonObject money(BigDecimal amount) {
    return new JsonObject().put("amount", amount.toPlainString()).put("currency", "USD");
  }
}
