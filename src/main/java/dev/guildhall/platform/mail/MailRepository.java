package dev.guildhall.platform.mail;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the mail queue. */
final class MailRepository {

  private static final Sql INSERT =
      Sql.of(
          """
          insert into mail (id, recipient, subject, body)
          values (#{id}, #{recipient}, #{subject}, #{body})
          """);

  // A message whose lease has ended belongs to a node that died.
  private static final Sql TAKE_DUE =
      Sql.of(
          """
          update mail
          set state = 'sending', attempts = attempts + 1,
              lease_until = clock_timestamp() + #{lease_ms} * interval '1 millisecond'
          where id = (
            select id from mail
            where state = 'waiting' and run_after <= clock_timestamp()
              or state = 'sending' and lease_until < clock_timestamp()
            order by run_after
            limit 1
            for no key update skip locked)
          returning id, recipient, subject, body, attempts
          """);

  // The number of the attempt is its fence: whoever was given up on changes nothing any more.
  private static final Sql SENT =
      Sql.of(
          """
          update mail set state = 'sent', sent_at = clock_timestamp(), lease_until = null
          where id = #{id} and state = 'sending' and attempts = #{attempt}
          """);

  private static final Sql POSTPONE =
      Sql.of(
          """
          update mail
          set state = case when #{last} then 'failed' else 'waiting' end,
              run_after = clock_timestamp() + #{pause_ms} * interval '1 millisecond',
              lease_until = null
          where id = #{id} and state = 'sending' and attempts = #{attempt}
          """);

  private static final Sql LATEST =
      Sql.of(
          """
          select recipient, subject, body, created_at from mail
          where #{recipient}::text is null or recipient = #{recipient}
          order by created_at desc
          limit #{limit}
          """);

  Future<Void> insert(SqlConnection tx, UUID id, Mail mail) {
    return INSERT
        .run(
            tx,
            "id",
            id,
            "recipient",
            mail.recipient(),
            "subject",
            mail.subject(),
            "body",
            mail.body())
        .mapEmpty();
  }

  /** Takes a message that is due, and begins an attempt at it. */
  Future<Optional<QueuedMail>> takeDue(SqlClient client, Duration lease) {
    return TAKE_DUE
        .run(client, "lease_ms", lease.toMillis())
        .map(
            rows ->
                Rows.first(
                    rows,
                    row ->
                        new QueuedMail(row.getUUID("id"), mail(row), row.getInteger("attempts"))));
  }

  Future<Void> sent(SqlClient client, QueuedMail mail) {
    return SENT.run(client, "id", mail.id(), "attempt", mail.attempts()).mapEmpty();
  }

  Future<Void> postpone(SqlClient client, QueuedMail mail, boolean last, Duration pause) {
    return POSTPONE
        .run(
            client,
            "id",
            mail.id(),
            "attempt",
            mail.attempts(),
            "last",
            last,
            "pause_ms",
            pause.toMillis())
        .mapEmpty();
  }

  /** The newest first; a recipient of null is anybody. */
  Future<List<StoredMail>> latest(SqlClient client, @Nullable String recipient, int limit) {
    return LATEST
        .run(client, "recipient", recipient, "limit", limit)
        .map(
            rows ->
                Rows.list(rows, row -> new StoredMail(mail(row), Rows.instant(row, "created_at"))));
  }

  private static Mail mail(Row row) {
    return new Mail(row.getString("recipient"), row.getString("subject"), row.getString("body"));
  }
}
