package dev.guildhall.nemesis;

import dev.guildhall.nemesis.Device.Answer;
import dev.guildhall.nemesis.Device.Call;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A worker: claims, is at work, saves drafts, submits, and now and then returns, skips, lets a
 * lease run out and takes the task up again, writes under a fence that is over, or sends a request
 * twice at once.
 */
final class CrewMember {

  private static final int PARKED = 4;
  private static final Duration RUN_OUT = Duration.ofSeconds(17);

  private final Device device;
  private final String id;
  private final List<String> projects;
  private final History history;
  private final Random lots;
  private final int nodes;
  private final Duration think;
  private final Executor threads;
  private final Queue<Parked> parked = new ArrayDeque<>();

  /** An assignment that its worker lets run out. */
  private record Parked(String assignment, long fence, long due) {}

  CrewMember(
      Device device,
      String id,
      List<String> projects,
      History history,
      Random lots,
      int nodes,
      Duration think,
      Executor threads) {
    this.device = device;
    this.id = id;
    this.projects = projects;
    this.history = history;
    this.lots = lots;
    this.nodes = nodes;
    this.think = think;
    this.threads = threads;
  }

  void work(BooleanSupplier isOver) {
    while (!isOver.getAsBoolean()) {
      if (!parked.isEmpty() && parked.peek().due() < System.nanoTime()) {
        takeUpAgain(parked.poll());
      } else {
        claim();
      }
    }
  }

  private void claim() {
    UUID claim = UUID.randomUUID();
    history.claiming(claim, id);
    var body = new JsonObject().put("claim_id", claim.toString());
    if (lots.nextBoolean()) {
      body.put("project_id", projects.get(lots.nextInt(projects.size())));
    }
    var call = new Call("claim", "POST", "/v1/claims", body, () -> history.unheard(claim));
    var answers = lots.nextInt(25) == 0 ? twice(call) : List.of(ask(call));
    answers.stream()
        .filter(answer -> answer.status() == 201)
        .forEach(answer -> history.claimed(claim, answer.body()));
    var held = answers.stream().filter(answer -> answer.status() == 201).findFirst();
    if (held.isEmpty()) {
      history.refused(claim);
      pause(Duration.ofMillis(500));
      return;
    }
    workOn(held.get().body());
  }

  private void workOn(JsonObject assignment) {
    String held = assignment.getString("id");
    long fence = assignment.getLong("fence");
    int revision = revision(assignment);
    for (int steps = lots.nextInt(4); steps > 0; steps--) {
      pause(think);
      if (lots.nextBoolean()) {
        beat(held, fence);
      } else {
        revision = draft(held, revision);
      }
    }
    int way = lots.nextInt(100);
    if (way < 4) {
      giveBack(held, fence, "return", new JsonObject());
    } else if (way < 7) {
      giveBack(held, fence, "skip", new JsonObject().put("reason", "cannot_judge"));
    } else if (way < 9 && parked.size() < PARKED) {
      parked.add(new Parked(held, fence, System.nanoTime() + RUN_OUT.toNanos()));
    } else {
      submit(held, fence);
    }
  }

  private static int revision(JsonObject assignment) {
    var draft = assignment.getJsonObject("draft");
    return draft == null ? 0 : draft.getInteger("revision");
  }

  private void beat(String held, long fence) {
    ask(
        new Call(
            "heartbeat",
            "POST",
            "/v1/assignments/" + held + "/heartbeat",
            new JsonObject().put("fence", fence).put("active_seconds", lots.nextInt(10))));
  }

  /** The revision that the device has seen by then. */
  private int draft(String held, int revision) {
    var text = text("begun");
    history.writing(held, text);
    var answer =
        ask(
            new Call(
                "draft",
                "PUT",
                "/v1/assignments/" + held + "/draft",
                new JsonObject().put("output", text).put("revision", revision)));
    var stored = answer.isProblem("draft_conflict") ? answer.body().getJsonObject("current") : null;
    // A conflict with one's own words says that they came, and the answer was lost.
    if (answer.isGood() || (stored != null && text.equals(stored.getJsonObject("output")))) {
      history.kept(held, text);
    }
    if (answer.isGood()) {
      return answer.body().getInteger("revision");
    }
    return stored == null ? revision : stored.getInteger("revision");
  }

  private boolean submit(String held, long fence) {
    UUID submission = UUID.randomUUID();
    var output = text("done");
    history.submitting(submission, held, output);
    var call =
        new Call(
            "submit",
            "POST",
            "/v1/assignments/" + held + "/submission",
            new JsonObject()
                .put("submission_id", submission.toString())
                .put("fence", fence)
                .put("output", output));
    var answers = lots.nextInt(25) == 0 ? twice(call) : List.of(ask(call));
    for (var answer : answers) {
      if (answer.status() == 201) {
        history.submitted(submission);
      } else {
        history.submissionRefused(submission);
      }
      if (answer.isProblem("lease_lost")) {
        history.kept(held, output);
      }
    }
    if (answers.size() == 2 && answers.get(0).isGood() != answers.get(1).isGood()) {
      history.violated(
          Rule.SUBMISSION_ANSWERED_TWICE.brokenBy(submission, "twins were told " + answers));
    }
    return answers.getFirst().isGood();
  }

  private void giveBack(String held, long fence, String way, JsonObject body) {
    var answer =
        ask(new Call(way, "POST", "/v1/assignments/" + held + '/' + way, body.put("fence", fence)));
    if (answer.isGood()) {
      history.givenBack(held, fence);
    }
  }

  /** After it ran out; what is written under the old fence is refused first. */
  private void takeUpAgain(Parked one) {
    if (lots.nextInt(4) == 0) {
      submit(one.assignment(), one.fence());
    }
    var answer =
        ask(
            new Call(
                "reopen",
                "POST",
                "/v1/assignments/" + one.assignment() + "/reopening",
                new JsonObject().put("fence", one.fence() + 1)));
    if (!answer.isGood() || !"claimed".equals(answer.body().getString("state"))) {
      return;
    }
    history.reopened(answer.body());
    if (lots.nextInt(4) == 0) {
      submit(one.assignment(), one.fence());
    }
    beat(one.assignment(), one.fence());
    draft(one.assignment(), revision(answer.body()));
    submit(one.assignment(), answer.body().getLong("fence"));
  }

  private Answer ask(Call call) {
    return device.ask(call, lots.nextInt(nodes), lots);
  }

  /** The same request to two nodes at once, as a phone does that changes its network. */
  private List<Answer> twice(Call call) {
    var twin =
        CompletableFuture.supplyAsync(
            () -> device.ask(call, 0, new Random(lots.nextLong())), threads);
    var mine = device.ask(call, 1 % nodes, new Random());
    return List.of(mine, twin.join());
  }

  private JsonObject text(String word) {
    return new JsonObject()
        .put("choice", lots.nextBoolean() ? "a" : "b")
        .put("reason", "It names the cause, " + word + ' ' + UUID.randomUUID());
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
