package dev.guildhall.experiment;

import dev.guildhall.experiment.Experiment.Arm;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The tables {@code experiment} and {@code exposure}. */
final class ExperimentRepository {

  private static final Sql RUNNING =
      Sql.of("select id, name, arms from experiment where ended_at is null");

  private static final Sql START =
      Sql.of(
          """
          insert into experiment (id, name, arms) values (#{id}, #{name}, #{arms})
          on conflict (name) where ended_at is null do nothing
          returning id
          """);

  private static final Sql STOP =
      Sql.of(
          """
          update experiment set ended_at = clock_timestamp() where name = #{name} and ended_at is null
          returning id
          """);

  private static final Sql EXPOSE =
      Sql.of(
          """
          insert into exposure (experiment_id, unit_id, arm) values (#{experiment}, #{unit}, #{arm})
          on conflict do nothing
          """);

  private static final Sql EXPOSED =
      Sql.of(
          """
          select arm, count(*) as units from exposure where experiment_id = #{experiment} group by arm
          """);

  Future<List<Experiment>> running(SqlClient client) {
    return RUNNING.run(client).map(rows -> Rows.list(rows, ExperimentRepository::experiment));
  }

  /** Whether it was started: one of a name runs at a time. */
  Future<Boolean> start(SqlClient client, Experiment experiment) {
    var arms = new JsonArray();
    experiment
        .arms()
        .forEach(
            arm ->
                arms.add(new JsonObject().put("name", arm.name()).put("permille", arm.permille())));
    return START
        .run(client, "id", experiment.id(), "name", experiment.name(), "arms", arms)
        .map(rows -> rows.size() == 1);
  }

  /** Whether there was one to stop. */
  Future<Boolean> stop(SqlClient client, String name) {
    return STOP.run(client, "name", name).map(rows -> rows.size() == 1);
  }

  Future<Void> expose(SqlClient client, UUID experiment, UUID unit, String arm) {
    return EXPOSE.run(client, "experiment", experiment, "unit", unit, "arm", arm).mapEmpty();
  }

  Future<Map<String, Long>> exposed(SqlClient client, UUID experiment) {
    return EXPOSED
        .run(client, "experiment", experiment)
        .map(
            rows ->
                new TreeMap<>(
                    Rows.map(rows, row -> row.getString("arm"), row -> row.getLong("units"))));
  }

  private static Experiment experiment(Row row) {
    var arms =
        row.getJsonArray("arms").stream()
            .map(JsonObject.class::cast)
            .map(arm -> new Arm(arm.getString("name"), arm.getInteger("permille")))
            .toList();
    return new Experiment(row.getUUID("id"), row.getString("name"), arms);
  }
}
