package dev.guildhall.scenario;

import static dev.guildhall.scenario.World.answer;
import static dev.guildhall.scenario.World.draft;
import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.scenario.World.live;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.audit.AuditWorkflow;
import dev.guildhall.audit.AuditWorkflow.Circumstances;
import dev.guildhall.audit.Violation;
import dev.guildhall.project.ProjectId;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Everything that can happen to a project happens at once: claims, submissions, returns, expiries,
 * verdicts by rule, timer and person, appeals and their decisions, pauses, launches, the end.
 * Nobody meets anybody in a deadlock, and afterwards all that is counted agrees.
 */
@Timeout(180)
class BusyProjectIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final int WORKERS = 12;
  private static final int STEPS = 30;
  private static final int TASKS = 24;

  private final AtomicBoolean over = new AtomicBoolean();
  private World world;
  private Person requester;
  private String project;
  private UUID projectId;

  @Test
  void whateverHappensAtOnceNoTransactionsDeadlockAndAllCountersAgree() throws Exception {
    world = new World(server.url());
    requester = world.requester();
    var judges = List.of(colleague(), colleague());
    project =
        live(
            requester,
            draft()
                .put("review", new JsonObject().put("mode", "sample").put("sample_permille", 600)),
            TASKS);
    projectId = ProjectId.parse(project).value();
    var crew = IntStream.range(0, WORKERS).mapToObj(_ -> worker()).toList();
    long before = server.server().platform().database().retries();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var others = new ArrayList<Future<?>>();
      for (int i = 0; i < judges.size(); i++) {
        others.add(threads.submit(judging(judges.get(i), new Random(100 + i))));
        others.add(threads.submit(deciding(judges.get(i), new Random(200 + i))));
      }
      others.add(threads.submit(managing()));
      others.add(threads.submit(passingTime()));
      others.add(threads.submit(auditing()));
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < WORKERS; i++) {
        work.add(threads.submit(working(crew.get(i), new Random(i))));
      }
      for (var each : work) {
        each.get();
      }
      over.set(true);
      for (var each : others) {
        each.get();
      }
    }

    assertThat(server.server().platform().database().retries()).as("deadlocks").isEqualTo(before);
    assertThat(audit()).isEmpty();
    finish();
    assertThat(audit()).isEmpty();
    var ended = requester.project(project);
    assertThat(ended.getJsonObject("reserved")).isEqualTo(ended.getJsonObject("committed"));
  }

  private Callable<Void> working(Person worker, Random random) {
    return () -> {
      for (int step = 0; step < STEPS; step++) {
        int dice = random.nextInt(10);
        attempt(
            () -> {
              var held = worker.claim(UUID.randomUUID(), project);
              if (held.isEmpty() || dice == 0) {
                return;
              }
              if (dice <= 2) {
                String way = dice == 1 ? "/return" : "/skip";
                worker.send(
                    "POST",
                    "/v1/assignments/" + held.get().getString("id") + way,
                    new JsonObject().put("reason", dice == 1 ? "no_time" : "unclear"));
              } else {
                worker.submit(held.get(), UUID.randomUUID(), answer(), 30);
              }
            });
        if (dice >= 7) {
          attempt(() -> appealAll(worker));
        }
      }
      return null;
    };
  }

  private static void appealAll(Person worker) {
    for (var assignment : worker.assignments()) {
      if (assignment.getString("state").endsWith("rejected")) {
        attempt(() -> worker.appeal(assignment.getString("id"), "I did what was asked for."));
      }
    }
  }

  private Callable<Void> judging(Person judge, Random random) {
    return () -> {
      while (!over.get()) {
        var waiting = new ArrayList<>(judge.reviews(project));
        Collections.shuffle(waiting, random);
        for (var item : waiting.subList(0, Math.min(6, waiting.size()))) {
          String verdict =
              List.of("accept", "reject", "reject", "soft_reject", "revise").get(random.nextInt(5));
          var opinion = new JsonObject().put("verdict", verdict);
          if (!verdict.equals("accept")) {
            opinion.put("reason_code", "off_topic").put("text", "Read the guideline again.");
          }
          attempt(() -> judge.giveVerdict(item.getString("submission_id"), opinion));
        }
      }
      return null;
    };
  }

  private Callable<Void> deciding(Person judge, Random random) {
    return () -> {
      while (!over.get()) {
        decideAppeals(judge, random);
      }
      return null;
    };
  }

  private static void decideAppeals(Person judge, Random random) {
    for (var filed : judge.get("/v1/appeals?limit=100").getJsonArray("data")) {
      String id = ((JsonObject) filed).getJsonObject("appeal").getString("id");
      var decision =
          new JsonObject()
              .put("decision", random.nextInt(4) == 0 ? "upheld" : "overturned")
              .put("text", "A second look says so.");
      attempt(() -> judge.send("PUT", "/v1/appeals/" + id + "/decision", decision));
    }
  }

  /** Stops, goes on and tries to end, which is refused while work is open. */
  private Callable<Void> managing() {
    return () -> {
      while (!over.get()) {
        attempt(() -> requester.pause(project));
        attempt(() -> requester.launch(project, UUID.randomUUID().toString()));
        if (!isQuiet()) {
          attempt(() -> requester.send("POST", "/v1/projects/" + project + "/completion", null));
        }
        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
      }
      return null;
    };
  }

  /** Nothing is open, so that the end would come too early. */
  private boolean isQuiet() {
    return count(
            "assignment", "state in ('claimed', 'submitted', 'revision_requested', 'disputed')")
        < 4;
  }

  /** Lets the time of some pass: a lease, a wait for a verdict, a hold, an answer to an appeal. */
  private Callable<Void> passingTime() {
    var passing =
        List.of(
            "assignment set leased_at = now(), lease_until = now(), grace_until = now()"
                + " where id = (select id from assignment where state = 'claimed'",
            "assignment set auto_accept_at = now() where id = (select id from assignment where state = 'submitted'",
            "earning set hold_until = now() where id = (select id from earning where state = 'held'",
            "appeal set due_at = now() where id = (select id from appeal where state = 'open'");
    return () -> {
      while (!over.get()) {
        for (String some : passing) {
          server.sql("update " + some + " order by random() limit 1 for update skip locked)");
        }
        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
      }
      return null;
    };
  }

  /** Whoever looks meanwhile finds nothing wrong either. */
  private Callable<Void> auditing() {
    return () -> {
      while (!over.get()) {
        assertThat(audit()).isEmpty();
      }
      return null;
    };
  }

  /** Everything is decided, and the project ends. */
  private void finish() {
    attempt(() -> requester.pause(project));
    eventually(
        () -> {
          server.sql(
              "update assignment set leased_at = now(), lease_until = now(), grace_until = now()"
                  + " where lease_until is not null");
          server.sql("update assignment set auto_accept_at = now() where state = 'submitted'");
          server.sql("update appeal set due_at = now() where state = 'open'");
          return count(
                  "assignment",
                  "state in ('claimed', 'submitted', 'revision_requested', 'disputed')")
              == 0;
        });
    requester.send("POST", "/v1/projects/" + project + "/completion", null);
  }

  private static List<Violation> audit() {
    var platform = server.server().platform();
    return new AuditWorkflow(platform.database(), platform.redis(), Circumstances.AT_WORK)
        .run(_ -> {});
  }

  private long count(String table, String condition) {
    return server
        .sql("select count(*) from " + table + " where project_id = $1 and " + condition, projectId)
        .getFirst()
        .getLong(0);
  }

  private Person worker() {
    var person = world.worker();
    person.acknowledge(project, 1);
    return person;
  }

  private Person colleague() {
    var person = world.requester();
    server.sql(
        """
        insert into membership (organisation_id, account_id, role)
        select $1, id, 'reviewer' from account where email = $2
        """,
        OrganisationId.parse(requester.organisationId("requester")).value(),
        person.email());
    return person;
  }

  /** Refusals are part of life here; faults of the server are not. */
  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (ApiProblem problem) {
      assertThat(problem.status()).as(problem.getMessage()).isLessThan(500);
    }
  }
}
