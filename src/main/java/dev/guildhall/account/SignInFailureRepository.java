package dev.guildhall.account;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Collection;

/** SQL of failed sign-ins. */
final class SignInFailureRepository {

  /** After this time without a failure the count starts again. */
  private static final String FORGOTTEN = "interval '1 hour'";

  // Rows are taken one by one in the caller's order, which is the same for all, so that two
  // sign-ins never wait for each other.
  private static final Sql CHARGE =
      Sql.of(
          """
          insert into sign_in_failure (subject, failures, last_at)
          values (#{subject}, 1, clock_timestamp())
          on conflict (subject) do update
          set failures = case when sign_in_failure.last_at < clock_timestamp() - %s then 1
                              else sign_in_failure.failures + 1 end,
              last_at = clock_timestamp()
          where sign_in_failure.failures < #{free}
             or sign_in_failure.last_at
                <= clock_timestamp() - least(#{max_ms}, 1000 * 2 ^ least(sign_in_failure.failures - #{free}, 20))
                                       * interval '1 millisecond'
          """
              .formatted(FORGOTTEN));

  private static final Sql WAIT =
      Sql.of(
          """
          select greatest(1, extract(epoch from last_at
                   + least(#{max_ms}, 1000 * 2 ^ least(failures - #{free}, 20)) * interval '1 millisecond'
                   - clock_timestamp()) * 1000)::bigint as wait_ms
          from sign_in_failure where subject = #{subject}
          """);

  private static final Sql FORGIVE =
      Sql.of("delete from sign_in_failure where subject = any (#{subjects})");

  private static final Sql TAKE_BACK =
      Sql.of(
          """
          update sign_in_failure set failures = greatest(failures - 1, 0) where subject = #{subject}
          """);

  private static final Sql DELETE_OLD =
      Sql.of("delete from sign_in_failure where last_at < clock_timestamp() - interval '1 day'");

  /**
   * Counts one failure ahead of the attempt; false, and nothing counted, while the subject has to
   * wait.
   */
  Future<Boolean> charge(SqlConnection tx, Buffer subject, int free, Duration longest) {
    return CHARGE
        .run(tx, "subject", subject, "free", free, "max_ms", (double) longest.toMillis())
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Duration> wait(SqlClient client, Buffer subject, int free, Duration longest) {
    return WAIT.run(client, "subject", subject, "free", free, "max_ms", (double) longest.toMillis())
        .map(
            rows ->
                Rows.first(rows, row -> Duration.ofMillis(row.getLong("wait_ms")))
                    .orElse(Duration.ofSeconds(1)));
  }

  Future<Void> forgive(SqlClient client, Collection<Buffer> subjects) {
    return FORGIVE.run(client, "subjects", subjects).mapEmpty();
  }

  /** Undoes one charge. */
  Future<Void> takeBack(SqlClient client, Buffer subject) {
    return TAKE_BACK.run(client, "subject", subject).mapEmpty();
  }

  Future<Integer> deleteOld(SqlClient client) {
    return DELETE_OLD.run(client).map(rows -> rows.rowCount());
  }
}
