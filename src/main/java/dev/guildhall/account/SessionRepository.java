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
import org.jspecify.annotations.Nullable;

/** SQL of sessions. */
final class SessionRepository {

  private static final Sql INSERT =
      Sql.of(
          """
          insert into session (id, account_id, device_name, network_hash, token_hash, expires_at)
          values (#{id}, #{account}, #{device_name}, #{network_hash}, #{token_hash},
                  clock_timestamp() + #{days} * interval '1 day')
          """);

  // A lost reply may be asked for again for ten seconds.
  private static final Sql LOCK =
      Sql.of(
          """
          select session.account_id, token_hash, previous_hash, account.state = 'active' as is_active,
                 rotated_at > clock_timestamp() - interval '10 seconds' as in_grace,
                 expires_at <= clock_timestamp() as is_expired
          from session join account on account.id = session.account_id
          where session.id = #{id} and ended_at is null
          for no key update of session
          """);

  // Used daily it goes on, but not for more than a year.
  private static final Sql ROTATE =
      Sql.of(
          """
          update session
          set previous_hash = token_hash, token_hash = #{token_hash},
              rotated_at = clock_timestamp(), last_seen_at = clock_timestamp(),
              expires_at = least(clock_timestamp() + #{days} * interval '1 day', created_at + interval '1 year')
          where id = #{id}
          """);

  private static final Sql END =
      Sql.of(
          """
          update session set ended_at = clock_timestamp(), end_reason = #{reason}
          where id = #{id} and ended_at is null
          """);

  private static final Sql END_ALL =
      Sql.of(
          """
          update session set ended_at = clock_timestamp(), end_reason = #{reason}
          where account_id = #{account} and ended_at is null and id is distinct from #{except}
          returning id
          """);

  private static final Sql END_EXPIRED =
      Sql.of(
          """
          update session set ended_at = clock_timestamp(), end_reason = 'expired'
          where id in (
            select id from session where ended_at is null and expires_at <= clock_timestamp()
            limit 500 for no key update skip locked)
          returning id, account_id
          """);

  private static final Sql LIVE =
      Sql.of(
          """
          select id, device_name, created_at, last_seen_at from session
          where account_id = #{account} and ended_at is null and expires_at > clock_timestamp()
          order by created_at desc, id desc
          limit 200
          """);

  private static final Sql OWNED =
      Sql.of("select 1 from session where id = #{id} and account_id = #{account}");

  private static final Sql KNOWN_NETWORK =
      Sql.of(
          """
          select 1 from session
          where account_id = #{account} and network_hash = #{network_hash}
            and created_at > clock_timestamp() - interval '60 days'
          limit 1
          """);

  /** A live session under lock. */
  record Locked(
      AccountId account,
      Buffer tokenHash,
      @Nullable Buffer previousHash,
      boolean isActive,
      boolean inGrace,
      boolean isExpired) {}

  /** A session that the clock has ended. */
  record Expired(SessionId session, AccountId account) {}

  Future<Void> insert(
      SqlConnection tx,
      RefreshToken token,
      AccountId account,
      String deviceName,
      Buffer network,
      int days) {
    return INSERT
        .run(
            tx,
            "id",
            token.session(),
            "account",
            account,
            "device_name",
            deviceName,
            "network_hash",
            network,
            "token_hash",
            token.hash(),
            "days",
            days)
        .mapEmpty();
  }

  /** The session, unless it has ended; nobody else trades its token until the transaction ends. */
  Future<Optional<Locked>> lock(SqlConnection tx, SessionId id) {
    return LOCK.run(tx, "id", id).map(rows -> Rows.first(rows, SessionRepository::locked));
  }

  Future<Void> rotate(SqlConnection tx, RefreshToken next, int days) {
    return ROTATE.run(tx, "id", next.session(), "token_hash", next.hash(), "days", days).mapEmpty();
  }

  /** False when it had ended before. */
  Future<Boolean> end(SqlConnection tx, SessionId id, SessionEnd reason) {
    return END.run(tx, "id", id, "reason", reason).map(rows -> rows.rowCount() == 1);
  }

  Future<List<SessionId>> endAll(
      SqlConnection tx, AccountId account, @Nullable SessionId except, SessionEnd reason) {
    return END_ALL
        .run(tx, "account", account, "except", except, "reason", reason)
        .map(rows -> Rows.list(rows, row -> new SessionId(row.getUUID("id"))));
  }

  Future<List<Expired>> endExpired(SqlConnection tx) {
    return END_EXPIRED
        .run(tx)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Expired(
                            new SessionId(row.getUUID("id")),
                            new AccountId(row.getUUID("account_id")))));
  }

  Future<List<Session>> live(SqlClient client, AccountId account, SessionId current) {
    return LIVE.run(client, "account", account)
        .map(rows -> Rows.list(rows, row -> session(row, current)));
  }

  /** Whether the session, live or not, is the account's. */
  Future<Boolean> isOf(SqlClient client, SessionId id, AccountId account) {
    return OWNED.run(client, "id", id, "account", account).map(rows -> rows.size() > 0);
  }

  /** Whether the account was signed in from that network lately. */
  Future<Boolean> isKnownNetwork(SqlClient client, AccountId account, Buffer network) {
    return KNOWN_NETWORK
        .run(client, "account", account, "network_hash", network)
        .map(rows -> rows.size() > 0);
  }

  private static Locked locked(Row row) {
    return new Locked(
        new AccountId(row.getUUID("account_id")),
        row.getBuffer("token_hash"),
        row.getBuffer("previous_hash"),
        row.getBoolean("is_active"),
        row.getBoolean("in_grace"),
        row.getBoolean("is_expired"));
  }

  private static Session session(Row row, SessionId current) {
    var id = new SessionId(row.getUUID("id"));
    return new Session(
        id,
        row.getString("device_name"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "last_seen_at"),
        id.equals(current));
  }
}
