package dev.guildhall.grading;

import static dev.guildhall.scenario.Graded.body;
import static dev.guildhall.scenario.Graded.path;
import static dev.guildhall.scenario.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.scenario.Graded;
import dev.guildhall.scenario.TestServer;
import dev.guildhall.scenario.World;
import dev.guildhall.simulation.ApiProblem;
import dev.guildhall.simulation.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many reviewers claim, write, send, give back and let the time run out at once, on two nodes, in
 * an order that is drawn; some have written papers themselves. Whatever the order: never more
 * gradings than are wanted, nobody twice and nobody their own, grades that stand are set once, each
 * grading is paid once, and every paper ends.
 */
class GradingPropertyIT {

  @RegisterExtension static final TestServer server = new TestServer();

  private static final int REVIEWERS = 8;
  // Those who give back; the others are enough for every paper.
  private static final int FICKLE = 3;
  private static final int ATTEMPTS = 24;
  private static final int KNOWN = 6;
  private static final String OF_KNOWN = "A tide comes and goes. ";
  private static final long SEED = 20_261_201;
  private static final long LONGEST_NANOS = 90_000_000_000L;
  // What a reviewer may hear in such a crowd.
  private static final List<String> EXPECTED =
      List.of("lease_lost", "grading_state", "too_many_papers");

  @Test
  void whateverTheOrderEveryPaperEndsAsItShould() throws Exception {
    var world = new World(server.url());
    var author = world.requester();
    var essay = new Graded(server.url(), author, new JsonObject().put("validity_permille", 150));
    for (int i = 0; i < KNOWN; i++) {
      essay.known(OF_KNOWN + i, 3);
    }
    var reviewers = new ArrayList<Person>();
    for (int i = 0; i < REVIEWERS; i++) {
      reviewers.add(essay.reviewer(world.worker()));
    }
    var attempts = new ArrayList<JsonObject>();
    for (int i = 0; i < ATTEMPTS; i++) {
      var writer = i < 2 ? reviewers.get(i) : world.worker();
      attempts.add(essay.written(writer, "The moon pulls the sea, number " + i + "."));
    }
    var wrong = new ConcurrentLinkedQueue<String>();
    try (var another = server.anotherNode();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var crew = new ArrayList<Future<?>>();
      for (int i = 0; i < REVIEWERS; i++) {
        var random = new SplittableRandom(SEED + i);
        var who = reviewers.get(i);
        boolean fickle = i < FICKLE;
        crew.add(threads.submit(() -> new Reviewing(essay, who, fickle, random, wrong).run()));
      }
      for (Future<?> one : crew) {
        one.get();
      }
      assertThat(another.localUrl()).isNotEmpty();
    }

    assertThat(wrong).isEmpty();
    eventually(() -> count("select 1 from grading where state = 'claimed'") == 0);
    assertThat(states("select state from paper where known is null"))
        .hasSize(ATTEMPTS)
        .containsOnly("final");
    assertThat(states("select state from attempt")).containsOnly("passed", "failed");
    assertThat(
            count(
                """
                select 1 from paper p where known is null and (
                  select count(*) from event e where e.subject_id = p.id and e.type = 'paper.finished') <> 1
                """))
        .as("grades that stand are set once")
        .isZero();
    assertThat(
            count(
                """
                select 1 from paper p
                cross join lateral (
                  select count(*) filter (where role = 'grader') as graders,
                         count(*) filter (where role = 'adjudicator') as adjudicators, count(*) as sent
                  from grading where paper_id = p.id and state = 'sent') g
                where p.known is null
                  and (g.graders <> 2 or g.sent <> p.live or g.adjudicators <> case when p.outcome = 'mean' then 0 else 1 end)
                """))
        .as("two of each paper, and a third where they differ")
        .isZero();
    assertThat(
            count(
                """
                select paper_id, reviewer_id from grading where state in ('sent', 'returned')
                group by paper_id, reviewer_id having count(*) > 1
                """))
        .as("nobody twice")
        .isZero();
    assertThat(
            count(
                """
                select 1 from grading g join paper p on p.id = g.paper_id join worker w on w.id = p.worker_id
                where w.account_id = g.reviewer_id
                """))
        .as("nobody their own")
        .isZero();
    assertThat(
            count(
                """
                select 1 from grading g left join earning e on e.cause_id = g.id
                where e.amount_micros is distinct from 800000 or (g.state = 'sent') <> (e.state = 'held')
                """))
        .as("what was sent is paid, once, and nothing else")
        .isZero();
    assertThat(
            count(
                "select 1 from grading g join paper p on p.id = g.paper_id where p.known is not null"))
        .as("some were measured meanwhile")
        .isPositive();
    assertThat(count("select 1 from grading where state = 'expired'")).isPositive();
    assertThat(count("select 1 from grading where state = 'returned'")).isPositive();
    assertThat(states("select distinct outcome from paper where known is null"))
        .containsExactlyInAnyOrder("mean", "adjudicator");
    for (JsonObject attempt : attempts) {
      assertThat(number("p.final -> 'clear'", attempt)).isEqualTo(gradeByTheRules(attempt));
      // Reviewers may have been measured meanwhile; their severity is then taken out.
      assertThat(number("a.score", attempt))
          .isEqualTo(number("p.corrected -> 'clear'", attempt) / 4);
    }
  }

