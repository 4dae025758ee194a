package dev.guildhall.attempt;

import dev.guildhall.item.ItemId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of marks and decisions. */
final class MarkRepository {

  private static final Sql MARK =
      Sql.of(
          """
          update attempt_item i
          set score = m.score, closed = m.closed, parts = m.parts::jsonb, key_revision = m.key_revision
          from unnest(
            #{items}::uuid[], #{scores}::float8[], #{closed}::float8[], #{parts}::text[], #{revisions}::int[])
            as m (item_id, score, closed, parts, key_revision)
          where i.attempt_id = #{attempt} and i.item_id = m.item_id
          """);

  private static final Sql GRADE =
      Sql.of(
          """
          update attempt_item i
          set graded = m.graded, score = m.score
          from unnest(#{items}::uuid[], #{graded}::float8[], #{scores}::float8[]) as m (item_id, graded, score)
          where i.attempt_id = #{attempt} and i.item_id = m.item_id
          """);

  private static final Sql BECOME =
      Sql.of("update attempt set state = #{state}, changes = changes + 1 where id = #{id}");

  private static final Sql DECIDE =
      Sql.of(
          """
          update attempt
          set state = #{state}, decided_at = clock_timestamp(), score = #{score}, level = #{level}, ability = #{ability},
              ability_error = #{error}, decisions = decisions + 1, changes = changes + 1,
              retry_from = case when #{hours}::int is null then null else submitted_at + #{hours} * interval '1 hour' end
          where id = #{id}
          returning decisions, decided_at
          """);

  private static final Sql INSERT_DECISION =
      Sql.of(
          """
          insert into attempt_decision (attempt_id, number, passed, level, score, detail, cause_id, reason)
          values (#{attempt}, #{number}, #{passed}, #{level}, #{score}, #{detail}, #{cause}, #{reason})
          """);

  private static final Sql LAST_DECISION =
      Sql.of(
          """
          select * from attempt_decision where attempt_id = #{attempt} order by number desc limit 1
          """);

  private static final Sql TOUCHED =
      Sql.of(
          """
          select i.attempt_id from attempt_item i join attempt a on a.id = i.attempt_id
          where i.item_id = #{item} and i.version = #{version} and a.state <> 'voided'
          order by i.attempt_id
          """);

  private static final Sql TAKE_OUT =
      Sql.of(
          """
          update attempt_item set counts = false where item_id = #{item} and version = #{version} and counts
          returning attempt_id
          """);

  private static final Sql TAKE_OUT_OF =
      Sql.of(
          "update attempt_item set counts = false where attempt_id = #{attempt} and item_id = #{item} and counts");

  private static final Sql IS_USED =
      Sql.of(
          "select exists (select from attempt_item where item_id = #{item} and version = #{version}) as used");

  /**
   * What a key says of an answer.
   *
   * @param score null: people have still to grade it
   */
  record Marked(
      ItemId item,
      @Nullable Double score,
      @Nullable Double closed,
      JsonArray parts,
      int keyRevision) {}

  Future<Void> mark(SqlConnection tx, AttemptId attempt, List<Marked> marks) {
    return MARK.run(
            tx,
            "attempt",
            attempt,
            "items",
            marks.stream().map(mark -> mark.item().value()).toArray(UUID[]::new),
            "scores",
            marks.stream().map(Marked::score).toArray(Double[]::new),
            "closed",
            marks.stream().map(Marked::closed).toArray(Double[]::new),
            "parts",
            marks.stream().map(mark -> mark.parts().encode()).toArray(String[]::new),
            "revisions",
            marks.stream().map(Marked::keyRevision).toArray(Integer[]::new))
        .mapEmpty();
  }

  /**
   * What people say of an answer.
   *
   * @param graded the part that is theirs
   * @param score of the whole answer
   */
  record Graded(ItemId item, double graded, double score) {}

