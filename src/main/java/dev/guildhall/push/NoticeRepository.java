package dev.guildhall.push;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** SQL of what notices name. It reads across features. */
final class NoticeRepository {

  private static final Sql WORK =
      Sql.of(
          """
          select a.id, p.name, a.price_micros, a.currency
          from assignment a join project p on p.id = a.project_id
          where a.id = any (#{assignments})
          """);

  /** What a notice says of an assignment. */
  record Work(String project, Money price) {}

  Future<Map<UUID, Work>> work(SqlClient client, Collection<UUID> assignments) {
    return WORK.run(client, "assignments", assignments.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getUUID("id"),
                    row ->
                        new Work(
                            row.getString("name"),
                            new Money(row.getLong("price_micros"), row.getString("currency")))));
  }
}
