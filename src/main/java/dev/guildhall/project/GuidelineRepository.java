package dev.guildhall.project;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code guideline} and {@code guideline_acknowledgement}. */
final class GuidelineRepository {

  private static final Sql INSERT =
      Sql.of(
          """
          insert into guideline (project_id, version, markdown, summary, change_note, published_by)
          values (#{project}, #{version}, #{markdown}, #{summary}, #{note}, #{actor})
          returning version, markdown, summary, change_note, published_at
          """);

  private static final Sql NEXT_VERSION =
      Sql.of(
          """
          update project set guideline_version = guideline_version + 1, version = version + 1
           where id = #{project} and state <> 'completed'
          returning guideline_version
          """);

  private static final Sql FIND =
      Sql.of(
          """
          select version, markdown, summary, change_note, published_at
            from guideline where project_id = #{project} and version = #{version}
          """);

  private static final Sql LIST =
      Sql.of(
          """
          select version, markdown, summary, change_note, published_at
            from guideline where project_id = #{project} order by version desc
          """);

  private static final Sql ACKNOWLEDGE =
      Sql.of(
          """
          insert into guideline_acknowledgement (worker_id, project_id, version)
          values (#{worker}, #{project}, #{version})
          on conflict do nothing
          """);

  private static final Sql ACKNOWLEDGED =
      Sql.of(
          """
          select coalesce(max(version), 0) as version
            from guideline_acknowledgement where worker_id = #{worker} and project_id = #{project}
          """);

  Future<Guideline> insert(
      SqlConnection tx, ProjectId project, int version, GuidelineDraft draft, UUID actor) {
    return INSERT
        .run(
            tx,
            "project",
            project,
            "version",
            version,
            "markdown",
            draft.markdown(),
            "summary",
            draft.summary(),
            "note",
            draft.changeNote(),
            "actor",
            actor)
        .map(rows -> Rows.one(rows, GuidelineRepository::guideline));
  }

  /** The number of the version to publish; empty when the project is over. */
  Future<Optional<Integer>> nextVersion(SqlConnection tx, ProjectId project) {
    return NEXT_VERSION
        .run(tx, "project", project)
        .map(rows -> Rows.first(rows, row -> row.getInteger("guideline_version")));
  }

  Future<Optional<Guideline>> find(SqlClient client, ProjectId project, int version) {
    return FIND.run(client, "project", project, "version", version)
        .map(rows -> Rows.first(rows, GuidelineRepository::guideline));
  }

  Future<List<Guideline>> list(SqlClient client, ProjectId project) {
    return LIST.run(client, "project", project)
        .map(rows -> Rows.list(rows, GuidelineRepository::guideline));
  }

  Future<Void> acknowledge(SqlClient client, WorkerId worker, ProjectId project, int version) {
    return ACKNOWLEDGE
        .run(client, "worker", worker, "project", project, "version", version)
        .mapEmpty();
  }

  Future<Integer> acknowledged(SqlClient client, WorkerId worker, ProjectId project) {
    return ACKNOWLEDGED
        .run(client, "worker", worker, "project", project)
        .map(rows -> Rows.one(rows, row -> row.getInteger("version")));
  }

  private static Guideline guideline(Row row) {
    return new Guideline(
        row.getInteger("version"),
        row.getString("markdown"),
        row.getString("summary"),
        row.getString("change_note"),
        Rows.instant(row, "published_at"));
  }
}