  /** What the gradings of an attempt's only paper come to, worked out from the record. */
  private static double gradeByTheRules(JsonObject attempt) {
    var rows =
        server.sql(
            """
            select g.role, (g.grades -> 'clear' ->> 'grade')::int from grading g join paper p on p.id = g.paper_id
            where p.attempt_id = $1 and g.state = 'sent' order by g.role
            """,
            id(attempt));
    var first = rows.getFirst();
    return first.getString(0).equals("adjudicator")
        ? first.getInteger(1)
        : (rows.get(0).getInteger(1) + rows.get(1).getInteger(1)) / 2.0;
  }

  private static double number(String sql, JsonObject attempt) {
    return server
        .sql(
            "select ("
                + sql
                + ")::float8 from attempt a join paper p on p.attempt_id = a.id where a.id = $1",
            id(attempt))
        .getFirst()
        .getDouble(0);
  }

  private static UUID id(JsonObject attempt) {
    return AttemptId.parse(attempt.getString("id")).value();
  }

  private static int count(String sql) {
    return server.sql(sql).size();
  }

  private static List<String> states(String sql) {
    return server.sql(sql).stream().map(row -> row.getString(0)).toList();
  }

  /** One person at work until nothing is left to grade. */
  private record Reviewing(
      Graded essay,
      Person who,
      boolean fickle,
      SplittableRandom random,
      ConcurrentLinkedQueue<String> wrong) {

    private void run() {
      long end = System.nanoTime() + LONGEST_NANOS;
      while (count("select 1 from paper where known is null and state <> 'final'") > 0) {
        if (System.nanoTime() > end) {
          wrong.add("papers are left: " + states("select state || ' ' || live from paper"));
          return;
        }
        try {
          step();
        } catch (ApiProblem problem) {
          if (!EXPECTED.contains(problem.code())) {
            wrong.add(problem.getMessage());
          }
        }
      }
    }

    private void step() {
      var claim = UUID.randomUUID();
      var paper = essay.claim(who, claim);
      if (paper.isEmpty()) {
        LockSupport.parkNanos(20_000_000);
        return;
      }
      if (random.nextInt(4) == 0) {
        var again = essay.claim(who, claim);
        if (!again.getString("id").equals(paper.getString("id"))) {
          wrong.add("a repeated claim got another paper");
        }
      }
      int what = random.nextInt(10);
      if (what == 0) {
        outOfTime(paper);
      } else if (what <= 2 && fickle) {
        Graded.giveBack(who, paper, "not_my_field");
      } else {
        send(paper);
      }
    }

    private void outOfTime(JsonObject paper) {
      Graded.save(who, paper, body(paper, 2).put("final", false));
      server.sql(
          "update grading set lease_until = now() - interval '2 minutes' where id = $1 and state = 'claimed'",
          GradingId.parse(paper.getString("id")).value());
      eventually(() -> !who.get(path(paper)).getString("state").equals("claimed"));
      try {
        Graded.send(who, paper, 2);
        wrong.add("a stale fence was let through");
      } catch (ApiProblem problem) {
        if (!problem.code().equals("lease_lost")) {
          wrong.add(problem.getMessage());
        }
      }
    }

    /** Some send twice at once. Who graded what is known at random would soon be paused. */
    private void send(JsonObject paper) {
      var body = body(paper, paper.getString("text").startsWith(OF_KNOWN) ? 3 : random.nextInt(5));
      if (random.nextInt(3) > 0) {
        Graded.save(who, paper, body);
        return;
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var twins =
            List.of(
                threads.submit(() -> Graded.save(who, paper, body)),
                threads.submit(() -> Graded.save(who, paper, body)));
        for (var twin : twins) {
          if (!twin.get().getString("state").equals("sent")) {
            wrong.add("a twin was not sent");
          }
        }
      } catch (Exception e) {
        wrong.add(e.toString());
      }
    }
  }
}
