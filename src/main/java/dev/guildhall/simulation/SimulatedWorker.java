package dev.guildhall.simulation;

import dev.guildhall.simulation.CrowdData.Vote;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One real worker: claims task after task and sends what that worker really answered. */
final class SimulatedWorker {

  private static final int ASK_AGAIN = 3;

  private final String name;
  private final Person person;
  private final Map<String, Vote> votes;
  private final SimulationRun run;

  SimulatedWorker(String name, Person person, Map<String, Vote> votes, SimulationRun run) {
    this.name = name;
    this.person = person;
    this.votes = votes;
    this.run = run;
  }

  /** Works until every answer is sent, or nothing waits any more. */
  void work() {
    for (int n = 0; n < votes.size(); n++) {
      var claimed = claimed(n);
      if (claimed.isEmpty()) {
        run.missing(votes.size() - n);
        break;
      }
      answer(claimed.get());
    }
    run.earned(name, person.balance());
  }

  private Optional<JsonObject> claimed(int n) {
    for (int asked = 1; ; asked++) {
      var claimed =
          run.claims().time(() -> person.claim(run.ids().claim(name, n), run.projectId()));
      if (claimed.isPresent() || asked == ASK_AGAIN) {
        return claimed;
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  private void answer(JsonObject assignment) {
    if (!assignment.getString("state").equals("claimed")) {
      run.sentBefore();
      return;
    }
    var task = run.taskKey(assignment.getJsonObject("task").getString("id"));
    var vote = votes.get(task);
    if (vote == null) {
      throw new IllegalStateException(name + " was given the task " + task + " of others");
    }
    if (run.ids().drafts(name, task)) {
      run.drafts().time(() -> person.saveDraft(assignment.getString("id"), vote.output()));
    }
    run.submits()
        .time(
            () ->
                person.submit(
                    assignment,
                    run.ids().submission(name, task),
                    vote.output(),
                    vote.seconds() > 0 ? vote.seconds() : null));
    run.sent();
  }
}
