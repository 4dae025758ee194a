package dev.guildhall.eligibility;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code project_invitation} and {@code exclusion_group_member}. */
final class EligibilityRepository {

  private static final Sql NAMES =
      Sql.of("select id, name from organisation where id = any (#{ids})");

  private static final Sql INVITE =
      Sql.of(
          """
          insert into project_invitation (project_id, worker_id, invited_by)
          select #{project}, w.id, #{actor} from worker w where w.id = any (#{workers})
          on conflict do nothing
          returning worker_id
          """);

  private static final Sql KNOWN = Sql.of("select id from worker where id = any (#{workers})");

  private static final Sql UNINVITE =
      Sql.of(
          """
          delete from project_invitation where project_id = #{project} and worker_id = #{worker}
          returning worker_id
          """);

  private static final Sql INVITED =
      Sql.of(
          """
          select worker_id, invited_at from project_invitation
          where project_id = #{project}
            and (#{before}::timestamptz is null or (invited_at, worker_id) < (#{before}, #{before_id}::uuid))
          order by invited_at desc, worker_id desc
          limit #{limit}
          """);

  private static final Sql ENTER =
      Sql.of(
          """
          insert into exclusion_group_member (worker_id, organisation_id, name, project_id)
          select #{worker}, organisation_id, name, #{project}
          from unnest(#{organisations}::uuid[], #{names}::text[]) as g (organisation_id, name)
          on conflict do nothing
          returning name
          """);

  private static final Sql ENTERED =
      Sql.of(
          """
          select m.project_id
          from exclusion_group_member m
          join unnest(#{organisations}::uuid[], #{names}::text[]) as g (organisation_id, name)
            on g.organisation_id = m.organisation_id and g.name = m.name
          where m.worker_id = #{worker}
          """);

  /** A worker who was invited, and when. */
  record Invitation(WorkerId workerId, Instant invitedAt) {}

  Future<Map<OrganisationId, String>> names(SqlClient client, Collection<OrganisationId> ids) {
    return ids.isEmpty()
        ? Future.succeededFuture(Map.of())
        : NAMES
            .run(client, "ids", ids)
            .map(
                rows ->
                    Rows.map(
                        rows,
                        row -> new OrganisationId(row.getUUID("id")),
                        row -> row.getString("name")));
  }

  /** Those of {@code workers} who were not invited before. */
  Future<List<WorkerId>> invite(
      SqlConnection tx, ProjectId project, Collection<WorkerId> workers, UUID actor) {
    return INVITE
        .run(tx, "project", project, "workers", workers, "actor", actor)
        .map(rows -> Rows.list(rows, row -> new WorkerId(row.getUUID("worker_id"))));
  }

  /** Those of {@code workers} that there are. */
  Future<List<WorkerId>> known(SqlClient client, Collection<WorkerId> workers) {
    return KNOWN
        .run(client, "workers", workers)
        .map(rows -> Rows.list(rows, row -> new WorkerId(row.getUUID("id"))));
  }

  /** Whether there was an invitation to take back. */
  Future<Boolean> uninvite(SqlConnection tx, ProjectId project, WorkerId worker) {
    return UNINVITE.run(tx, "project", project, "worker", worker).map(rows -> rows.size() == 1);
  }

  Future<List<Invitation>> invited(
      SqlClient client,
      ProjectId project,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return INVITED
        .run(client, "project", project, "before", before, "before_id", beforeId, "limit", limit)
        .map(rows -> Rows.list(rows, EligibilityRepository::invitation));
  }

  private static Invitation invitation(Row row) {
    return new Invitation(new WorkerId(row.getUUID("worker_id")), Rows.instant(row, "invited_at"));
  }

  /** The names of those groups that the worker is new to, and now in by this project. */
  Future<List<String>> enter(
      SqlConnection tx, WorkerId worker, Collection<Facts.Group> groups, ProjectId project) {
    return ENTER
        .run(
            tx,
            "worker",
            worker,
            "project",
            project,
            "organisations",
            organisations(groups),
            "names",
            names(groups))
        .map(rows -> Rows.list(rows, row -> row.getString("name")));
  }

  /** The projects that have brought the worker into any of the groups. */
  Future<List<ProjectId>> entered(
      SqlConnection tx, WorkerId worker, Collection<Facts.Group> groups) {
    return ENTERED
        .run(tx, "worker", worker, "organisations", organisations(groups), "names", names(groups))
        .map(rows -> Rows.list(rows, row -> new ProjectId(row.getUUID("project_id"))));
  }

  private static UUID[] organisations(Collection<Facts.Group> groups) {
    return groups.stream().map(group -> group.organisation().value()).toArray(UUID[]::new);
  }

  private static String[] names(Collection<Facts.Group> groups) {
    return groups.stream().map(Facts.Group::name).toArray(String[]::new);
  }
}
