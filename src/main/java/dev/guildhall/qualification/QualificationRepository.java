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
      select q.id, q.organisation_id, q.name, q.description, q.domain, q.valid_days, q.renew_days, q.listed, q.created_at,
             (select count(*) from qualification_grant g
              where g.qualification_id = q.id and (g.expires_at is null or g.expires_at > clock_timestamp())) as holders
      from qualification q
      """;

  private static final Sql INSERT =
      Sql.of(
          """
          insert into qualification (
            id, organisation_id, name, description, domain, valid_days, renew_days, listed, created_by)
          values (
            #{id}, #{organisation}, #{name}, #{description}, #{domain}, #{valid_days}, #{renew_days}, #{listed}, #{actor})
          on conflict do nothing
          """);

  private static final Sql UPDATE =
      Sql.of(
          """
          update qualification
          set description = #{description}, domain = #{domain}, valid_days = #{valid_days}, renew_days = #{renew_days},
              listed = #{listed}
          where id = #{id}
          """);

  private static final Sql FOR_WORKER =
      Sql.of(
          SHOWN
              + """
              where (q.listed and exists (select from test t where t.qualification_id = q.id and t.state = 'published')
                     or exists (select from qualification_grant g
                                where g.qualification_id = q.id and g.worker_id = #{worker}))
                and (#{before}::timestamptz is null or (q.created_at, q.id) < (#{before}, #{before_id}::uuid))
              order by q.created_at desc, q.id desc
              limit #{limit}
              """);

  private static final Sql HELD =
      Sql.of(
          """
          select qualification_id, worker_id, level, granted_at, expires_at from qualification_grant
          where worker_id = #{worker} and qualification_id = any (#{ids})
          """);

  /** What may be changed of a qualification. */
  record Definition(
      String description,
      @Nullable String domain,
      @Nullable Integer validDays,
      @Nullable Integer renewDays,
      boolean listed) {}

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

  private static final Sql USABLE_PAGE =
      Sql.of(
          SHOWN
              + """
              join organisation o on o.id = q.organisation_id
              where (q.organisation_id = #{organisation} or o.kind = 'platform')
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
              expires_at = excluded.expires_at, attempt_id = null
          returning worker_id, level, granted_at, expires_at
          """);

  // What is held and has not expired is neither lowered nor shortened: a level below it changes
  // nothing, the same or a higher one lasts at least as long as what was held.
  private static final Sql EARN =
      Sql.of(
          """
          insert into qualification_grant as g (worker_id, qualification_id, level, expires_at, attempt_id)
          values (#{worker}, #{qualification}, #{level}, #{expires}, #{attempt})
          on conflict (worker_id, qualification_id) do update
          set level = excluded.level, granted_by = null, granted_at = excluded.granted_at, attempt_id = excluded.attempt_id,
              expires_at = case
                when g.expires_at <= clock_timestamp() then excluded.expires_at
                when g.expires_at is null or excluded.expires_at is null then null
                else greatest(g.expires_at, excluded.expires_at) end
          where g.expires_at <= clock_timestamp() or g.level < excluded.level
            or g.level = excluded.level and g.expires_at < coalesce(excluded.expires_at, 'infinity')
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
      Definition definition,
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
            definition.description(),
            "domain",
            definition.domain(),
            "valid_days",
            definition.validDays(),
            "renew_days",
            definition.renewDays(),
            "listed",
            definition.listed(),
            "actor",
            actor)
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> update(SqlConnection tx, QualificationId id, Definition definition) {
    return UPDATE
        .run(
            tx,
            "id",
            id,
            "description",
            definition.description(),
            "domain",
            definition.domain(),
            "valid_days",
            definition.validDays(),
            "renew_days",
            definition.renewDays(),
            "listed",
            definition.listed())
        .mapEmpty();
  }

  /** Those that the worker can qualify for, holds or has held. */
  Future<List<Qualification>> forWorker(
      SqlClient client,
      WorkerId worker,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return FOR_WORKER
        .run(client, "worker", worker, "before", before, "before_id", beforeId, "limit", limit)
        .map(rows -> Rows.list(rows, QualificationRepository::qualification));
  }

  /** What the worker holds or held of these. */
  Future<Map<QualificationId, Grant>> held(
      SqlClient client, WorkerId worker, Collection<QualificationId> ids) {
    return HELD.run(client, "worker", worker, "ids", uuids(ids))
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> new QualificationId(row.getUUID("qualification_id")),
                    QualificationRepository::grant));
  }

  /** The grant as it is now; empty when what is held is as good or better. */
  Future<Optional<Grant>> earn(
      SqlConnection tx,
      QualificationId qualification,
      WorkerId worker,
      int level,
      @Nullable Instant expires,
      UUID attempt) {
    return EARN.run(
            tx,
            "qualification",
            qualification,
            "worker",
            worker,
            "level",
            level,
            "expires",
            expires,
            "attempt",
            attempt)
        .map(rows -> Rows.first(rows, QualificationRepository::grant));
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

  /** One page of what a project of the organisation may require, newest first. */
  Future<List<Qualification>> usablePage(
      SqlClient client,
      OrganisationId organisation,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return USABLE_PAGE
        .run(
            client,
            "organisation",
            organisation,
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
        row.getString("domain"),
        row.getInteger("valid_days"),
        row.getInteger("renew_days"),
        row.getBoolean("listed"),
        row.getLong("holders"),
        Rows.instant(row, "created_at"));
  }
}
