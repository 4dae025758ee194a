package dev.guildhall.matching;

import dev.guildhall.matching.DecisionLog.Decision;
import dev.guildhall.matching.PolicyReplay.Considered;
import dev.guildhall.matching.PolicyReplay.Recorded;
import dev.guildhall.matching.Ranking.Parts;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;

/** The table {@code ranking_decision}. */
final class DecisionRepository {

  /** So many of the best pools are written of each claim. */
  static final int POOLS = 20;

  private static final int DAYS_KEPT = 90;

  private static final Sql WRITE =
      Sql.of(
          """
          insert into ranking_decision (claim_id, worker_id, project_id, policy, named, stands_for, pools)
          values (#{claim}, #{worker}, #{project}, #{policy}, #{named}, #{each}, #{pools})
          on conflict do nothing
          """);

  private static final Sql FORGET =
      Sql.of(
          "delete from ranking_decision where at < clock_timestamp() - make_interval(days => #{days})");

  private static final Sql RECORDED =
      Sql.of(
          """
          select project_id, named, stands_for, pools from ranking_decision
          where at > clock_timestamp() - make_interval(days => #{days})
          order by at desc
          limit #{most}
          """);

  Future<Void> write(SqlClient client, Decision decision, Rank rank, double each) {
    var pools = new JsonArray();
    rank.free().stream().limit(POOLS).map(DecisionRepository::json).forEach(pools::add);
    return WRITE
        .run(
            client,
            "claim",
            decision.claim(),
            "worker",
            decision.worker(),
            "project",
            decision.taken(),
            "policy",
            rank.ranking().version(),
            "named",
            decision.rank().isEmpty(),
            "each",
            each,
            "pools",
            pools)
        .mapEmpty();
  }

  private static JsonObject json(Ranked ranked) {
    var parts = ranked.parts();
    return new JsonObject()
        .put("project", ranked.pool().id().value().toString())
        .put("micros", ranked.payPerHour().micros())
        .put("currency", ranked.payPerHour().currency())
        .put("pay", parts.pay())
        .put("quality", parts.quality())
        .put("exploration", parts.exploration())
        .put("urgency", parts.urgency())
        .put("completion", parts.completion())
        .put("scarcity", parts.scarcity())
        .put("by_name", parts.byName());
  }

  Future<Void> forget(SqlClient client) {
    return FORGET.run(client, "days", DAYS_KEPT).mapEmpty();
  }

  /** Those of the last days, the newest first. */
  Future<List<Recorded>> recorded(SqlClient client, int days, int most) {
    return RECORDED
        .run(client, "days", days, "most", most)
        .map(rows -> Rows.list(rows, DecisionRepository::recorded));
  }

  private static Recorded recorded(Row row) {
    var pools =
        row.getJsonArray("pools").stream()
            .map(JsonObject.class::cast)
            .map(DecisionRepository::considered)
            .toList();
    return new Recorded(
        new ProjectId(row.getUUID("project_id")),
        row.getBoolean("named"),
        row.getDouble("stands_for"),
        pools);
  }

  private static Considered considered(JsonObject pool) {
    return new Considered(
        new ProjectId(UUID.fromString(pool.getString("project"))),
        pool.getLong("micros"),
        pool.getString("currency"),
        new Parts(
            pool.getDouble("pay"),
            pool.getDouble("quality"),
            pool.getDouble("exploration"),
            pool.getDouble("urgency"),
            pool.getDouble("completion"),
            pool.getDouble("scarcity"),
            pool.getBoolean("by_name")));
  }
}