  Future<Void> grade(SqlConnection tx, AttemptId attempt, Collection<Graded> grades) {
    return GRADE
        .run(
            tx,
            "attempt",
            attempt,
            "items",
            grades.stream().map(grade -> grade.item().value()).toArray(UUID[]::new),
            "graded",
            grades.stream().map(Graded::graded).toArray(Double[]::new),
            "scores",
            grades.stream().map(Graded::score).toArray(Double[]::new))
        .mapEmpty();
  }

  Future<Void> become(SqlConnection tx, AttemptId id, AttemptState state) {
    return BECOME.run(tx, "id", id, "state", state).mapEmpty();
  }

  /** What holds from now on. */
  record Decided(
      AttemptState state,
      double score,
      @Nullable Integer level,
      @Nullable Double ability,
      @Nullable Double abilityError,
      @Nullable Integer retryHours) {}

  /** Which decision it is, from 1, and when it was made. */
  record Made(int number, Instant at) {}

  Future<Made> decide(SqlConnection tx, AttemptId id, Decided decided) {
    return DECIDE
        .run(
            tx,
            "id",
            id,
            "state",
            decided.state(),
            "score",
            decided.score(),
            "level",
            decided.level(),
            "ability",
            decided.ability(),
            "error",
            decided.abilityError(),
            "hours",
            decided.retryHours())
        .map(
            rows ->
                Rows.one(
                    rows,
                    row -> new Made(row.getInteger("decisions"), Rows.instant(row, "decided_at"))));
  }

  /**
   * A decision as it is recorded.
   *
   * @param cause of the correction or appeal that led to it; null: the first
   */
  record Recorded(
      int number,
      boolean passed,
      @Nullable Integer level,
      double score,
      JsonObject detail,
      @Nullable UUID cause,
      @Nullable String reason) {}

  Future<Void> record(SqlConnection tx, AttemptId attempt, Recorded decision) {
    return INSERT_DECISION
        .run(
            tx,
            "attempt",
            attempt,
            "number",
            decision.number(),
            "passed",
            decision.passed(),
            "level",
            decision.level(),
            "score",
            decision.score(),
            "detail",
            decision.detail(),
            "cause",
            decision.cause(),
            "reason",
            decision.reason())
        .mapEmpty();
  }

  /** The decision that holds. */
  Future<Optional<Recorded>> lastDecision(SqlClient client, AttemptId attempt) {
    return LAST_DECISION
        .run(client, "attempt", attempt)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Recorded(
                            row.getInteger("number"),
                            row.getBoolean("passed"),
                            row.getInteger("level"),
                            row.getDouble("score"),
                            row.getJsonObject("detail"),
                            row.getUUID("cause_id"),
                            row.getString("reason"))));
  }

  /** The attempts that were given that version. */
  Future<List<AttemptId>> touched(SqlClient client, ItemId item, int version) {
    return TOUCHED
        .run(client, "item", item, "version", version)
        .map(rows -> Rows.list(rows, row -> new AttemptId(row.getUUID("attempt_id"))));
  }

  /** The attempts in which it counts no more. */
  Future<List<AttemptId>> takeOut(SqlConnection tx, ItemId item, int version) {
    return TAKE_OUT
        .run(tx, "item", item, "version", version)
        .map(rows -> Rows.list(rows, row -> new AttemptId(row.getUUID("attempt_id"))));
  }

  /** Whether it counted until now in that attempt. */
  Future<Boolean> takeOut(SqlConnection tx, AttemptId attempt, ItemId item) {
    return TAKE_OUT_OF.run(tx, "attempt", attempt, "item", item).map(rows -> rows.rowCount() == 1);
  }

  /** Whether somebody was given that version. */
  Future<Boolean> isUsed(SqlClient client, ItemId item, int version) {
    return IS_USED
        .run(client, "item", item, "version", version)
        .map(rows -> Rows.one(rows, row -> row.getBoolean("used")));
  }
}
