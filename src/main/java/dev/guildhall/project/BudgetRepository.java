package dev.guildhall.project;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** SQL of the money of projects: what is reserved, and the part of it that is committed. */
final class BudgetRepository {

  // Rows are locked in the order of their ids, whatever order the caller has them in; the update
  // then sees the latest version.
  private static final String LOCKED =
      """
      with wanted as (
        select id, micros from unnest(#{ids}::uuid[], #{micros}::bigint[]) as wanted (id, micros)
      ), locked as (
        select project.id, wanted.micros
          from project join wanted using (id)
         order by project.id
           for no key update of project
      )
      """;

  private static final Sql COMMIT =
      Sql.of(
          LOCKED
              + """
              update project
                 set committed_micros = project.committed_micros + locked.micros
                from locked
               where project.id = locked.id and project.state = 'live'
                 and project.committed_micros + locked.micros <= project.reserved_micros
              returning project.id
              """);

  private static final Sql UNCOMMIT =
      Sql.of(
          LOCKED
              + """
              update project
                 set committed_micros = project.committed_micros - locked.micros
                from locked
               where project.id = locked.id and project.committed_micros >= locked.micros
              returning project.id,
                        project.state = 'paused' and project.pause_reason = 'budget_exhausted'
                          and project.reserved_micros - project.committed_micros >= project.price_micros as resumes
              """);

  private static final Sql OWE =
      Sql.of(
          """
          with held as (
            select id, greatest(0, #{micros} - (reserved_micros - committed_micros)) as missing
              from project where id = #{id} for no key update
          )
          update project
             set committed_micros = committed_micros + #{micros}, reserved_micros = reserved_micros + held.missing
            from held
           where project.id = held.id
          returning held.missing
          """);

  // More money makes the next exhaustion a new one.
  private static final Sql ADD_RESERVED =
      Sql.of(
          """
          update project
             set reserved_micros = reserved_micros + #{micros},
                 told_exhausted_at = case when #{micros} > 0 then null else told_exhausted_at end
           where id = #{id}
          returning id
          """);

  private static final Sql TELL =
      Sql.of(
          """
          update project set told_exhausted_at = clock_timestamp()
           where id = #{id} and told_exhausted_at is null
          returning id
          """);

  /**
   * Adds to what is committed where the project is live and the reserve covers it; the projects
   * that changed.
   */
  Future<Set<ProjectId>> commit(SqlConnection tx, Map<ProjectId, Long> micros) {
    return change(COMMIT, tx, micros)
        .map(rows -> new HashSet<>(Rows.list(rows, BudgetRepository::id)));
  }

  /**
   * Takes from what is committed where that much is; the projects that changed, each with whether
   * it was paused for want of money and covers a submission again.
   */
  Future<Map<ProjectId, Boolean>> uncommit(SqlConnection tx, Map<ProjectId, Long> micros) {
    return change(UNCOMMIT, tx, micros)
        .map(rows -> Rows.map(rows, BudgetRepository::id, row -> row.getBoolean("resumes")));
  }

  private static Future<RowSet<Row>> change(
      Sql statement, SqlConnection tx, Map<ProjectId, Long> micros) {
    var sorted = new TreeMap<UUID, Long>();
    micros.forEach((id, amount) -> sorted.put(id.value(), amount));
    return statement.run(
        tx,
        "ids",
        sorted.keySet().toArray(UUID[]::new),
        "micros",
        sorted.values().toArray(Long[]::new));
  }

  /** Adds to what is committed, and to what is reserved as far as it does not cover that. */
  Future<Long> owe(SqlConnection tx, ProjectId id, long micros) {
    return OWE.run(tx, "id", id, "micros", micros)
        .map(rows -> Rows.one(rows, row -> row.getLong("missing")));
  }

  Future<Void> addReserved(SqlConnection tx, ProjectId id, long micros) {
    return ADD_RESERVED
        .run(tx, "id", id, "micros", micros)
        .map(rows -> Rows.one(rows, BudgetRepository::id))
        .mapEmpty();
  }

  /** Notes that people are told that the budget is used up; false when they were told before. */
  Future<Boolean> tell(SqlConnection tx, ProjectId id) {
    return TELL.run(tx, "id", id).map(rows -> rows.size() == 1);
  }

  private static ProjectId id(Row row) {
    return new ProjectId(row.getUUID("id"));
  }
}
