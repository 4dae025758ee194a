package dev.guildhall.matching;

import dev.guildhall.platform.id.IdText;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;

/** SQL that reads what a worker holds now, as wire ids: assignments are a later tier's own. */
final class HeldRepository {

  private static final Sql HELD =
      Sql.of(
          """
          select id, state from assignment
          where worker_id = #{worker} and state in ('claimed', 'revision_requested')
          order by claimed_at
          """);

  private static final Sql HOLDS_OF =
      Sql.of(
          """
          select exists (
            select 1 from assignment
            where worker_id = #{worker} and project_id = #{project} and state in ('claimed', 'revision_requested')) as holds
          """);

  /** An assignment that is held; a {@code claimed} one takes a place among the worker's tasks. */
  record Held(String id, boolean claimed) {}

  Future<List<Held>> heldBy(SqlClient client, UUID worker) {
    return HELD.run(client, "worker", worker).map(rows -> Rows.list(rows, HeldRepository::held));
  }

  /** Whether the worker holds a task of the project. */
  Future<Boolean> holdsOf(SqlClient client, UUID worker, UUID project) {
    return HOLDS_OF
        .run(client, "worker", worker, "project", project)
        .map(rows -> Rows.one(rows, row -> row.getBoolean("holds")));
  }

  private static Held held(Row row) {
    return new Held(
        IdText.print("asg", row.getUUID("id")), row.getString("state").equals("claimed"));
  }
}
