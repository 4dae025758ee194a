package dev.guildhall.push;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
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

  // What an appeal has led to is told as the answer to it, and not once more.
  private static final Sql TESTS =
      Sql.of(
          """
          select a.id, q.name, exists (select from paper p where p.attempt_id = a.id) as graded, array(
                   select e.id from attempt_appeal e where e.attempt_id = a.id and e.id = any (#{causes}::uuid[])) as appeals
          from attempt a join qualification q on q.id = a.qualification_id
          where a.id = any (#{attempts}::uuid[])
          """);

  /** What a notice says of an assignment. */
  record Work(String project, Money price) {}

  /**
   * What a notice says of an attempt.
   *
   * @param graded whether people had to grade it, so that its result took a while
   * @param appeals those of the causes that are appeals
   */
  record Test(String qualification, boolean graded, Set<UUID> appeals) {}

  Future<Map<UUID, Test>> tests(
      SqlClient client, Collection<UUID> attempts, Collection<UUID> causes) {
    return attempts.isEmpty()
        ? Future.succeededFuture(Map.of())
        : TESTS
            .run(
                client,
                "attempts",
                attempts.toArray(UUID[]::new),
                "causes",
                causes.toArray(UUID[]::new))
            .map(
                rows ->
                    Rows.map(
                        rows,
                        row -> row.getUUID("id"),
                        row ->
                            new Test(
                                row.getString("name"),
                                row.getBoolean("graded"),
                                Set.of(row.getArrayOfUUIDs("appeals")))));
  }

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
