package dev.guildhall.push;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of where people are reached, and what they want to hear of. */
final class SubscriptionRepository {

  // An address belongs to one device: whoever is signed in there now has it.
  private static final Sql TAKE_OVER =
      Sql.of(
          "delete from push_subscription where endpoint = #{endpoint} and session_id <> #{session}");

  private static final Sql SUBSCRIBE =
      Sql.of(
          """
          insert into push_subscription (session_id, worker_id, endpoint, p256dh, auth)
          values (#{session}, #{worker}, #{endpoint}, #{p_dh}, #{auth})
          on conflict (session_id) do update
          set endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth
          """);

  private static final Sql UNSUBSCRIBE =
      Sql.of("delete from push_subscription where session_id = #{session}");

  private static final Sql GONE =
      Sql.of(
          "delete from push_subscription where session_id = #{session} and endpoint = #{endpoint}");

  private static final Sql IS_SUBSCRIBED =
      Sql.of("select 1 from push_subscription where session_id = #{session}");

  private static final Sql OF_ENDED =
      Sql.of(
          """
          delete from push_subscription s using session x
          where x.id = s.session_id and (x.ended_at is not null or x.expires_at < clock_timestamp())
          """);

  private static final Sql SETTINGS =
      Sql.of(
          """
          select offers, leases, verdicts, money, quiet_from, quiet_to
          from push_setting where worker_id = #{worker}
          """);

  private static final Sql CHANGE_SETTINGS =
      Sql.of(
          """
          insert into push_setting (worker_id, offers, leases, verdicts, money, quiet_from, quiet_to)
          values (#{worker}, #{offers}, #{leases}, #{verdicts}, #{money}, #{quiet_from}, #{quiet_to})
          on conflict (worker_id) do update
          set offers = excluded.offers, leases = excluded.leases, verdicts = excluded.verdicts,
              money = excluded.money, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to
          """);

  private static final Sql LISTENERS =
      Sql.of(
          """
          select s.session_id, s.worker_id, a.time_zone,
                 t.offers, t.leases, t.verdicts, t.money, t.quiet_from, t.quiet_to
          from push_subscription s
          join session x on x.id = s.session_id and x.ended_at is null and x.expires_at > clock_timestamp()
          join account a on a.id = x.account_id
          left join push_setting t on t.worker_id = s.worker_id
          where s.worker_id = any (#{workers})
          """);

  // In an order that nobody can choose, another one for each project.
  private static final Sql TO_OFFER =
      Sql.of(
          """
          select distinct on (md5(s.worker_id::text || #{project}::uuid::text), s.worker_id) s.worker_id
          from push_subscription s
          left join push_setting t on t.worker_id = s.worker_id
          where coalesce(t.offers, true)
            and (s.offered_at is null or s.offered_at < clock_timestamp() - #{pause_ms} * interval '1 millisecond')
          order by md5(s.worker_id::text || #{project}::uuid::text), s.worker_id
          limit #{limit}
          """);

  private static final Sql OFFERED =
      Sql.of(
          "update push_subscription set offered_at = clock_timestamp() where worker_id = any (#{workers})");

  /** A device of somebody who is to be told something. */
  record Listener(UUID session, UUID worker, ZoneId zone, PushSettings settings) {}

  Future<Void> subscribe(SqlConnection tx, UUID worker, Subscription subscription) {
    return TAKE_OVER
        .run(tx, "endpoint", subscription.endpoint(), "session", subscription.session())
        .compose(
            _ ->
                SUBSCRIBE.run(
                    tx,
                    "session",
                    subscription.session(),
                    "worker",
                    worker,
                    "endpoint",
                    subscription.endpoint(),
                    "p_dh",
                    subscription.p256dh(),
                    "auth",
                    subscription.auth()))
        .mapEmpty();
  }

  Future<Void> unsubscribe(SqlClient client, UUID session) {
    return UNSUBSCRIBE.run(client, "session", session).mapEmpty();
  }

  /** The device said that nobody listens at that address; another one since is left alone. */
  Future<Void> gone(SqlClient client, Subscription subscription) {
    return GONE.run(client, "session", subscription.session(), "endpoint", subscription.endpoint())
        .mapEmpty();
  }

  Future<Boolean> isSubscribed(SqlClient client, UUID session) {
    return IS_SUBSCRIBED.run(client, "session", session).map(rows -> rows.size() > 0);
  }

  /** Forgets the devices whose sessions have ended; how many. */
  Future<Integer> forgetEnded(SqlClient client) {
    return OF_ENDED.run(client).map(rows -> rows.rowCount());
  }

  Future<PushSettings> settings(SqlClient client, UUID worker) {
    return SETTINGS
        .run(client, "worker", worker)
        .map(rows -> Rows.first(rows, SubscriptionRepository::settings).orElse(PushSettings.ALL));
  }

  Future<Void> change(SqlClient client, UUID worker, PushSettings settings) {
    return CHANGE_SETTINGS
        .run(
            client,
            "worker",
            worker,
            "offers",
            settings.offers(),
            "leases",
            settings.leases(),
            "verdicts",
            settings.verdicts(),
            "money",
            settings.money(),
            "quiet_from",
            settings.quietFrom(),
            "quiet_to",
            settings.quietTo())
        .mapEmpty();
  }

  /** The devices on which these workers listen. */
  Future<List<Listener>> listeners(SqlClient client, Collection<UUID> workers) {
    return LISTENERS
        .run(client, "workers", workers.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, SubscriptionRepository::listener));
  }

  /** Workers who want to hear of offers, and have heard of none for {@code pause}. */
  Future<List<UUID>> toOffer(SqlClient client, UUID project, Duration pause, int limit) {
    return TO_OFFER
        .run(client, "project", project, "pause_ms", pause.toMillis(), "limit", limit)
        .map(rows -> Rows.list(rows, row -> row.getUUID("worker_id")));
  }

  Future<Void> offered(SqlClient client, Collection<UUID> workers) {
    return OFFERED.run(client, "workers", workers.toArray(UUID[]::new)).mapEmpty();
  }

  private static Listener listener(Row row) {
    return new Listener(
        row.getUUID("session_id"),
        row.getUUID("worker_id"),
        zone(row.getString("time_zone")),
        row.getBoolean("offers") == null ? PushSettings.ALL : settings(row));
  }

  private static PushSettings settings(Row row) {
    return new PushSettings(
        row.getBoolean("offers"),
        row.getBoolean("leases"),
        row.getBoolean("verdicts"),
        row.getBoolean("money"),
        hour(row, "quiet_from"),
        hour(row, "quiet_to"));
  }

  private static @Nullable Integer hour(Row row, String column) {
    return Optional.ofNullable(row.getShort(column)).map(Short::intValue).orElse(null);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
