package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/** SQL of invitations. */
final class InvitationRepository {

  private static final Sql DELETE_OPEN =
      Sql.of(
          """
          delete from invitation
          where organisation_id = #{organisation} and email = #{email} and accepted_at is null
          """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into invitation (id, organisation_id, email, role, token_hash, created_by, expires_at)
          values (#{id}, #{organisation}, #{email}, #{role}, #{token_hash}, #{created_by},
                  clock_timestamp() + interval '7 days')
          returning id, email, role, expires_at
          """);

  private static final Sql OPEN =
      Sql.of(
          """
          select id, email, role, expires_at from invitation
          where organisation_id = #{organisation} and accepted_at is null and expires_at > clock_timestamp()
          order by created_at, id
          """);

  private static final Sql LOCK =
      Sql.of(
          """
          select id, organisation_id, email, role, accepted_at is not null as is_accepted,
                 expires_at <= clock_timestamp() as is_expired
          from invitation where token_hash = #{token_hash}
          for no key update
          """);

  private static final Sql ACCEPT =
      Sql.of("update invitation set accepted_at = clock_timestamp() where id = #{id}");

  private static final Sql DELETE_OF_AUTHOR =
      Sql.of(
          """
          delete from invitation
          where organisation_id = #{organisation} and created_by = #{account} and accepted_at is null
          """);

  private static final Sql DELETE_OLD =
      Sql.of(
          """
          delete from invitation
          where accepted_at is null and expires_at < clock_timestamp() - interval '30 days'
          """);

  /** An invitation under lock. */
  record Locked(
      InvitationId id,
      OrganisationId organisation,
      EmailAddress email,
      Role role,
      boolean isAccepted,
      boolean isExpired) {}

  /** Takes the place of an open invitation of the same address. */
  Future<Invitation> replace(
      SqlConnection tx,
      InvitationId id,
      OrganisationId organisation,
      EmailAddress email,
      Role role,
      Buffer tokenHash,
      AccountId author) {
    return DELETE_OPEN
        .run(tx, "organisation", organisation, "email", email.value())
        .compose(
            _ ->
                INSERT.run(
                    tx,
                    "id",
                    id,
                    "organisation",
                    organisation,
                    "email",
                    email.value(),
                    "role",
                    role,
                    "token_hash",
                    tokenHash,
                    "created_by",
                    author))
        .map(rows -> Rows.one(rows, InvitationRepository::invitation));
  }

  Future<List<Invitation>> open(SqlClient client, OrganisationId organisation) {
    return OPEN.run(client, "organisation", organisation)
        .map(rows -> Rows.list(rows, InvitationRepository::invitation));
  }

  Future<Optional<Locked>> lock(SqlConnection tx, Buffer tokenHash) {
    return LOCK.run(tx, "token_hash", tokenHash)
        .map(rows -> Rows.first(rows, InvitationRepository::locked));
  }

  Future<Void> accept(SqlConnection tx, InvitationId id) {
    return ACCEPT.run(tx, "id", id).mapEmpty();
  }

  /** Takes back what somebody invited who may do so no longer. */
  Future<Void> deleteOfAuthor(SqlConnection tx, OrganisationId organisation, AccountId account) {
    return DELETE_OF_AUTHOR.run(tx, "organisation", organisation, "account", account).mapEmpty();
  }

  Future<Integer> deleteOld(SqlClient client) {
    return DELETE_OLD.run(client).map(rows -> rows.rowCount());
  }

  private static Invitation invitation(Row row) {
    return new Invitation(
        new InvitationId(row.getUUID("id")),
        row.getString("email"),
        Sql.constant(Role.class, row.getString("role")),
        Rows.instant(row, "expires_at"));
  }

  private static Locked locked(Row row) {
    return new Locked(
        new InvitationId(row.getUUID("id")),
        new OrganisationId(row.getUUID("organisation_id")),
        new EmailAddress(row.getString("email")),
        Sql.constant(Role.class, row.getString("role")),
        row.getBoolean("is_accepted"),
        row.getBoolean("is_expired"));
  }
}
