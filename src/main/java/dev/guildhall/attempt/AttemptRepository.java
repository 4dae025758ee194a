package dev.guildhall.attempt;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.exam.Form;
import dev.guildhall.exam.TestId;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code attempt} and {@code attempt_item}, from the beginning to the sending. */
final class AttemptRepository {

  private static final String SHOWN =
      """
      select a.*, q.name as qualification_name, q.organisation_id, clock_timestamp() as now
      from attempt a join qualification q on q.id = a.qualification_id
      """;

  private static final Sql FIND = Sql.of(SHOWN + "where a.id = #{id}");

  private static final Sql FIND_SENT =
      Sql.of(
          SHOWN
              + """
              where a.id = any (#{ids})
                and a.state in ('submitted', 'auto_graded', 'in_grading', 'adjudicated', 'passed', 'failed')
              order by a.id
              """);

  // In the order of their ids.
  private static final Sql LOCK =
      Sql.of(SHOWN + "where a.id = any (#{ids}) order by a.id for no key update of a");

  private static final Sql BY_CLAIM = Sql.of(SHOWN + "where a.claim_id = #{claim}");

  private static final Sql OPEN =
      Sql.of(
          SHOWN
              + """
              where a.qualification_id = #{qualification} and a.worker_id = #{worker} and a.state = 'open'
              """);

  private static final Sql OF_WORKER =
      Sql.of(
          SHOWN
              + """
              where a.worker_id = #{worker} and (#{qualification}::uuid is null or a.qualification_id = #{qualification})
                and (#{before}::timestamptz is null or (a.started_at, a.id) < (#{before}, #{before_id}::uuid))
              order by a.started_at desc, a.id desc
              limit #{limit}
              """);

  private static final Sql NOW = Sql.of("select clock_timestamp() as now");

