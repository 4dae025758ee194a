package dev.guildhall.delivery;

import dev.guildhall.testing.TestPlatform;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A project with workers, tasks and judged work, written straight into the tables. */
final class Arranged {

  private final TestPlatform test;
  private final UUID account;
  private final UUID project;
  private final List<UUID> workers = new ArrayList<>();
  private long position;

  private Arranged(TestPlatform test, UUID account, UUID project) {
    this.test = test;
    this.account = account;
    this.project = project;
  }

  static Arranged project(TestPlatform test, String kind, JsonObject template, int overlap) {
    UUID account = account(test);
    UUID organisation = test.newId();
    UUID project = test.newId();
    test.sql(
        "insert into organisation (id, name, kind) values ($1, 'Meadow Lab', 'requester')",
        organisation);
    test.sql(
        """
        insert into project (id, organisation_id, name, kind, state, template, price_micros, currency, estimate_seconds,
                             overlap, requirements, review_mode, auto_accept_hours, reserved_micros, committed_micros,
                             created_by, launched_at)
        values ($1, $2, 'Sentiment: "plain" & simple', $3, 'live', $4, 250000, 'USD', 60, $5, '{"languages":[{"language":"en","level":"fluent"}]}', 'automatic', 72,
                90000000, 5000000, $6, clock_timestamp())
        """,
        project,
        organisation,
        kind,
        template,
        overlap,
        account);
    test.sql(
        "insert into guideline (project_id, version, markdown, summary, published_by) values ($1, 1, '# Be kind', 'Kind', $2)",
        project,
        account);
    return new Arranged(test, account, project);
  }

  static JsonObject labels() {
    return new JsonObject()
        .put("question", "Is it positive?")
        .put("labels", new JsonArray().add(label("yes")).add(label("no")));
  }

  private static JsonObject label(String value) {
    return new JsonObject().put("value", value).put("title", value);
  }

  private static UUID account(TestPlatform test) {
    UUID id = test.newId();
    test.sql(
        "insert into account (id, email, password_hash, display_name) values ($1, $2, 'x', 'Ada Canary')",
        id,
        id + "@canary.example");
    return id;
  }

  UUID id() {
    return project;
  }

  UUID accountId() {
    return account;
  }

  UUID worker(int number) {
    while (workers.size() <= number) {
      UUID id = test.newId();
      test.sql("insert into worker (id, account_id) values ($1, $2)", id, account(test));
      workers.add(id);
    }
    return workers.get(number);
  }

  UUID task(String key, JsonObject input, JsonObject gold) {
    UUID id = test.newId();
    test.sql(
        """
        insert into task (id, project_id, upload_id, position, key, input, metadata, gold, overlap)
        values ($1, $2, $1, $3, $4, $5, '{"source": "field"}', $6, 5)
        """,
        id,
        project,
        ++position,
        key,
        input,
        gold);
    return id;
  }

  UUID task(String key) {
    return task(key, new JsonObject().put("text", "the text of " + key), null);
  }

  /** Sent and waiting for a verdict. */
  UUID submitted(UUID task, int worker, JsonObject output) {
    UUID assignment = test.newId();
    test.sql(
        """
        insert into assignment (id, claim_id, task_id, project_id, worker_id, state, price_micros, currency,
                                guideline_version, submitted_at)
        values ($1, $1, $2, $3, $4, 'submitted', 250000, 'USD', 1, clock_timestamp())
        """,
        assignment,
        task,
        project,
        worker(worker));
    test.sql(
        """
        insert into submission (id, assignment_id, revision, fence, output, sha256, active_seconds, seconds, gold_right)
        select $1, $2, 1, 1, $3, sha256('x'), 20, 30 + $4, case when t.gold is null then null else t.gold = $3 end
        from task t where t.id = $5
        """,
        test.newId(),
        assignment,
        output,
        worker,
        task);
    return assignment;
  }

  void judged(UUID assignment, String kind, JsonObject fixed) {
    test.sql(
        """
        insert into verdict (id, submission_id, assignment_id, kind, text, fixed_output, decided_by, rule)
        select $1, s.id, s.assignment_id, $2, 'because', $3, 'rule', 'test'
        from submission s where s.assignment_id = $4
        """,
        test.newId(),
        kind,
        fixed,
        assignment);
    String state =
        switch (kind) {
          case "accept" -> "accepted";
          case "accept_with_fix" -> "accepted_with_fix";
          case "soft_reject" -> "soft_rejected";
          default -> "rejected";
        };
    test.sql("update assignment set state = $1 where id = $2", state, assignment);
  }

  UUID accepted(UUID task, int worker, JsonObject output) {
    UUID assignment = submitted(task, worker, output);
    judged(assignment, "accept", null);
    return assignment;
  }

  UUID accepted(UUID task, int worker, String label) {
    return accepted(task, worker, new JsonObject().put("label", label));
  }
}
