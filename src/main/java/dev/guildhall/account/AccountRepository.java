package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;

/** SQL of accounts. */
final class AccountRepository {

  private static final String COLUMNS =
      "id, email, email_verified_at is not null as is_verified, password_hash, display_name, locale, time_zone,"
          + " state = 'active' as is_active, version, created_at";

  private static final Sql INSERT =
      Sql.of(
          """
          insert into account (id, email, password_hash, display_name, locale, time_zone)
          values (#{id}, #{email}, #{password_hash}, #{display_name}, #{locale}, #{time_zone})
          on conflict (email) do nothing
          """);

  private static final Sql FIND = Sql.of("select " + COLUMNS + " from account where id = #{id}");

  private static final Sql LOCK =
      Sql.of("select " + COLUMNS + " from account where id = #{id} for no key update");

  private static final Sql FIND_BY_EMAIL =
      Sql.of("select " + COLUMNS + " from account where email = #{email}");

  private static final Sql VERIFY =
      Sql.of(
          """
          update account set email_verified_at = clock_timestamp(), version = version + 1
          where id = #{id} and email_verified_at is null
          """);

  private static final Sql SET_PASSWORD =
      Sql.of(
          """
          update account set password_hash = #{password_hash}, version = version + 1
          where id = #{id} and state = 'active'
          """);

  // A hash of the same password at new costs; only where no other password was set meanwhile.
  private static final Sql REHASH =
      Sql.of(
          """
          update account set password_hash = #{fresh} where id = #{id} and password_hash = #{outdated}
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          update account
          set display_name = #{display_name}, locale = #{locale}, time_zone = #{time_zone}, version = version + 1
          where id = #{id}
          """);

  private static final Sql TELL_KNOWN =
      Sql.of(
          """
          update account set told_known_at = clock_timestamp()
          where id = #{id} and (told_known_at is null or told_known_at < clock_timestamp() - interval '1 hour')
          """);

  /** False when the address is taken. */
  Future<Boolean> insert(SqlConnection tx, Account account) {
    return INSERT
        .run(
            tx,
            "id",
            account.id(),
            "email",
            account.email().value(),
            "password_hash",
            account.passwordHash(),
            "display_name",
            account.displayName(),
            "locale",
            account.locale(),
            "time_zone",
            account.timeZone())
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Optional<Account>> find(SqlClient client, AccountId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, AccountRepository::account));
  }

  /** The account, which nobody else changes until the transaction ends. */
  Future<Optional<Account>> lock(SqlConnection tx, AccountId id) {
    return LOCK.run(tx, "id", id).map(rows -> Rows.first(rows, AccountRepository::account));
  }

  Future<Optional<Account>> find(SqlClient client, EmailAddress email) {
    return FIND_BY_EMAIL
        .run(client, "email", email.value())
        .map(rows -> Rows.first(rows, AccountRepository::account));
  }

  /** False when it was verified before. */
  Future<Boolean> verify(SqlConnection tx, AccountId id) {
    return VERIFY.run(tx, "id", id).map(rows -> rows.rowCount() == 1);
  }

  /** False when the account is not active. */
  Future<Boolean> setPassword(SqlConnection tx, AccountId id, String hash) {
    return SET_PASSWORD.run(tx, "id", id, "password_hash", hash).map(rows -> rows.rowCount() == 1);
  }

  Future<Void> rehash(SqlClient client, AccountId id, String outdated, String fresh) {
    return REHASH.run(client, "id", id, "outdated", outdated, "fresh", fresh).mapEmpty();
  }

  Future<Void> change(
      SqlConnection tx, AccountId id, String displayName, String locale, String timeZone) {
    return CHANGE
        .run(tx, "id", id, "display_name", displayName, "locale", locale, "time_zone", timeZone)
        .mapEmpty();
  }

  /** Whether to tell the person that the address is known; at most once an hour. */
  Future<Boolean> tellKnown(SqlConnection tx, AccountId id) {
    return TELL_KNOWN.run(tx, "id", id).map(rows -> rows.rowCount() == 1);
  }

  private static Account account(Row row) {
    return new Account(
        new AccountId(row.getUUID("id")),
        new EmailAddress(row.getString("email")),
        row.getBoolean("is_verified"),
        row.getString("password_hash"),
        row.getString("display_name"),
        row.getString("locale"),
        row.getString("time_zone"),
        row.getBoolean("is_active"),
        row.getInteger("version"),
        Rows.instant(row, "created_at"));
  }
}
