package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;

/** SQL of the keys that sign access tokens. */
final class SigningKeyRepository {

  private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(hashtext('signing_key'))");

  private static final Sql LIVE =
      Sql.of(
          """
          select kid, public_key, private_sealed, signs_until > clock_timestamp() as signs,
                 signs_until > clock_timestamp() + interval '1 day' as lasts
          from signing_key
          where verifies_until > clock_timestamp()
          order by created_at, kid
          """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into signing_key (kid, public_key, private_sealed, signs_until, verifies_until)
          values (#{kid}, #{public_key}, #{private_sealed},
                  clock_timestamp() + #{signs_ms} * interval '1 millisecond',
                  clock_timestamp() + #{verifies_ms} * interval '1 millisecond')
          """);

  private static final Sql DELETE_OLD =
      Sql.of("delete from signing_key where verifies_until < clock_timestamp() - interval '1 day'");

  /**
   * A key as it is stored.
   *
   * @param signs whether it may still sign
   * @param lasts whether it will still sign a day from now
   */
  record Stored(String kid, Buffer publicKey, Buffer privateSealed, boolean signs, boolean lasts) {}

  /** Lets one node at a time decide whether a new key is needed. */
  Future<Void> lock(SqlConnection tx) {
    return LOCK.run(tx).mapEmpty();
  }

  /** Keys that verify, oldest first. */
  Future<List<Stored>> live(SqlClient client) {
    return LIVE.run(client)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Stored(
                            row.getString("kid"),
                            row.getBuffer("public_key"),
                            row.getBuffer("private_sealed"),
                            row.getBoolean("signs"),
                            row.getBoolean("lasts"))));
  }

  Future<Void> insert(
      SqlConnection tx,
      String kid,
      Buffer publicKey,
      Buffer privateSealed,
      Duration signs,
      Duration verifies) {
    return INSERT
        .run(
            tx,
            "kid",
            kid,
            "public_key",
            publicKey,
            "private_sealed",
            privateSealed,
            "signs_ms",
            signs.toMillis(),
            "verifies_ms",
            verifies.toMillis())
        .mapEmpty();
  }

  Future<Integer> deleteOld(SqlClient client) {
    return DELETE_OLD.run(client).map(rows -> rows.rowCount());
  }
}
