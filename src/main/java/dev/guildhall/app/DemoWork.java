package dev.guildhall.app;

import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The work that the demo's people have done in one project. Ids follow from the project and the
 * worker, so doing it again changes nothing.
 */
final class DemoWork {

  private static final UUID NAMESPACE = UUID.fromString("0f4c4a0e-52a5-5d0b-8a39-7a6d5f0f9c42");

  private static final Duration FEED_WITHIN = Duration.ofSeconds(15);

  private final DemoProject project;
  private final String projectId;
  private final List<Person> workers;
  private final Person reviewer;
  private final Map<String, Integer> given = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();

  DemoWork(DemoProject project, String projectId, List<Person> workers, Person reviewer) {
    this.project = project;
    this.projectId = projectId;
    this.workers = workers;
    this.reviewer = reviewer;
  }

  /** Claims and sends until the answers are used up, then reviews some. */
  void finish() {
    if (reviewer.progress(projectId).getJsonObject("submissions").getInteger("accepted") > 0) {
      return;
    }
    awaitFeed();
    reviewer.tasks(projectId).forEach(it -> keys.put(it.getString("id"), it.getString("key")));
    int each = Math.ceilDiv(project.answers(), workers.size());
    for (int n = 0; n < each; n++) {
      for (Person worker : workers) {
        work(worker, n);
      }
    }
    review();
  }

  /** A node notices what is launched within a second or two. */
  private void awaitFeed() {
    long deadline = System.nanoTime() + FEED_WITHIN.toNanos();
    while (workers.stream().noneMatch(this::sees) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private boolean sees(Person worker) {
    return worker.feed().getJsonArray("cards").stream()
        .anyMatch(card -> projectId.equals(((JsonObject) card).getString("project_id")));
  }

  private void work(Person worker, int n) {
    try {
      worker.acknowledge(projectId, 1);
      worker
          .claim(id("claim", worker, n), projectId)
          .filter(it -> it.getString("state").equals("claimed"))
          .ifPresent(it -> answer(worker, it, n));
    } catch (ApiProblem problem) {
      // Not for this worker (a language, a cap): the others do it.
      if (problem.status() >= 500) {
        throw problem;
      }
    }
  }

  private void answer(Person worker, JsonObject assignment, int n) {
    var task = keys.get(assignment.getJsonObject("task").getString("id"));
    var output = nextAnswer(task);
    if (output == null) {
      worker.send("POST", "/v1/assignments/" + assignment.getString("id") + "/return", null);
    } else {
      worker.submit(assignment, id("submission", worker, n), output, 45 + 7 * (n % 9));
    }
  }

  private @Nullable JsonObject nextAnswer(@Nullable String task) {
    if (task == null) {
      return null;
    }
    int n = given.merge(task, 1, Integer::sum) - 1;
    return project.answer(task, n);
  }

  /** Gives the verdicts in turn to what waits, and leaves the rest for whoever tries the demo. */
  private void review() {
    var waiting = reviewer.reviews(projectId);
    var verdicts = project.verdicts();
    for (int i = 0; i < Math.min(waiting.size(), verdicts.size()); i++) {
      reviewer.giveVerdict(waiting.get(i).getString("submission_id"), verdicts.get(i));
    }
  }

  private UUID id(String what, Person worker, int n) {
    return DerivedIds.of(NAMESPACE, what + '|' + projectId + '|' + worker.email() + '|' + n);
  }
}
