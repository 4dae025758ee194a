package dev.guildhall.platform.http;

import dev.guildhall.platform.http.Idempotency.GivenAnswer;
import dev.guildhall.platform.http.Idempotency.IdempotentCall;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;

/** SQL of the idempotency keys. */
final class IdempotencyRepository {

  // Thirty days, the longest that any operation promises; an expired key counts as never used.
  private static final Sql RESERVE =
      Sql.of(
          """
          insert into idempotency_key (principal, operation, key, request_hash, expires_at)
          values (#{principal}, #{operation}, #{key}, #{hash}, clock_timestamp() + interval '30 days')
          on conflict (principal, operation, key) do update
            set request_hash = excluded.request_hash, status = null, body = null, etag = null, headers = null,
                created_at = clock_timestamp(), expires_at = excluded.expires_at
            where idempotency_key.expires_at < clock_timestamp()
          """);

  private static final Sql FIND =
      Sql.of(
          """
          select request_hash, status, body, etag, headers from idempotency_key
          where principal = #{principal} and operation = #{operation} and key = #{key}
          """);

  private static final Sql KEEP =
      Sql.of(
          """
          update idempotency_key set status = #{status}, body = #{body}, etag = #{etag}, headers = #{headers}
          where principal = #{principal} and operation = #{operation} and key = #{key}
          """);

  private static final Sql FORGET =
      Sql.of(
          """
          delete from idempotency_key k
          using (select principal, operation, key from idempotency_key where expires_at < now() limit 1000) as old
          where k.principal = old.principal and k.operation = old.operation and k.key = old.key
            and k.expires_at < now()
          """);

  Future<Boolean> reserve(SqlConnection tx, IdempotentCall call) {
    return RESERVE
        .run(
            tx,
            "principal",
            call.principal(),
            "operation",
            call.operation(),
            "key",
            call.key(),
            "hash",
            Buffer.buffer(call.requestHash()))
        .map(rows -> rows.rowCount() == 1);
  }

  Future<GivenAnswer> find(SqlConnection tx, IdempotentCall call) {
    return FIND.run(
            tx, "principal", call.principal(), "operation", call.operation(), "key", call.key())
        .map(
            rows ->
                Rows.one(
                    rows,
                    row ->
                        new GivenAnswer(
                            row.getBuffer("request_hash").getBytes(),
                            row.getInteger("status"),
                            row.getBuffer("body"),
                            row.getString("etag"),
                            headers(row.getJsonObject("headers")))));
  }

  private static List<Map.Entry<String, String>> headers(JsonObject stored) {
    return stored.stream().map(one -> Map.entry(one.getKey(), (String) one.getValue())).toList();
  }

  Future<Void> keep(SqlConnection tx, IdempotentCall call, Response answer) {
    var headers = new JsonObject();
    answer.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    return KEEP.run(
            tx,
            "status",
            answer.status(),
            "body",
            answer.body(),
            "etag",
            answer.etag(),
            "headers",
            headers,
            "principal",
            call.principal(),
            "operation",
            call.operation(),
            "key",
            call.key())
        .mapEmpty();
  }

  /** Removes up to a thousand expired keys; returns how many. */
  Future<Integer> forget(SqlClient client) {
    return FORGET.run(client).map(rows -> rows.rowCount());
  }
}
