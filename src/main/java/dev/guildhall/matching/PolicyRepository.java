package dev.guildhall.matching;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;

/** The tables {@code ranking_policy} and {@code ranking_default}. */
final class PolicyRepository {

  private static final Sql ALL = Sql.of("select version, parameters from ranking_policy");

  private static final Sql DEFAULT = Sql.of("select version from ranking_default");

  Future<Map<Integer, RankingPolicy>> all(SqlClient client) {
    return ALL.run(client)
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getInteger("version"),
                    row ->
                        RankingPolicy.of(
                            row.getInteger("version"), row.getJsonObject("parameters"))));
  }

  /** The version of everybody whom no experiment says otherwise of. */
  Future<Integer> usual(SqlClient client) {
    return DEFAULT.run(client).map(rows -> Rows.one(rows, row -> row.getInteger("version")));
  }
}
