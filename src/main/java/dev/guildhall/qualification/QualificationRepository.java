package dev.guildhall.qualification;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code qualification} and {@code qualification_grant}. */
final class QualificationRepository {

  private static final String SHOWN =
      """
      select q.id, q.organisation_id, q.name, q.description, q.created_at,
             (select count(*) from qualification_grant g
              where g.qualification_id = q.id and (g.expires_at is null or g.expires_at > clock_timestamp())) as holders
      from qualification q
      """;

  private static final Sql INSERT =
      Sql.of(
          """
          insert into qualification (id, organisation_id, name, description, created_by)
          values (#{id}, #{organisation}, #{name}, #{description}, #{actor})
          on conflict do nothing
          """);

  private static final Sql FIND = Sql.of(SHOWN + "where q.id = #{id}");

  private static final Sql OF_ORGANISATIONS =
      Sql.of(
          SHOWN
              + """
              where q.organisation_id = any (#{organisations})
                and (#{before}::timestamptz is null or (q.created_at, q.id) < (#{before}, #{before_id}::uuid))
              order by q.created_at desc, q.id desc
              limit #{limit}
              """);

  private static final Sql USABLE =
      Sql.of(
          """
          select q.id, q.name from qualification q join organisation o on o.id = q.organisation_id
          where q.id = any (#{ids}) and (q.organisation_id = #{organisation} or o.kind = 'platform')
          """);

  private static final Sql NAMES =
      Sql.of("select id, name from qualification where id = any (#{ids})");

  private static final Sql GRANT =
      Sql.of(
          """
          insert into qualification_grant (worker_id, qualification_id, level, granted_by, expires_at)
          select w.id, #{qualification}, #{level}, #{actor}, #{expires} from worker w where w.id = #{worker}
          on conflict (worker_id, qualification_id) do update
          set level = excluded.level, granted_by = excluded.granted_by, granted_at = excluded.granted_at,
              expires_at = excluded.expires_at
          returning worker_id, level, granted_at, expires_at
          """);

  private static final Sql REVOKE =
      Sql.of(
          """
          delete from qualification_grant where qualification_id = #{qualification} and worker_id = #{worker}
          returning worker_id
          """);

  private static final Sql GRANTS =
      Sql.of(
          """
          select worker_id, level, granted_at, expires_at from qualification_grant
          where qualification_id = #{qualification}
            and (#{before}::timestamptz is null or (granted_at, worker_id) < (#{before}, #{before_id}::uuid))
          order by granted_at desc, worker_id desc
          limit #{limit}
          """);

  /** Whether it was inserted: the organisation may have one of that name. */
  Future<Boolean> insert(
      SqlConnection tx,
      QualificationId id,
      OrganisationId organisation,
      String name,
      String description,
      UUID actor) {
    return INSERT
        .run(
            tx,
            "id",
            id,
            "organisation",
            organisation,
            "name",
            name,
            "description",
            description,
            "actor",
            actor)
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Optional<Qualification>> find(SqlClient client, QualificationId id) {
    return FIND.run(client, "id", id)
        .map(rows -> Rows.first(rows, QualificationRepository::qualification));
  }

  Future<List<Qualification>> list(
      SqlClient client,
      Collection<OrganisationId> organisations,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return OF_ORGANISATIONS
        .run(
            client,
            "organisations",
            organisations.stream().map(OrganisationId::value).toArray(UUID[]::new),
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, QualificationRepository::qualification));
  }

  /** Those of {@code ids} that a project of the organisation may require, with their names. */
  Future<Map<QualificationId, String>> usable(
      SqlClient client, OrganisationId organisation, Collection<QualificationId> ids) {
    return USABLE
        .run(client, "organisation", organisation, "ids", uuids(ids))
        .map(QualificationRepository::names);
  }

  Future<Map<QualificationId, String>> names(SqlClient client, Collection<QualificationId> ids) {
    return NAMES.run(client, "ids", uuids(ids)).map(QualificationRepository::names);
  }

  /** The grant; empty when there is no such worker. */
  Future<Optional<Grant>> grant(
      SqlConnection tx,
      QualificationId qualification,
      WorkerId worker,
      int level,
      @Nullable Instant expires,
      UUID actor) {
    return GRANT
        .run(
            tx,
            "qualification",
            qualification,
            "worker",
            worker,
            "level",
            level,
            "expires",
            expires,
            "actor",
            actor)
        .map(rows -> Rows.first(rows, QualificationRepository::grant));
  }

  /** Whether there was one to revoke. */
  Future<Boolean> revoke(SqlConnection tx, QualificationId qualification, WorkerId worker) {
    return REVOKE
        .run(tx, "qualification", qualification, "worker", worker)
        .map(rows -> rows.size() == 1);
  }

  Future<List<Grant>> grants(
      SqlClient client,
      QualificationId qualification,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return GRANTS
        .run(
            client,
            "qualification",
            qualification,
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, QualificationRepository::grant));
  }

  private static UUID[] uuids(Collection<QualificationId> ids) {
    return ids.stream().map(QualificationId::value).toArray(UUID[]::new);
  }

  private static Map<QualificationId, String> names(RowSet<Row> rows) {
    return Rows.map(
        rows, row -> new QualificationId(row.getUUID("id")), row -> row.getString("name"));
  }

  private static Grant grant(Row row) {
    return new Grant(
        new WorkerId(row.getUUID("worker_id")),
        row.getInteger("level"),
        Rows.instant(row, "granted_at"),
        Rows.nullableInstant(row, "expires_at"));
  }

  private static Qualification qualification(Row row) {
    return new Qualification(
        new QualificationId(row.getUUID("id")),
        new OrganisationId(row.getUUID("organisation_id")),
        row.getString("name"),
        row.getString("description"),
        row.getLong("holders"),
        Rows.instant(row, "created_at"));
  }
}
