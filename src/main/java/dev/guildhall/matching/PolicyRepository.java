package dev.guildhall.matching;

import dev.guildhall.matching.PolicyDesk.Outcome;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The tables {@code ranking_policy} and {@code ranking_default}. */
final class PolicyRepository {

  private static final Sql ALL = Sql.of("select version, parameters from ranking_policy");

  private static final Sql STORED =
      Sql.of("select version, parameters, note, created_at from ranking_policy order by version");

  private static final Sql ADD =
      Sql.of(
          """
          insert into ranking_policy (version, parameters, note) values (#{version}, #{parameters}, #{note})
          """);

  private static final Sql USE = Sql.of("update ranking_default set version = #{version}");

  private static final Sql OUTCOMES =
      Sql.of(
          """
          select e.arm, count(distinct e.unit_id) as workers, count(a.id) as submitted,
                 count(a.id) filter (where a.state not in ('submitted', 'revision_requested', 'disputed')) as decided,
                 count(a.id) filter (where a.state in ('accepted', 'accepted_with_fix')) as accepted,
                 coalesce(sum(s.seconds), 0)::float8 / 3600 as hours,
                 coalesce(sum(a.price_micros) filter (where a.state in ('accepted', 'accepted_with_fix')), 0)::float8 / 1000000
                   as earned
          from exposure e
          left join assignment a
            on a.worker_id = e.unit_id and a.claimed_at >= e.first_at and a.submitted_at is not null
          left join lateral (
            select seconds from submission where assignment_id = a.id order by revision desc limit 1) s on true
          where e.experiment_id = #{experiment}
          group by e.arm
          order by e.arm
          """);

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

  /** A version as it is kept. */
  record Stored(int version, JsonObject parameters, String note, Instant createdAt) {}

  /** All versions, oldest first. */
  Future<List<Stored>> stored(SqlClient client) {
    return STORED
        .run(client)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Stored(
                            row.getInteger("version"),
                            row.getJsonObject("parameters"),
                            row.getString("note"),
                            Rows.instant(row, "created_at"))));
  }

  Future<Void> add(SqlClient client, int version, JsonObject parameters, String note) {
    return ADD.run(client, "version", version, "parameters", parameters, "note", note).mapEmpty();
  }

  Future<Void> use(SqlClient client, int version) {
    return USE.run(client, "version", version).mapEmpty();
  }

  /** What came of those under each arm of an experiment. */
  Future<List<Outcome>> outcomes(SqlClient client, UUID experiment) {
    return OUTCOMES
        .run(client, "experiment", experiment)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Outcome(
                            row.getString("arm"),
                            row.getLong("workers"),
                            row.getLong("submitted"),
                            row.getLong("decided"),
                            row.getLong("accepted"),
                            row.getDouble("hours"),
                            row.getDouble("earned"))));
  }

  /** The version of everybody whom no experiment says otherwise of. */
  Future<Integer> usual(SqlClient client) {
    return DEFAULT.run(client).map(rows -> Rows.one(rows, row -> row.getInteger("version")));
  }
}
