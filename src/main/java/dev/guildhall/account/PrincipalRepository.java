package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SQL that finds out who is asking. */
final class PrincipalRepository {

  private static final Sql OF_SESSION =
      Sql.of(
          """
          select session.ended_at is null and session.expires_at > clock_timestamp()
                   and account.state = 'active' as is_live,
                 account.email_verified_at is not null as is_verified,
                 organisation.kind, membership.role
          from session
          join account on account.id = session.account_id
          left join membership on membership.account_id = account.id
          left join organisation on organisation.id = membership.organisation_id
          where session.id = #{session} and session.account_id = #{account}
          """);

  private static final Sql OF_KEY =
      Sql.of(
          """
          select api_key.id, api_key.organisation_id, api_key.created_by, api_key.scopes, organisation.kind,
                 api_key.last_used_at is null
                   or api_key.last_used_at < clock_timestamp() - interval '1 minute' as is_stale
          from api_key
          join organisation on organisation.id = api_key.organisation_id
          join account on account.id = api_key.created_by
          where api_key.secret_hash = #{secret_hash} and api_key.revoked_at is null
            and (api_key.expires_at is null or api_key.expires_at > clock_timestamp())
            and account.state = 'active'
          """);

  // The condition again, so that nodes write once a minute together and not each.
  private static final Sql TOUCH_KEY =
      Sql.of(
          """
          update api_key set last_used_at = clock_timestamp()
          where id = #{id} and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')
          """);

  /** A role in some organisation of a kind. */
  record Seat(OrganisationKind kind, Role role) {}

  /** What a session's account is now. */
  record OfSession(boolean isLive, boolean isVerified, List<Seat> seats) {}

  /** What an API key is now. */
  record OfKey(
      ApiKeyId id,
      OrganisationId organisation,
      AccountId createdBy,
      Set<String> scopes,
      OrganisationKind kind,
      boolean isStale) {}

  /** Empty when the account has no such session. */
  Future<Optional<OfSession>> ofSession(SqlClient client, AccountId account, SessionId session) {
    return OF_SESSION
        .run(client, "account", account, "session", session)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new OfSession(
                            row.getBoolean("is_live"),
                            row.getBoolean("is_verified"),
                            Rows.list(rows, PrincipalRepository::seat).stream()
                                .flatMap(Optional::stream)
                                .toList())));
  }

  private static Optional<Seat> seat(Row row) {
    return row.getString("kind") == null
        ? Optional.empty()
        : Optional.of(
            new Seat(
                Sql.constant(OrganisationKind.class, row.getString("kind")),
                Sql.constant(Role.class, row.getString("role"))));
  }

  /**
   * Empty when there is no such key, or it was revoked, has expired, or its maker's account is
   * closed.
   */
  Future<Optional<OfKey>> ofKey(SqlClient client, Buffer secretHash) {
    return OF_KEY
        .run(client, "secret_hash", secretHash)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new OfKey(
                            new ApiKeyId(row.getUUID("id")),
                            new OrganisationId(row.getUUID("organisation_id")),
                            new AccountId(row.getUUID("created_by")),
                            Set.of(row.getArrayOfStrings("scopes")),
                            Sql.constant(OrganisationKind.class, row.getString("kind")),
                            row.getBoolean("is_stale"))));
  }

  Future<Void> touchKey(SqlClient client, ApiKeyId id) {
    return TOUCH_KEY.run(client, "id", id).mapEmpty();
  }
}
