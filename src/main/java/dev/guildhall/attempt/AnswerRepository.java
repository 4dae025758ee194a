package dev.guildhall.attempt;

import dev.guildhall.exam.TestId;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of answers as they are given. */
final class AnswerRepository {

  // The attempt is locked shared: whoever sends, moves or ends it meanwhile comes before or after.
  // What comes late stands beside what came in time.
  private static final Sql SAVE =
      Sql.of(
          """
          with r as (
            select * from unnest(
              #{attempts}::uuid[], #{items}::uuid[], #{workers}::uuid[], #{answers}::text[], #{seen}::int[], #{seconds}::int[])
              as r (attempt_id, item_id, worker_id, answer, seen, seconds)),
          o as (
            select a.id, a.section, coalesce(clock_timestamp() > least(a.ends_at, a.section_ends_at), false) as late
            from attempt a
            where a.id = any (#{attempts}) and a.state = 'open' and a.paused_at is null
              and exists (select from r where r.attempt_id = a.id and r.worker_id = a.worker_id)
            order by a.id
            for share)
          update attempt_item i
          set answer = case when o.late then i.answer else r.answer::jsonb end,
              late_answer = case when o.late then r.answer::jsonb else i.late_answer end,
              revision = i.revision + 1, seconds = greatest(i.seconds, r.seconds), saved_at = clock_timestamp()
          from r join o on o.id = r.attempt_id
          where i.attempt_id = r.attempt_id and i.item_id = r.item_id and i.section = o.section and i.revision = r.seen
          returning i.attempt_id, i.item_id, i.revision, i.saved_at, i.late_answer is not null as late,
                    clock_timestamp() as now
          """);

  private static final Sql PLACES =
      Sql.of(
          """
          select i.attempt_id, i.item_id, i.version, i.section, a.worker_id, a.test_id
          from unnest(#{attempts}::uuid[], #{items}::uuid[]) as w (attempt_id, item_id)
          join attempt_item i on i.attempt_id = w.attempt_id and i.item_id = w.item_id
          join attempt a on a.id = i.attempt_id
          """);

  private static final Sql BODIES =
      Sql.of(
          """
          select v.item_id, v.version, i.kind, v.body
          from unnest(#{ids}::uuid[], #{versions}::int[]) as w (item_id, version)
          join item_version v on v.item_id = w.item_id and v.version = w.version
          join item i on i.id = v.item_id
          """);

  /** An item of an attempt. */
  record At(AttemptId attempt, ItemId item) {}

  /**
   * An answer to save.
   *
   * @param seen the revision it is written upon
   */
  record Written(
      AttemptId attempt,
      ItemId item,
      WorkerId worker,
      JsonObject answer,
      int seen,
      @Nullable Integer seconds) {

    At at() {
      return new At(attempt, item);
    }
  }

  /** An answer that was saved. */
  record Stored(int revision, Instant savedAt, boolean late, Instant now) {}

  /**
   * Saves answers to different items. Those are missing in the answer upon which another device has
   * saved since, and those that may not be written now.
   */
  Future<Map<At, Stored>> save(SqlConnection tx, Collection<Written> answers) {
    return SAVE.run(
            tx,
            "attempts",
            answers.stream().map(one -> one.attempt().value()).toArray(UUID[]::new),
            "items",
            answers.stream().map(one -> one.item().value()).toArray(UUID[]::new),
            "workers",
            answers.stream().map(one -> one.worker().value()).toArray(UUID[]::new),
            "answers",
            answers.stream().map(one -> one.answer().encode()).toArray(String[]::new),
            "seen",
            answers.stream().map(Written::seen).toArray(Integer[]::new),
            "seconds",
            answers.stream().map(Written::seconds).toArray(Integer[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    AnswerRepository::at,
                    row ->
                        new Stored(
                            row.getInteger("revision"),
                            Rows.instant(row, "saved_at"),
                            row.getBoolean("late"),
                            Rows.instant(row, "now"))));
  }

  private static At at(Row row) {
    return new At(new AttemptId(row.getUUID("attempt_id")), new ItemId(row.getUUID("item_id")));
  }

  /** Where an item stands; never changed. */
  record Place(WorkerId worker, TestId test, ItemVersionRef item, int section) {}

  Future<Map<At, Place>> places(SqlClient client, Collection<At> wanted) {
    return PLACES
        .run(
            client,
            "attempts",
            wanted.stream().map(at -> at.attempt().value()).toArray(UUID[]::new),
            "items",
            wanted.stream().map(at -> at.item().value()).toArray(UUID[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    AnswerRepository::at,
                    row ->
                        new Place(
                            new WorkerId(row.getUUID("worker_id")),
                            new TestId(row.getUUID("test_id")),
                            ref(row),
                            row.getInteger("section"))));
  }

  /** What answers to an item are held against; never changed. */
  record Body(ItemKind kind, JsonObject body) {}

  Future<Map<ItemVersionRef, Body>> bodies(SqlClient client, Collection<ItemVersionRef> wanted) {
    return BODIES
        .run(
            client,
            "ids",
            wanted.stream().map(ref -> ref.id().value()).toArray(UUID[]::new),
            "versions",
            wanted.stream().map(ItemVersionRef::version).toArray(Integer[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    AnswerRepository::ref,
                    row ->
                        new Body(
                            ItemKind.parse(row.getString("kind")), row.getJsonObject("body"))));
  }

  private static ItemVersionRef ref(Row row) {
    return new ItemVersionRef(new ItemId(row.getUUID("item_id")), row.getInteger("version"));
  }
}
