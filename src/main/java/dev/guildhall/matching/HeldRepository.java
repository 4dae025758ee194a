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

  /** An assignment that is held; a {@code claimed} one takes a place among the worker's tasks. */
  record Held(String id, boolean claimed) {}

  Future<List<Held>> heldBy(SqlClient client, UUID worker) {
    return HELD.run(client, "worker", worker).map(rows -> Rows.list(rows, HeldRepository::held));
  }

  private static Held held(Row row) {
    return new Held(
        IdText.print("asg", row.getUUID("id")), row.getString("state").equals("claimed"));
  }
}
