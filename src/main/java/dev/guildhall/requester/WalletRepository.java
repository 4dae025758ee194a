package dev.guildhall.requester;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * SQL that says which projects' accounts belong to a wallet, and which causes are assignments; read
 * only.
 */
final class WalletRepository {

  private static final Sql PROJECTS =
      Sql.of("select id from project where organisation_id = #{organisation}");

  private static final Sql ASSIGNMENTS =
      Sql.of("select id from assignment where id = any (#{ids})");

  Future<List<UUID>> projects(SqlClient client, OrganisationId organisation) {
    return PROJECTS
        .run(client, "organisation", organisation)
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  /** Those of {@code causes} that are assignments. */
  Future<Set<UUID>> assignments(SqlClient client, List<UUID> causes) {
    return ASSIGNMENTS
        .run(client, "ids", causes.toArray(UUID[]::new))
        .map(
            rows -> Rows.list(rows, row -> row.getUUID("id")).stream().collect(Collectors.toSet()));
  }
}
