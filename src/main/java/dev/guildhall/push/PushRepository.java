package dev.guildhall.push;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of what is to be sent. */
final class PushRepository {

  // What waits under the topic already is added to, and goes when it would have gone.
  private static final Sql ADD =
      Sql.of(
          """
          insert into push as p (id, session_id, kind, topic, events, micros, currency, facts, run_after, expires_at)
          values (#{id}, #{session}, #{kind}, #{topic}, 1, #{micros}, #{currency}, #{facts},
                  #{run_after}, #{run_after}::timestamptz + #{life_ms} * interval '1 millisecond')
          on conflict (session_id, topic) where state = 'waiting' do update
          set events = p.events + 1, micros = p.micros + excluded.micros, facts = excluded.facts,
              expires_at = excluded.expires_at
          """);

  // A message whose lease has ended belongs to a node that died.
  private static final Sql TAKE_DUE =
      Sql.of(
          """
          update push p
          set state = 'sending', attempts = p.attempts + 1,
              lease_until = clock_timestamp() + #{lease_ms} * interval '1 millisecond'
          from push_subscription s
          join session x on x.id = s.session_id
          join account a on a.id = x.account_id
          where s.session_id = p.session_id and p.id in (
            select id from push
            where state = 'waiting' and run_after <= clock_timestamp()
              or state = 'sending' and lease_until < clock_timestamp()
            order by run_after
            limit #{limit}
            for no key update skip locked)
          returning p.id, p.kind, p.topic, p.events, p.micros, p.currency, p.facts, p.attempts, p.expires_at,
                    p.expires_at > clock_timestamp() and x.ended_at is null as is_wanted,
                    s.session_id, s.endpoint, s.p256dh, s.auth, a.locale, a.time_zone, clock_timestamp() as now
          """);

  // The number of the attempt is its fence: whoever was given up on changes nothing any more.
  private static final Sql DONE =
      Sql.of("delete from push where id = #{id} and state = 'sending' and attempts = #{attempt}");

  // Another message of the topic may wait by now: then this one is old.
  private static final Sql POSTPONE =
      Sql.of(
          """
          update push p
          set state = 'waiting', lease_until = null, run_after = clock_timestamp() + #{pause_ms} * interval '1 millisecond'
          where id = #{id} and state = 'sending' and attempts = #{attempt}
            and not exists (
              select 1 from push o where o.session_id = p.session_id and o.topic = p.topic and o.state = 'waiting')
          returning id
          """);

  private static final Sql PROGRESS =
      Sql.of(
          "select coalesce(position, '') as position from push_progress for no key update skip locked");

  private static final Sql ADVANCE = Sql.of("update push_progress set position = #{position}");

  /**
   * A message that is being sent.
   *
   * @param events how many things it tells of
   * @param money that they come to; null: it is not about money
   * @param isWanted false when it is too late, or nobody is signed in at the device any more
   */
  record Due(
      UUID id,
      PushKind kind,
      String topic,
      int events,
      @Nullable Money money,
      JsonObject facts,
      int attempt,
      boolean isWanted,
      Duration life,
      Subscription to,
      Locale locale,
      String zone) {}

  Future<Void> add(SqlConnection tx, UUID id, UUID session, Notice notice, Instant due) {
    var money = notice.money();
    return ADD.run(
            tx,
            "id",
            id,
            "session",
            session,
            "kind",
            notice.kind(),
            "topic",
            notice.topic(),
            "micros",
            money == null ? 0L : money.micros(),
            "currency",
            money == null ? null : money.currency(),
            "facts",
            facts(notice),
            "run_after",
            due,
            "life_ms",
            notice.kind().life().toMillis())
        .mapEmpty();
  }

  private static JsonObject facts(Notice notice) {
    var facts = new JsonObject().put("path", notice.path());
    if (notice.title() != null) {
      facts.put("title", notice.title());
    }
    return notice.until() == null ? facts : facts.put("until", notice.until());
  }

  /** Takes messages that are due, and begins an attempt at each. */
  Future<List<Due>> takeDue(SqlClient client, Duration lease, int limit) {
    return TAKE_DUE
        .run(client, "lease_ms", lease.toMillis(), "limit", limit)
        .map(rows -> Rows.list(rows, PushRepository::due));
  }

  Future<Void> done(SqlClient client, Due push) {
    return DONE.run(client, "id", push.id(), "attempt", push.attempt()).mapEmpty();
  }

  /** False when it is not worth it any more. */
  Future<Boolean> postpone(SqlClient client, Due push, Duration pause) {
    return POSTPONE
        .run(client, "id", push.id(), "attempt", push.attempt(), "pause_ms", pause.toMillis())
        .map(rows -> rows.size() == 1);
  }

  /** How far the log was read; an empty text before the first look, no row while another looks. */
  Future<List<String>> progress(SqlConnection tx) {
    return PROGRESS.run(tx).map(rows -> Rows.list(rows, row -> row.getString("position")));
  }

  Future<Void> advance(SqlConnection tx, String position) {
    return ADVANCE.run(tx, "position", position).mapEmpty();
  }

  private static Due due(Row row) {
    String currency = row.getString("currency");
    return new Due(
        row.getUUID("id"),
        Sql.constant(PushKind.class, row.getString("kind")),
        row.getString("topic"),
        row.getInteger("events"),
        currency == null ? null : new Money(row.getLong("micros"), currency),
        row.getJsonObject("facts"),
        row.getInteger("attempts"),
        row.getBoolean("is_wanted"),
        Duration.between(Rows.instant(row, "now"), Rows.instant(row, "expires_at")),
        new Subscription(
            row.getUUID("session_id"),
            row.getString("endpoint"),
            row.getBuffer("p256dh"),
            row.getBuffer("auth")),
        Locale.forLanguageTag(row.getString("locale")),
        row.getString("time_zone"));
  }
}
