package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SQL of organisations and their members. */
final class OrganisationRepository {

  private static final Sql INSERT =
      Sql.of("insert into organisation (id, name, kind) values (#{id}, #{name}, #{kind})");

  private static final Sql LOCK =
      Sql.of("select 1 from organisation where id = #{id} for no key update");

  private static final Sql OF_ACCOUNT =
      Sql.of(
          """
          select organisation.id, organisation.name, organisation.kind, membership.role
          from membership join organisation on organisation.id = membership.organisation_id
          where membership.account_id = #{account}
          order by organisation.name, organisation.id
          """);

  private static final Sql FIND_AS =
      Sql.of(
          """
          select organisation.id, organisation.name, organisation.kind, membership.role
          from membership join organisation on organisation.id = membership.organisation_id
          where membership.account_id = #{account} and organisation.id = #{id}
          """);

  private static final Sql KIND = Sql.of("select kind from organisation where id = #{id}");

  // A role that is held already is never lowered by this.
  private static final Sql ADD_MEMBER =
      Sql.of(
          """
          insert into membership (organisation_id, account_id, role)
          values (#{organisation}, #{account}, #{role})
          on conflict (organisation_id, account_id) do update set role = excluded.role
          where array_position(array['viewer', 'reviewer', 'editor', 'owner'], excluded.role)
              > array_position(array['viewer', 'reviewer', 'editor', 'owner'], membership.role)
          """);

  private static final Sql SET_ROLE =
      Sql.of(
          """
          update membership set role = #{role}
          where organisation_id = #{organisation} and account_id = #{account}
          """);

  private static final Sql REMOVE_MEMBER =
      Sql.of(
          """
          delete from membership where organisation_id = #{organisation} and account_id = #{account}
          """);

  private static final Sql MEMBERS =
      Sql.of(
          """
          select account.id, account.display_name, account.email, membership.role, membership.since
          from membership join account on account.id = membership.account_id
          where membership.organisation_id = #{organisation}
          order by membership.since, account.id
          """);

  private static final Sql REACHABLE =
      Sql.of(
          """
          select account.id, account.email, account.locale
          from membership join account on account.id = membership.account_id
          where membership.organisation_id = #{organisation} and membership.role = any (#{roles})
            and account.state = 'active' and account.email_verified_at is not null
          order by account.id
          """);

  private static final Sql HAS_OTHER_OWNER =
      Sql.of(
          """
          select 1 from membership join account on account.id = membership.account_id
          where organisation_id = #{organisation} and role = 'owner' and account_id <> #{account}
            and account.state = 'active'
          limit 1
          """);

  /** Makes an organisation with its first owner. */
  Future<Organisation> create(
      SqlConnection tx, OrganisationId id, String name, OrganisationKind kind, AccountId owner) {
    return INSERT
        .run(tx, "id", id, "name", name, "kind", kind)
        .compose(_ -> addMember(tx, id, owner, Role.OWNER))
        .map(new Organisation(id, name, kind, Role.OWNER));
  }

  /** Lets one change of members happen at a time. */
  Future<Void> lock(SqlConnection tx, OrganisationId id) {
    return LOCK.run(tx, "id", id).mapEmpty();
  }

  Future<List<Organisation>> ofAccount(SqlClient client, AccountId account) {
    return OF_ACCOUNT
        .run(client, "account", account)
        .map(rows -> Rows.list(rows, OrganisationRepository::organisation));
  }

  /** The organisation as the account sees it; empty when it is no member. */
  Future<Optional<Organisation>> findAs(SqlClient client, OrganisationId id, AccountId account) {
    return FIND_AS
        .run(client, "id", id, "account", account)
        .map(rows -> Rows.first(rows, OrganisationRepository::organisation));
  }

  Future<Optional<OrganisationKind>> kind(SqlClient client, OrganisationId id) {
    return KIND.run(client, "id", id)
        .map(
            rows ->
                Rows.first(
                    rows, row -> Sql.constant(OrganisationKind.class, row.getString("kind"))));
  }

  Future<Void> addMember(
      SqlConnection tx, OrganisationId organisation, AccountId account, Role role) {
    return ADD_MEMBER
        .run(tx, "organisation", organisation, "account", account, "role", role)
        .mapEmpty();
  }

  Future<Void> setRole(
      SqlConnection tx, OrganisationId organisation, AccountId account, Role role) {
    return SET_ROLE
        .run(tx, "organisation", organisation, "account", account, "role", role)
        .mapEmpty();
  }

  Future<Void> removeMember(SqlConnection tx, OrganisationId organisation, AccountId account) {
    return REMOVE_MEMBER.run(tx, "organisation", organisation, "account", account).mapEmpty();
  }

  Future<List<Member>> members(SqlClient client, OrganisationId organisation) {
    return MEMBERS
        .run(client, "organisation", organisation)
        .map(rows -> Rows.list(rows, OrganisationRepository::member));
  }

  /** Somebody to write to. */
  record Recipient(AccountId id, EmailAddress email, String locale) {}

  /** Members with that role or a higher one who can be written to. */
  Future<List<Recipient>> reachable(SqlClient client, OrganisationId organisation, Role atLeast) {
    var roles = Stream.of(Role.values()).filter(role -> role.isAtLeast(atLeast)).toList();
    return REACHABLE
        .run(client, "organisation", organisation, "roles", roles)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Recipient(
                            new AccountId(row.getUUID("id")),
                            EmailAddress.ofSignIn(row.getString("email")),
                            row.getString("locale"))));
  }

  /** Whether somebody else owns the organisation as well. */
  Future<Boolean> hasOwnerBeside(SqlConnection tx, OrganisationId organisation, AccountId account) {
    return HAS_OTHER_OWNER
        .run(tx, "organisation", organisation, "account", account)
        .map(rows -> rows.size() > 0);
  }

  private static Organisation organisation(Row row) {
    return new Organisation(
        new OrganisationId(row.getUUID("id")),
        row.getString("name"),
        Sql.constant(OrganisationKind.class, row.getString("kind")),
        Sql.constant(Role.class, row.getString("role")));
  }

  private static Member member(Row row) {
    return new Member(
        new AccountId(row.getUUID("id")),
        row.getString("display_name"),
        row.getString("email"),
        Sql.constant(Role.class, row.getString("role")),
        Rows.instant(row, "since"));
  }
}
