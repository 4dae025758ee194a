package dev.guildhall.project;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** SQL of the money of projects: what is reserved, and the part of it that is committed. */
final class BudgetRepository {

  // A statement of its own: one that locks and updates comes back to the row as its snapshot has
  // it,
  // and deadlocks with whoever waits there.
  private static final Sql LOCK =
      Sql.of("select 1 from project where id = any (#{ids}) order by id for no key update");

  private static final String WANTED =
      " from unnest(#{ids}::uuid[], #{micros}::bigint[]) as wanted (id, micros) ";

  private static final Sql COMMIT =
      Sql.of(
          "update project set committed_micros = committed_micros + wanted.micros"
              + WANTED
              + """
              where project.id = wanted.id and state = 'live' and committed_micros + wanted.micros <= reserved_micros
              returning project.id
              """);

  private static final Sql UNCOMMIT =
      Sql.of(
          "update project set committed_micros = committed_micros - wanted.micros"
              + WANTED
              + """
              where project.id = wanted.id and committed_micros >= wanted.micros
              returning project.id,
                        state = 'paused' and pause_reason = 'budget_exhausted'
                          and reserved_micros - committed_micros >= price_micros as resumes
              """);

  private static final Sql FREE =
      Sql.of(
          "select reserved_micros - committed_micros as free from project where id = #{id} for no key update");

  private static final Sql OWE =
      Sql.of(
          """
          update project
             set committed_micros = committed_micros + #{micros}, reserved_micros = reserved_micros + #{missing}
           where id = #{id}
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
    var projects = List.copyOf(micros.entrySet());
    var ids = projects.stream().map(entry -> entry.getKey().value()).toArray(UUID[]::new);
    var amounts = projects.stream().map(Map.Entry::getValue).toArray(Long[]::new);
    // The update of one row locks it; that of several locks them in no order.
    Future<?> locking = ids.length == 1 ? Future.succeededFuture() : LOCK.run(tx, "ids", ids);
    var changing = statement.run(tx, "ids", ids, "micros", amounts);
    return Future.all(locking, changing).map(_ -> changing.result());
  }

  /**
   * Adds to what is committed, and to what is reserved as far as it does not cover that; how much
   * that was.
   */
  Future<Long> owe(SqlConnection tx, ProjectId id, long micros) {
    return FREE.run(tx, "id", id)
        .map(rows -> Math.max(0, micros - Rows.one(rows, row -> row.getLong("free"))))
        .compose(
            missing -> OWE.run(tx, "id", id, "micros", micros, "missing", missing).map(missing));
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