  // Beginnings of one worker at one test go one after another, so that each sees the one before.
  private static final Sql LOCK_BEGINNING =
      Sql.of(
          """
          select pg_advisory_xact_lock(
            hashtextextended('attempt ' || #{worker}::uuid::text || ' ' || #{qualification}::uuid::text, 0))
          """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into attempt (
            id, claim_id, qualification_id, test_id, worker_id, number, state, time_multiplier, ends_at, section_ends_at,
            pools, started_at)
          select #{id}, #{claim}, #{qualification}, #{test}, #{worker}, count(*) + 1, 'open', #{multiplier}::float8::numeric,
                 #{ends}, #{section_ends}, #{pools}, #{started}
          from attempt where qualification_id = #{qualification} and worker_id = #{worker}
          """);

  private static final Sql INSERT_ITEMS =
      Sql.of(
          """
          insert into attempt_item (attempt_id, item_id, version, section, position, counts, options, shown_at)
          select #{attempt}, item_id, version, section, position, counts,
                 (select array_agg(o.id order by o.place)
                  from jsonb_array_elements_text(options::jsonb) with ordinality as o (id, place)),
                 clock_timestamp()
          from unnest(
            #{items}::uuid[], #{versions}::int[], #{sections}::int[], #{positions}::int[], #{counts}::boolean[],
            #{options}::text[]) as i (item_id, version, section, position, counts, options)
          """);

  private static final Sql ITEMS =
      Sql.of("select * from attempt_item where attempt_id = #{attempt} order by section, position");

  private static final Sql ITEMS_OF =
      Sql.of(
          "select * from attempt_item where attempt_id = any (#{attempts}) order by attempt_id, section, position");

  private static final Sql HAD =
      Sql.of(
          """
          select distinct i.item_id from attempt_item i join attempt a on a.id = i.attempt_id
          where a.worker_id = #{worker}
          """);

  private static final Sql IN_HAND =
      Sql.of(
          """
          select distinct i.item_id from attempt_item i join attempt a on a.id = i.attempt_id
          where a.worker_id = #{worker} and a.state = 'open'
          """);

  private static final Sql SHOWN_TO =
      Sql.of(
          """
          select distinct i.item_id, i.version from attempt_item i join attempt a on a.id = i.attempt_id
          where a.worker_id = #{worker} and (a.state <> 'open' or i.section <= a.section)
          """);

  private static final Sql MOVE =
      Sql.of(
          """
          update attempt
          set section = #{section}, ends_at = #{ends}, section_ends_at = #{section_ends}, paused_at = #{paused},
              changes = changes + 1
          where id = #{id}
          """);

  private static final Sql SUBMISSION_TAKEN =
      Sql.of("select 1 from attempt where submission_id = #{submission} and id <> #{id}");

  private static final Sql SUBMIT =
      Sql.of(
          """
          update attempt
          set state = 'submitted', submission_id = #{submission}, submitted_at = clock_timestamp(), paused_at = null,
              changes = changes + 1
          where id = #{id}
          """);

  private static final Sql ABANDON =
      Sql.of(
          """
          update attempt
          set state = 'abandoned', paused_at = null, retry_from = clock_timestamp() + #{hours} * interval '1 hour',
              changes = changes + 1
          where id = #{id}
          """);

  // Those that nothing bounds, or that are paused, end when they are forgotten.
  private static final Sql OVERDUE =
      Sql.of(
          SHOWN
              + """
              where a.state = 'open'
                and (a.paused_at is null and a.ends_at < clock_timestamp() - #{grace} * interval '1 second'
                  or a.started_at < clock_timestamp() - #{days} * interval '1 day')
              order by a.id
              limit #{limit}
              for no key update of a skip locked
              """);

  private static final Sql ANSWER_FINALLY =
      Sql.of(
          """
          update attempt_item
          set answer = case when #{late} then null else #{answer}::jsonb end,
              late_answer = case when #{late} then #{answer}::jsonb end,
              revision = 1, seconds = #{seconds}, saved_at = clock_timestamp(), score = #{score}, closed = #{score},
              key_revision = #{key_revision}
          where attempt_id = #{attempt} and item_id = #{item}
          returning saved_at
          """);

  private static final Sql ABILITY =
      Sql.of(
          """
          update attempt set ability = #{ability}, ability_error = #{error}, changes = changes + 1
          where id = #{id}
          """);

  private static final Sql RATE =
      Sql.of(
          """
          update attempt set feedback_rating = #{useful}, feedback_text = #{text}, changes = changes + 1
          where id = #{id}
          """);

  Future<Optional<Attempt>> find(SqlClient client, AttemptId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, AttemptRepository::attempt));
  }

  /** Those that were sent, in the order of their ids. */
  Future<List<Attempt>> sent(SqlClient client, Collection<AttemptId> ids) {
    return FIND_SENT
        .run(client, "ids", ids.stream().map(AttemptId::value).toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, AttemptRepository::attempt));
  }

  /** Under their locks, in the order of their ids. */
  Future<List<Attempt>> lock(SqlConnection tx, Collection<AttemptId> ids) {
    return LOCK.run(tx, "ids", ids.stream().map(AttemptId::value).toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, AttemptRepository::attempt));
  }

  Future<Optional<Attempt>> byClaim(SqlClient client, UUID claim) {
    return BY_CLAIM
        .run(client, "claim", claim)
        .map(rows -> Rows.first(rows, AttemptRepository::attempt));
  }

  Future<Optional<Attempt>> open(SqlClient client, QualificationId qualification, WorkerId worker) {
    return OPEN.run(client, "qualification", qualification, "worker", worker)
        .map(rows -> Rows.first(rows, AttemptRepository::attempt));
  }

  /**
   * The worker's own, newest first.
   *
   * @param qualification null: of all
   */
  Future<List<Attempt>> ofWorker(
      SqlClient client,
      WorkerId worker,
      @Nullable QualificationId qualification,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return OF_WORKER
        .run(
            client,
            "worker",
            worker,
            "qualification",
            qualification,
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, AttemptRepository::attempt));
  }

  /** PostgreSQL's time. */
  Future<Instant> now(SqlClient client) {
    return NOW.run(client).map(rows -> Rows.one(rows, row -> Rows.instant(row, "now")));
  }

  Future<Void> lockBeginning(SqlConnection tx, QualificationId qualification, WorkerId worker) {
    return LOCK_BEGINNING.run(tx, "qualification", qualification, "worker", worker).mapEmpty();
  }

  /** An attempt to begin. */
  record Beginning(
      AttemptId id,
      UUID claim,
      QualificationId qualification,
      TestId test,
      WorkerId worker,
      double multiplier,
      Clock clock,
      JsonArray pools,
      Instant at) {}

  Future<Void> insert(SqlConnection tx, Beginning beginning) {
    return INSERT
        .run(
            tx,
            "id",
            beginning.id(),
            "claim",
            beginning.claim(),
            "qualification",
            beginning.qualification(),
            "test",
            beginning.test(),
            "worker",
            beginning.worker(),
            "multiplier",
            beginning.multiplier(),
            "ends",
            beginning.clock().endsAt(),
            "section_ends",
            beginning.clock().sectionEndsAt(),
            "pools",
            beginning.pools(),
            "started",
            beginning.at())
        .mapEmpty();
  }

  /** An item of a form, and where it stands. */
  record Placed(Form.Drawn item, int section, int position) {}

  Future<Void> insertItems(SqlConnection tx, AttemptId attempt, List<Placed> items) {
    return INSERT_ITEMS
        .run(
            tx,
            "attempt",
            attempt,
            "items",
            items.stream().map(one -> one.item().ref().id().value()).toArray(UUID[]::new),
            "versions",
            items.stream().map(one -> one.item().ref().version()).toArray(Integer[]::new),
            "sections",
            items.stream().map(Placed::section).toArray(Integer[]::new),
            "positions",
            items.stream().map(Placed::position).toArray(Integer[]::new),
            "counts",
            items.stream().map(one -> one.item().counts()).toArray(Boolean[]::new),
            "options",
            items.stream().map(one -> encoded(one.item().options())).toArray(String[]::new))
        .mapEmpty();
  }

  private static @Nullable String encoded(@Nullable List<String> options) {
    return options == null ? null : new JsonArray(options).encode();
  }

  /** The whole form, by section and position. */
  Future<List<FormItem>> items(SqlClient client, AttemptId attempt) {
    return ITEMS
        .run(client, "attempt", attempt)
        .map(rows -> Rows.list(rows, AttemptRepository::item));
  }

  /** The whole forms of some attempts, each by section and position. */
  Future<Map<AttemptId, List<FormItem>>> items(SqlClient client, Collection<AttemptId> attempts) {
    return ITEMS_OF
        .run(client, "attempts", attempts.stream().map(AttemptId::value).toArray(UUID[]::new))
        .map(
            rows -> {
              var forms = new HashMap<AttemptId, List<FormItem>>();
              for (Row row : rows) {
                forms
                    .computeIfAbsent(
                        new AttemptId(row.getUUID("attempt_id")), _ -> new ArrayList<>())
                    .add(item(row));
              }
              return forms;
            });
  }

  /** Every item that the worker was shown in some attempt. */
  Future<Set<ItemId>> had(SqlClient client, WorkerId worker) {
    return HAD.run(client, "worker", worker)
        .map(rows -> new HashSet<>(Rows.list(rows, row -> new ItemId(row.getUUID("item_id")))));
  }

  /** Every item of an attempt that the worker has open. */
  Future<Set<ItemId>> inHand(SqlClient client, WorkerId worker) {
    return IN_HAND
        .run(client, "worker", worker)
        .map(rows -> new HashSet<>(Rows.list(rows, row -> new ItemId(row.getUUID("item_id")))));
  }

  /** Every version that the worker was shown, in sections that were opened. */
  Future<List<ItemVersionRef>> shown(SqlClient client, WorkerId worker) {
    return SHOWN_TO
        .run(client, "worker", worker)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new ItemVersionRef(
                            new ItemId(row.getUUID("item_id")), row.getInteger("version"))));
  }

  Future<Void> move(SqlConnection tx, AttemptId id, int section, Clock clock) {
    return MOVE.run(
            tx,
            "id",
            id,
            "section",
            section,
            "ends",
            clock.endsAt(),
            "section_ends",
            clock.sectionEndsAt(),
            "paused",
            clock.pausedAt())
        .mapEmpty();
  }

  /** Whether another attempt was sent under that id. */
  Future<Boolean> isSubmissionTaken(SqlConnection tx, AttemptId id, UUID submission) {
    return SUBMISSION_TAKEN
        .run(tx, "id", id, "submission", submission)
        .map(rows -> rows.size() > 0);
  }

  Future<Void> submit(SqlConnection tx, AttemptId id, UUID submission) {
    return SUBMIT.run(tx, "id", id, "submission", submission).mapEmpty();
  }

  Future<Void> abandon(SqlConnection tx, AttemptId id, int retryHours) {
    return ABANDON.run(tx, "id", id, "hours", retryHours).mapEmpty();
  }

  /**
   * Open attempts that nobody else is ending, under their locks.
   *
   * @param graceSeconds after the end of their time
   * @param days since their beginning, whatever their clock says
   */
  Future<List<Attempt>> overdue(SqlConnection tx, int graceSeconds, int days, int limit) {
    return OVERDUE
        .run(tx, "grace", graceSeconds, "days", days, "limit", limit)
        .map(rows -> Rows.list(rows, AttemptRepository::attempt));
  }

  /**
   * Stores an answer that is not changed any more.
   *
   * @param score null: not marked
   */
  Future<Instant> answerFinally(
      SqlConnection tx,
      AttemptId attempt,
      ItemId item,
      JsonObject answer,
      @Nullable Integer seconds,
      boolean late,
      @Nullable Double score,
      @Nullable Integer keyRevision) {
    return ANSWER_FINALLY
        .run(
            tx,
            "attempt",
            attempt,
            "item",
            item,
            "answer",
            answer,
            "seconds",
            seconds,
            "late",
            late,
            "score",
            score,
            "key_revision",
            keyRevision)
        .map(rows -> Rows.one(rows, row -> Rows.instant(row, "saved_at")));
  }

  Future<Void> ability(SqlConnection tx, AttemptId id, double ability, double error) {
    return ABILITY.run(tx, "id", id, "ability", ability, "error", error).mapEmpty();
  }

  Future<Void> rate(SqlConnection tx, AttemptId id, int useful, @Nullable String text) {
    return RATE.run(tx, "id", id, "useful", useful, "text", text).mapEmpty();
  }

  static Attempt attempt(Row row) {
    return new Attempt(
        new AttemptId(row.getUUID("id")),
        row.getUUID("claim_id"),
        new QualificationId(row.getUUID("qualification_id")),
        row.getString("qualification_name"),
        new OrganisationId(row.getUUID("organisation_id")),
        new TestId(row.getUUID("test_id")),
        new WorkerId(row.getUUID("worker_id")),
        row.getInteger("number"),
        AttemptState.parse(row.getString("state")),
        row.getNumeric("time_multiplier").doubleValue(),
        new Clock(
            Rows.nullableInstant(row, "ends_at"),
            Rows.nullableInstant(row, "section_ends_at"),
            Rows.nullableInstant(row, "paused_at")),
        row.getInteger("section"),
        row.getJsonArray("pools"),
        row.getUUID("submission_id"),
        Rows.instant(row, "started_at"),
        Rows.nullableInstant(row, "submitted_at"),
        Rows.nullableInstant(row, "decided_at"),
        row.getDouble("score"),
        row.getInteger("level"),
        row.getDouble("ability"),
        row.getDouble("ability_error"),
        Rows.nullableInstant(row, "retry_from"),
        row.getInteger("decisions"),
        row.getInteger("feedback_rating"),
        Rows.instant(row, "now"));
  }

  private static FormItem item(Row row) {
    var options = row.getArrayOfStrings("options");
    return new FormItem(
        new ItemId(row.getUUID("item_id")),
        row.getInteger("version"),
        row.getInteger("section"),
        row.getInteger("position"),
        row.getBoolean("counts"),
        options == null ? null : List.of(options),
        row.getJsonObject("answer"),
        row.getJsonObject("late_answer"),
        row.getInteger("revision"),
        Rows.nullableInstant(row, "saved_at"),
        row.getDouble("score"),
        row.getDouble("closed"),
        row.getDouble("graded"),
        row.getJsonArray("parts"),
        row.getInteger("key_revision"));
  }
}
