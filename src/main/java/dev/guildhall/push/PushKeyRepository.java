package dev.guildhall.push;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;

/** SQL of the key by which push services know this installation. */
final class PushKeyRepository {

  private static final Sql LOCK = Sql.of("select pg_advisory_xact_lock(hashtext('push_key'))");

  private static final Sql FIND = Sql.of("select public_key, private_sealed from push_key");

  private static final Sql REPLACE =
      Sql.of(
          """
          insert into push_key (public_key, private_sealed) values (#{public_key}, #{private_sealed})
          on conflict (one) do update
          set public_key = excluded.public_key, private_sealed = excluded.private_sealed, created_at = clock_timestamp()
          """);

  record Stored(Buffer publicKey, Buffer privateSealed) {}

  /** Lets one node at a time decide whether a key is needed. */
  Future<Void> lock(SqlConnection tx) {
    return LOCK.run(tx).mapEmpty();
  }

  Future<Optional<Stored>> find(SqlConnection tx) {
    return FIND.run(tx)
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new Stored(row.getBuffer("public_key"), row.getBuffer("private_sealed"))));
  }

  Future<Void> replace(SqlConnection tx, Stored key) {
    return REPLACE
        .run(tx, "public_key", key.publicKey(), "private_sealed", key.privateSealed())
        .mapEmpty();
  }
}
