package dev.guildhall.task;

import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The tables {@code upload} and {@code task_staging}, and the way from there into {@code task}. */
final class UploadRepository {

  private static final Sql STAGE =
      Sql.of(
          """
          insert into task_staging (upload_id, task_id, position, key, input, metadata, gold, priority, overlap, workers)
          select #{staging}, task_id, line, key, input::jsonb, metadata::jsonb, gold::jsonb, priority, overlap, workers::uuid[]
            from unnest(
              #{ids}::uuid[], #{lines}::bigint[], #{keys}::text[], #{inputs}::text[], #{metadata}::text[],
              #{golds}::text[], #{priorities}::int[], #{overlaps}::int[], #{workers}::text[])
              as staged (task_id, line, key, input, metadata, gold, priority, overlap, workers)
          """);

  // Without fresh statistics the planner takes the staged rows for a handful and compares each with
  // each.
  private static final Sql ANALYZE_STAGED = Sql.of("analyze task_staging");

  private static final Sql ANALYZE_LOADED = Sql.of("analyze task");

  private static final Sql ONE_AT_A_TIME =
      Sql.of(
          "select pg_advisory_xact_lock(hashtextextended('upload ' || #{project}::uuid::text, 0))");

  private static final Sql REPEATED_IN_FILE =
      Sql.of(
          """
          with numbered as (
            select task_id, row_number() over same as place, first_value(position) over same as first_line
              from task_staging where upload_id = #{staging} and key is not null
            window same as (partition by key order by position)
          ), bad as (
            delete from task_staging
             using numbered
             where task_staging.upload_id = #{staging}
               and task_staging.task_id = numbered.task_id and numbered.place > 1
            returning task_staging.position as line, numbered.first_line
          )
          select line, first_line, count(*) over () as total from bad order by line limit 100
          """);

  private static final Sql KEY_TAKEN =
      Sql.of(
          """
          with bad as (
            delete from task_staging
             using task
             where task_staging.upload_id = #{staging}
               and task.project_id = #{project} and task.key = task_staging.key
            returning task_staging.position as line
          )
          select line, count(*) over () as total from bad order by line limit 100
          """);

  private static final Sql WORKER_UNKNOWN =
      Sql.of(
          """
          with bad as (
            delete from task_staging
             where upload_id = #{staging} and cardinality(workers) > 0
               and exists (
                 select from unnest(workers) as named (id)
                  where not exists (select from worker where worker.id = named.id))
            returning position as line
          )
          select line, count(*) over () as total from bad order by line limit 100
          """);

  private static final Sql INSERT_UPLOAD =
      Sql.of(
          """
          insert into upload (id, project_id, format, sha256, lines, accepted, rejected, gold, errors, created_by)
          select #{id}, #{project}, #{format}, #{hash}, #{lines}::int, count(*), #{lines}::int - count(*), count(gold), #{errors}, #{actor}
            from task_staging where upload_id = #{staging}
          returning id, format, sha256, lines, accepted, rejected, gold, errors, created_at
          """);

  private static final Sql INSERT_TASKS =
      Sql.of(
          """
          insert into task (
            id, project_id, upload_id, position, key, input, metadata, gold, named, able, priority, overlap, overlap_max)
          select task_id, #{project}, #{upload},
                 (select coalesce(max(position), 0) from task where project_id = #{project})
                   + row_number() over (order by position),
                 key, input, metadata, gold, cardinality(workers) > 0, nullif(cardinality(workers), 0), priority,
                 case when gold is not null then #{gold_overlap}::int
                      when overlap is not null then overlap
                      when cardinality(workers) > 0 then cardinality(workers)
                      else #{overlap}::int end,
                 case when gold is null and cardinality(workers) = 0 and #{overlap_max}::int is not null
                      then greatest(#{overlap_max}::int, overlap) end
            from task_staging where upload_id = #{staging}
           order by position
          """);

  private static final Sql INSERT_WORKERS =
      Sql.of(
          """
          insert into task_worker (task_id, worker_id, project_id)
          select task_id, unnest(workers), #{project}
            from task_staging where upload_id = #{staging} and cardinality(workers) > 0
          """);

  private static final Sql DISCARD =
      Sql.of("delete from task_staging where upload_id = #{staging}");

  // Uploads end after half an hour at most, so what is older belongs to none.
  private static final Sql SWEEP =
      Sql.of(
          """
          delete from task_staging
           where ctid = any (array(
             select ctid from task_staging where staged_at < clock_timestamp() - interval '1 hour' limit 20000))
          """);

  private static final Sql FIND =
      Sql.of(
          """
          select id, format, sha256, lines, accepted, rejected, gold, errors, created_at
            from upload where id = #{id} and project_id = #{project}
          """);

  private static final Sql LIST =
      Sql.of(
          """
          select id, format, sha256, lines, accepted, rejected, gold, errors, created_at
            from upload where project_id = #{project} order by created_at desc, id desc limit 1000
          """);

  /** Rows that turned out wrong only beside other rows, of which the first hundred are told. */
  record Found(int rejected, List<FieldError> errors) {}

  Future<Void> stage(SqlClient client, UUID staging, StagingBatch batch) {
    var rows = batch.rows();
    return STAGE
        .run(
            client,
            "staging",
            staging,
            "ids",
            column(rows, StagingBatch.Row::taskId, UUID[]::new),
            "lines",
            column(rows, StagingBatch.Row::line, Long[]::new),
            "keys",
            column(rows, StagingBatch.Row::key, String[]::new),
            "inputs",
            column(rows, StagingBatch.Row::input, String[]::new),
            "metadata",
            column(rows, StagingBatch.Row::metadata, String[]::new),
            "golds",
            column(rows, StagingBatch.Row::gold, String[]::new),
            "priorities",
            column(rows, StagingBatch.Row::priority, Integer[]::new),
            "overlaps",
            column(rows, StagingBatch.Row::overlap, Integer[]::new),
            "workers",
            column(rows, StagingBatch.Row::workers, String[]::new))
        .mapEmpty();
  }

