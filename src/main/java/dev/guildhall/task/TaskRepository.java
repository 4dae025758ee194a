package dev.guildhall.task;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code task}. */
final class TaskRepository {

  private static final String COLUMNS =
      """
      id, project_id, position, key, input, metadata, gold, named, able, priority, overlap, live, accepted, extra, state, created_at
      """;

  private static final Sql FIND =
      Sql.of("select " + COLUMNS + " from task where id = any(#{ids}::uuid[])");

  private static final Sql LIST =
      Sql.of(
          "select "
              + COLUMNS
              + """
              from task
              where project_id = #{project} and position > #{after}
                and (#{state}::text is null or state = #{state})
              order by position
              limit #{limit}
              """);

  private static final Sql COUNTS =
      Sql.of(
          """
          select count(*) as tasks, count(gold) as gold,
                 coalesce(sum(least(overlap, able)) filter (where gold is null), 0)::bigint as wanted,
                 coalesce(sum(greatest(0, least(overlap, able) - live)) filter (where gold is null), 0)::bigint as open
            from task where project_id = #{project}
          """);

  // Work under way and work that waits; the states are those of the assignment's life cycle.
  private static final Sql UNFINISHED =
      Sql.of(
          """
          select count(*) filter (where state in ('claimed', 'revision_requested')) as in_work,
                 count(*) filter (where state in ('submitted', 'disputed')) as waiting
            from assignment
           where project_id = #{project}
             and state in ('claimed', 'revision_requested', 'submitted', 'disputed')
          """);

  /** What keeps a project from being completed. */
  record Unfinished(long inWork, long waiting) {

    boolean isEmpty() {
      return inWork == 0 && waiting == 0;
    }
  }

  Future<List<Task>> find(SqlClient client, Collection<TaskId> ids) {
    return FIND.run(client, "ids", ids.stream().map(TaskId::value).toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, TaskRepository::task));
  }

  Future<List<Task>> list(
      SqlClient client, ProjectId project, @Nullable TaskState state, long after, int limit) {
    return LIST.run(client, "project", project, "state", state, "after", after, "limit", limit)
        .map(rows -> Rows.list(rows, TaskRepository::task));
  }

  Future<TaskCounts> counts(SqlClient client, ProjectId project) {
    return COUNTS
        .run(client, "project", project)
        .map(
            rows ->
                Rows.one(
                    rows,
                    row ->
                        new TaskCounts(
                            row.getLong("tasks"),
                            row.getLong("gold"),
                            row.getLong("wanted"),
                            row.getLong("open"))));
  }

  Future<Unfinished> unfinished(SqlClient client, ProjectId project) {
    return UNFINISHED
        .run(client, "project", project)
        .map(
            rows ->
                Rows.one(
                    rows, row -> new Unfinished(row.getLong("in_work"), row.getLong("waiting"))));
  }

  private static Task task(Row row) {
    return new Task(
        new TaskId(row.getUUID("id")),
        new ProjectId(row.getUUID("project_id")),
        row.getLong("position"),
        row.getString("key"),
        row.getJsonObject("input"),
        row.getJsonObject("metadata"),
        row.getJsonObject("gold"),
        row.getBoolean("named"),
        row.getInteger("able"),
        row.getInteger("priority"),
        row.getInteger("overlap"),
        row.getInteger("live"),
        row.getInteger("accepted"),
        row.getInteger("extra"),
        Sql.constant(TaskState.class, row.getString("state")),
        Rows.instant(row, "created_at"));
  }
}
