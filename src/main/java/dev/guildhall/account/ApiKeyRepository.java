package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL of API keys. */
final class ApiKeyRepository {

  private static final String COLUMNS =
      "id, name, scopes, prefix, created_at, last_used_at, expires_at";

  private static final Sql INSERT =
      Sql.of(
          """
          insert into api_key (id, organisation_id, name, prefix, secret_hash, scopes, created_by, expires_at)
          values (#{id}, #{organisation}, #{name}, #{prefix}, #{secret_hash}, #{scopes}, #{created_by}, #{expires_at})
          returning %s
          """
              .formatted(COLUMNS));

  private static final Sql LIST =
      Sql.of(
          """
          select %s from api_key
          where organisation_id = #{organisation} and revoked_at is null
          order by created_at desc, id desc
          """
              .formatted(COLUMNS));

  private static final Sql REVOKE =
      Sql.of(
          """
          update api_key set revoked_at = clock_timestamp()
          where id = #{id} and organisation_id = #{organisation} and revoked_at is null
          """);

  private static final Sql EXISTS =
      Sql.of("select 1 from api_key where id = #{id} and organisation_id = #{organisation}");

  private static final Sql REVOKE_OF =
      Sql.of(
          """
          update api_key set revoked_at = clock_timestamp()
          where organisation_id = #{organisation} and created_by = #{account} and revoked_at is null
          returning id
          """);

  Future<ApiKey> insert(
      SqlConnection tx,
      ApiKeyId id,
      OrganisationId organisation,
      String name,
      ApiKeySecret secret,
      List<String> scopes,
      AccountId author,
      @Nullable Instant expiresAt) {
    return INSERT
        .run(
            tx,
            "id",
            id,
            "organisation",
            organisation,
            "name",
            name,
            "prefix",
            secret.prefix(),
            "secret_hash",
            secret.hash(),
            "scopes",
            scopes,
            "created_by",
            author,
            "expires_at",
            expiresAt)
        .map(rows -> Rows.one(rows, ApiKeyRepository::key));
  }

  /** Keys that are not revoked, newest first. */
  Future<List<ApiKey>> list(SqlClient client, OrganisationId organisation) {
    return LIST.run(client, "organisation", organisation)
        .map(rows -> Rows.list(rows, ApiKeyRepository::key));
  }

  /** False when it was revoked before, or is not the organisation's. */
  Future<Boolean> revoke(SqlConnection tx, OrganisationId organisation, ApiKeyId id) {
    return REVOKE.run(tx, "organisation", organisation, "id", id).map(rows -> rows.rowCount() == 1);
  }

  Future<Boolean> exists(SqlConnection tx, OrganisationId organisation, ApiKeyId id) {
    return EXISTS.run(tx, "organisation", organisation, "id", id).map(rows -> rows.size() > 0);
  }

  Future<List<ApiKeyId>> revokeOf(SqlConnection tx, OrganisationId organisation, AccountId author) {
    return REVOKE_OF
        .run(tx, "organisation", organisation, "account", author)
        .map(rows -> Rows.list(rows, row -> new ApiKeyId(row.getUUID("id"))));
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        new ApiKeyId(row.getUUID("id")),
        row.getString("name"),
        List.of(row.getArrayOfStrings("scopes")),
        row.getString("prefix"),
        null,
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "last_used_at"),
        Rows.nullableInstant(row, "expires_at"));
  }
}
