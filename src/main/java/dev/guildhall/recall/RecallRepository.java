package dev.guildhall.recall;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL that finds what can be called back, and how much time was spent on it. */
final class RecallRepository {

  private static final String IN_WORK =
      """
      exists (
        select 1 from assignment a where a.task_id = t.id and a.state in ('claimed', 'revision_requested'))
      """;

  private static final String FOUND =
      """
      from task t
      where t.project_id = #{project} and t.state = 'open'
        and (#{upload}::uuid is null or t.upload_id = #{upload})
        and case #{work} when 'in_work' then ${in_work}
              when 'waiting' then t.live < least(t.overlap, t.able) and not ${in_work}
              else t.live < least(t.overlap, t.able) or ${in_work} end
      """
          .replace("${in_work}", IN_WORK);

  private static final Sql BY_FILTER =
      Sql.of("select t.id " + FOUND + " order by t.position limit #{limit}");

  private static final Sql COUNT = Sql.of("select count(*) as tasks " + FOUND);

  private static final Sql BY_FILTER_ALL = Sql.of("select t.id " + FOUND);

  private static final Sql BY_IDS =
      Sql.of("select id from task where project_id = #{project} and id = any (#{ids}::uuid[])");

  private static final Sql BY_KEYS =
      Sql.of("select id, key from task where project_id = #{project} and key = any (#{keys})");

  private static final Sql STANDING =
      Sql.of(
          """
          select count(*) filter (where t.state = 'open') as tasks,
                 coalesce(sum(greatest(0, least(t.overlap, t.able) - t.live))
                   filter (where t.state = 'open' and t.gold is null), 0)::bigint as free,
                 coalesce(sum((
                   select count(*) from assignment a
                   where a.task_id = t.id and a.state in ('submitted', 'disputed'))), 0)::bigint as sent
          from task t where t.id = any (#{tasks})
          """);

  // The fence of a heartbeat is that of its lease. What a draft was saved under may be an older
  // one.
  private static final String KNOWN =
      """
      select a.id, a.price_micros, a.currency, h.active_seconds, d.seconds as draft_seconds,
             coalesce(d.fence = a.fence, false) as draft_of_this_lease,
             (select max(s.seconds) from submission s where s.assignment_id = a.id) as sent_seconds,
             extract(epoch from greatest(clock_timestamp(), a.pause_until) - a.leased_at)::int as held_seconds
      from assignment a
      left join heartbeat h on h.assignment_id = a.id and h.fence = a.fence
      left join draft d on d.assignment_id = a.id
      """;

  private static final Sql KNOWN_OF = Sql.of(KNOWN + "where a.id = any (#{assignments})");

  private static final Sql KNOWN_ON =
      Sql.of(
          KNOWN
              + "where a.task_id = any (#{tasks}) and a.state in ('claimed', 'revision_requested')");

  private static final Sql WAITING =
      Sql.of(
          """
          select count(*) as waiting from assignment
          where project_id = #{project} and state in ('submitted', 'disputed')
          """);

  /** How tasks stand: how many are open, what nobody has started, and what was sent. */
  record Standing(long tasks, long free, long sent) {}

  /** Work under way, with the price that was promised for it. */
  record Priced(Spent spent, Money price) {}

  /** The first tasks that the filter finds, in loading order. */
  Future<List<UUID>> find(SqlClient client, ProjectId project, Selection.Filter filter, int limit) {
    return BY_FILTER
        .run(
            client,
            "project",
            project,
            "upload",
            filter.uploadId(),
            "work",
            Sql.wire(filter.which()),
            "limit",
            limit)
        .map(RecallRepository::ids);
  }

  Future<List<UUID>> findAll(SqlClient client, ProjectId project, Selection.Filter filter) {
    return BY_FILTER_ALL
        .run(
            client,
            "project",
            project,
            "upload",
            filter.uploadId(),
            "work",
            Sql.wire(filter.which()))
        .map(RecallRepository::ids);
  }

  Future<Long> count(SqlClient client, ProjectId project, Selection.Filter filter) {
    return COUNT
        .run(
            client,
            "project",
            project,
            "upload",
            filter.uploadId(),
            "work",
            Sql.wire(filter.which()))
        .map(rows -> Rows.one(rows, row -> row.getLong("tasks")));
  }

  /** Those of {@code ids} that are tasks of the project. */
  Future<List<UUID>> existing(SqlClient client, ProjectId project, Collection<UUID> ids) {
    return BY_IDS
        .run(client, "project", project, "ids", ids.toArray(UUID[]::new))
        .map(RecallRepository::ids);
  }

  /** The project's tasks with these keys, by key. */
  Future<Map<String, UUID>> byKeys(SqlClient client, ProjectId project, Collection<String> keys) {
    return BY_KEYS
        .run(client, "project", project, "keys", keys.toArray(String[]::new))
        .map(rows -> Rows.map(rows, row -> row.getString("key"), row -> row.getUUID("id")));
  }

  private static List<UUID> ids(io.vertx.sqlclient.RowSet<Row> rows) {
    return Rows.list(rows, row -> row.getUUID("id"));
  }

  Future<Standing> standing(SqlClient client, Collection<UUID> tasks) {
    return STANDING
        .run(client, "tasks", tasks.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.one(
                    rows,
                    row ->
                        new Standing(
                            row.getLong("tasks"), row.getLong("free"), row.getLong("sent"))));
  }

  /** The time spent until now on each of these assignments. */
  Future<Map<UUID, Spent>> spent(SqlClient client, Collection<UUID> assignments) {
    return KNOWN_OF
        .run(client, "assignments", assignments.toArray(UUID[]::new))
        .map(rows -> Rows.map(rows, row -> row.getUUID("id"), RecallRepository::spent));
  }

  /** What is in work on these tasks. */
  Future<List<Priced>> inWork(SqlClient client, Collection<UUID> tasks) {
    return KNOWN_ON
        .run(client, "tasks", tasks.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Priced(
                            spent(row),
                            new Money(row.getLong("price_micros"), row.getString("currency")))));
  }

  private static Spent spent(Row row) {
    return Spent.of(
        new Spent.Known(
            row.getUUID("id"),
            nullable(row, "sent_seconds"),
            nullable(row, "active_seconds"),
            nullable(row, "draft_seconds"),
            row.getBoolean("draft_of_this_lease"),
            row.getInteger("held_seconds")));
  }

  private static @Nullable Integer nullable(Row row, String name) {
    return row.getInteger(name);
  }

  /** How many submissions of the project wait for a verdict. */
  Future<Long> waiting(SqlClient client, ProjectId project) {
    return WAITING
        .run(client, "project", project)
        .map(rows -> Rows.one(rows, row -> row.getLong("waiting")));
  }
}