  private static <T> @Nullable T[] column(
      List<StagingBatch.Row> rows,
      Function<StagingBatch.Row, @Nullable T> value,
      IntFunction<@Nullable T[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  /**
   * Tells the planner how many rows are staged; outside of any transaction, for its lock keeps
   * others waiting.
   */
  Future<Void> analyzeStaged(SqlClient client) {
    return ANALYZE_STAGED.run(client).mapEmpty();
  }

  /**
   * Likewise for tasks, after a load: until then everybody's plans are those of the table before.
   */
  Future<Void> analyzeLoaded(SqlClient client) {
    return ANALYZE_LOADED.run(client).mapEmpty();
  }

  /** Waits for other loads of the project and keeps them waiting until the transaction ends. */
  Future<Void> begin(SqlConnection tx, ProjectId project) {
    return ONE_AT_A_TIME.run(tx, "project", project).mapEmpty();
  }

  /** Takes out of the staged rows those that cannot be loaded. */
  Future<Found> takeOutBad(SqlConnection tx, UUID staging, ProjectId project) {
    var found = new ArrayList<Found>();
    return REPEATED_IN_FILE
        .run(tx, "staging", staging)
        .map(
            rows ->
                found.add(
                    found(
                        rows,
                        "/key",
                        "duplicate",
                        row ->
                            "Line "
                                + row.getLong("first_line")
                                + " has this key already; give this one its own key or leave it out.")))
        .compose(_ -> KEY_TAKEN.run(tx, "staging", staging, "project", project))
        .map(
            rows ->
                found.add(
                    found(
                        rows,
                        "/key",
                        "taken",
                        _ -> "The project has a task of this key already; leave the line out.")))
        .compose(_ -> WORKER_UNKNOWN.run(tx, "staging", staging))
        .map(
            rows ->
                found.add(
                    found(
                        rows,
                        "/workers",
                        "unknown_worker",
                        _ -> "One of these workers does not exist; check the ids.")))
        .map(
            _ ->
                new Found(
                    found.stream().mapToInt(Found::rejected).sum(),
                    found.stream().flatMap(it -> it.errors().stream()).toList()));
  }

  private static Found found(
      RowSet<Row> rows, String pointer, String code, Function<Row, String> detail) {
    var errors =
        Rows.list(
            rows,
            row -> new FieldError(pointer, code, detail.apply(row)).inLine(row.getLong("line")));
    int total = Rows.first(rows, row -> row.getInteger("total")).orElse(0);
    return new Found(total, errors);
  }

  /** Makes tasks of the staged rows, behind those that the project has. */
  Future<Upload> load(
      SqlConnection tx,
      UUID id,
      UUID staging,
      Project project,
      UploadFormat format,
      String sha256,
      int lines,
      List<FieldError> errors,
      UUID actor) {
    var plan = project.overlapRule();
    return INSERT_UPLOAD
        .run(
            tx,
            "id",
            id,
            "project",
            project.id(),
            "format",
            format,
            "hash",
            Buffer.buffer(HexFormat.of().parseHex(sha256)),
            "lines",
            lines,
            "errors",
            json(errors),
            "actor",
            actor,
            "staging",
            staging)
        .map(rows -> Rows.one(rows, UploadRepository::upload))
        .compose(
            upload ->
                INSERT_TASKS
                    .run(
                        tx,
                        "project",
                        project.id(),
                        "upload",
                        id,
                        "gold_overlap",
                        Task.GOLD_OVERLAP,
                        "overlap",
                        project.overlap(),
                        "overlap_max",
                        plan == null ? null : plan.max(),
                        "staging",
                        staging)
                    .compose(
                        _ -> INSERT_WORKERS.run(tx, "project", project.id(), "staging", staging))
                    .map(upload));
  }

  Future<Void> discard(SqlClient client, UUID staging) {
    return DISCARD.run(client, "staging", staging).mapEmpty();
  }

  /** Removes staged rows of uploads that are dead; how many. */
  Future<Integer> sweep(SqlClient client) {
    return SWEEP.run(client).map(RowSet::rowCount);
  }

  Future<Optional<Upload>> find(SqlClient client, ProjectId project, UUID id) {
    return FIND.run(client, "id", id, "project", project)
        .map(rows -> Rows.first(rows, UploadRepository::upload));
  }

  Future<List<Upload>> list(SqlClient client, ProjectId project) {
    return LIST.run(client, "project", project)
        .map(rows -> Rows.list(rows, UploadRepository::upload));
  }

  private static JsonArray json(List<FieldError> errors) {
    return new JsonArray(errors.stream().<Object>map(error -> StrictJson.toObject(error)).toList());
  }

  private static Upload upload(Row row) {
    return new Upload(
        row.getUUID("id"),
        Rows.instant(row, "created_at"),
        Sql.constant(UploadFormat.class, row.getString("format")),
        HexFormat.of().formatHex(row.getBuffer("sha256").getBytes()),
        row.getInteger("lines"),
        row.getInteger("accepted"),
        row.getInteger("rejected"),
        row.getInteger("gold"),
        row.getJsonArray("errors").stream()
            .map(error -> StrictJson.convert((JsonObject) error, FieldError.class))
            .toList());
  }
}
