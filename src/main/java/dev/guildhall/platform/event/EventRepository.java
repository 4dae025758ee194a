package dev.guildhall.platform.event;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** SQL of the event log, its outbox and its chain. */
final class EventRepository {

  private static final Sql INSERT =
      Sql.of(
          """
          insert into event (type, subject_id, actor_id, payload)
          select type, subject_id, actor_id, payload::jsonb
          from unnest(#{types}::text[], #{subjects}::uuid[], #{actors}::uuid[], #{payloads}::text[])
            with ordinality as e (type, subject_id, actor_id, payload, n)
          order by n
          returning id
          """);

  private static final Sql ENQUEUE =
      Sql.of(
          """
          insert into outbox (event_id, handler)
          select event_id, handler from unnest(#{events}::bigint[], #{handlers}::text[]) as o (event_id, handler)
          """);

  private static final Sql TAKE_DUE =
      Sql.of(
          """
          select o.handler, o.attempts, e.id, e.xid::text, e.type, e.subject_id, e.actor_id, e.payload, e.at
          from outbox o join event e on e.id = o.event_id
          where o.run_after <= clock_timestamp()
          order by o.run_after, o.event_id
          limit #{limit}
          for no key update of o skip locked
          """);

  private static final Sql DELIVERED =
      Sql.of("delete from outbox where event_id = #{event} and handler = #{handler}");

  private static final Sql POSTPONE =
      Sql.of(
          """
          update outbox
          set attempts = attempts + 1, error = #{error},
              run_after = clock_timestamp() + #{pause_ms} * interval '1 millisecond'
          where event_id = #{event} and handler = #{handler}
          """);

  private static final Sql POSITION = Sql.of("select pg_current_snapshot()::text as position");

  // The statement reads under one snapshot, the one it returns. What a former one did not see is
  // what was written by transactions that it knew as running or did not know yet.
  private static final Sql SINCE =
      Sql.of(
          """
          select pg_current_snapshot()::text as position, e.*
          from (select 1) as always
          left join lateral (
            select id, xid::text, type, subject_id, actor_id, payload, at
            from (
              select * from event where xid >= pg_snapshot_xmax(#{seen}::text::pg_snapshot)
              union all
              select * from event
              where xid = any (array(select pg_snapshot_xip(#{seen}::text::pg_snapshot)))) as news
            where type = any (#{types})
            order by news.xid, id
            limit #{limit}) as e on true
          """);

  private static final Sql LOCK_CHAIN =
      Sql.of("select pg_try_advisory_xact_lock(hashtext('event_block')) as locked");

  private static final Sql HEAD =
      Sql.of(
          """
          select number, first_xid::text, first_id, last_xid::text, last_id, events, hash
          from event_block order by number desc limit 1
          """);

  // "order by xid" would sort by the text that is returned, where 1000 comes before 999.
  // Events of transactions that may still be running lie beyond the horizon and wait for the next
  // block.
  private static final Sql UNSEALED =
      Sql.of(
          """
          select xid::text, id, type, subject_id, actor_id, payload::text, at
          from event
          where (xid, id) > (#{xid}::text::xid8, #{id})
            and xid < pg_snapshot_xmin(pg_current_snapshot())
          order by event.xid, event.id
          limit #{limit}
          """);

  private static final Sql SEAL =
      Sql.of(
          """
          insert into event_block (number, first_xid, first_id, last_xid, last_id, events, hash)
          values (#{number}, #{first_xid}::text::xid8, #{first_id}, #{last_xid}::text::xid8, #{last_id}, #{events}, #{hash})
          """);

  private static final Sql BLOCK =
      Sql.of(
          """
          select number, first_xid::text, first_id, last_xid::text, last_id, events, hash
          from event_block where number = #{number}
          """);

  private static final Sql OF_BLOCK =
      Sql.of(
          """
          select xid::text, id, type, subject_id, actor_id, payload::text, at
          from event
          where (xid, id) > (#{after_xid}::text::xid8, #{after_id})
            and (xid, id) <= (#{last_xid}::text::xid8, #{last_id})
          order by event.xid, event.id
          """);

  Future<List<Long>> insert(SqlConnection tx, List<Event> events) {
    return INSERT
        .run(
            tx,
            "types",
            events.stream().map(Event::type).toArray(String[]::new),
            "subjects",
            events.stream().map(Event::subject).toArray(java.util.UUID[]::new),
            "actors",
            events.stream().map(Event::actor).toArray(java.util.UUID[]::new),
            "payloads",
            events.stream().map(e -> e.payload().encode()).toArray(String[]::new))
        .map(rows -> Rows.list(rows, row -> row.getLong("id")));
  }

  Future<Void> enqueue(SqlConnection tx, List<OutboxEntry> due) {
    if (due.isEmpty()) {
      return Future.succeededFuture();
    }
    return ENQUEUE
        .run(
            tx,
            "events",
            due.stream().map(OutboxEntry::eventId).toArray(Long[]::new),
            "handlers",
            due.stream().map(OutboxEntry::handler).toArray(String[]::new))
        .mapEmpty();
  }

  Future<List<DueDelivery>> takeDue(SqlConnection tx, int limit) {
    return TAKE_DUE
        .run(tx, "limit", limit)
        .map(rows -> Rows.list(rows, EventRepository::dueDelivery));
  }

  Future<Void> delivered(SqlConnection tx, DueDelivery due) {
    return DELIVERED.run(tx, "event", due.event().id(), "handler", due.handler()).mapEmpty();
  }

  Future<Void> postpone(SqlConnection tx, DueDelivery due, Duration pause, String error) {
    return POSTPONE
        .run(
            tx,
            "event",
            due.event().id(),
            "handler",
            due.handler(),
            "pause_ms",
            pause.toMillis(),
            "error",
            error)
        .mapEmpty();
  }

  /** Where the log stands. */
  Future<EventPosition> position(SqlClient client) {
    return POSITION.run(client).map(rows -> Rows.one(rows, EventRepository::position));
  }

  /** Events of these types that a reader at {@code seen} has not seen, by transaction. */
  Future<News> since(SqlClient client, EventPosition seen, Collection<String> types, int limit) {
    return SINCE
        .run(client, "seen", seen.toString(), "types", types.toArray(String[]::new), "limit", limit)
        .map(
            rows -> {
              var events = new ArrayList<RecordedEvent>();
              for (Row row : rows) {
                if (row.getLong("id") != null) {
                  events.add(recordedEvent(row));
                }
              }
              return new News(position(rows.iterator().next()), events);
            });
  }

  Future<Boolean> lockChain(SqlConnection tx) {
    return LOCK_CHAIN.run(tx).map(rows -> Rows.one(rows, row -> row.getBoolean("locked")));
  }

  Future<Optional<EventBlock>> head(SqlClient client) {
    return HEAD.run(client).map(rows -> Rows.first(rows, EventRepository::block));
  }

  Future<Optional<EventBlock>> block(SqlClient client, long number) {
    return BLOCK
        .run(client, "number", number)
        .map(rows -> Rows.first(rows, EventRepository::block));
  }

  Future<List<SealedEvent>> unsealed(SqlClient client, String xid, long id, int limit) {
    return UNSEALED
        .run(client, "xid", xid, "id", id, "limit", limit)
        .map(rows -> Rows.list(rows, EventRepository::sealedEvent));
  }

  Future<List<SealedEvent>> of(SqlClient client, EventBlock block, String afterXid, long afterId) {
    return OF_BLOCK
        .run(
            client,
            "after_xid",
            afterXid,
            "after_id",
            afterId,
            "last_xid",
            block.lastXid(),
            "last_id",
            block.lastId())
        .map(rows -> Rows.list(rows, EventRepository::sealedEvent));
  }

  Future<Void> seal(SqlConnection tx, EventBlock block) {
    return SEAL.run(
            tx,
            "number",
            block.number(),
            "first_xid",
            block.firstXid(),
            "first_id",
            block.firstId(),
            "last_xid",
            block.lastXid(),
            "last_id",
            block.lastId(),
            "events",
            block.events(),
            "hash",
            Buffer.buffer(block.hash()))
        .mapEmpty();
  }

  private static DueDelivery dueDelivery(Row row) {
    return new DueDelivery(
        row.getString("handler"), row.getInteger("attempts"), recordedEvent(row));
  }

  private static EventPosition position(Row row) {
    return EventPosition.parse(row.getString("position")).orElseThrow();
  }

  private static RecordedEvent recordedEvent(Row row) {
    return new RecordedEvent(
        row.getLong("id"),
        Long.parseLong(row.getString("xid")),
        row.getString("type"),
        row.getUUID("subject_id"),
        row.getUUID("actor_id"),
        row.getJsonObject("payload"),
        Rows.instant(row, "at"));
  }

  private static EventBlock block(Row row) {
    return new EventBlock(
        row.getLong("number"),
        row.getString("first_xid"),
        row.getLong("first_id"),
        row.getString("last_xid"),
        row.getLong("last_id"),
        row.getInteger("events"),
        row.getBuffer("hash").getBytes());
  }

  private static SealedEvent sealedEvent(Row row) {
    return new SealedEvent(
        row.getString("xid"),
        row.getLong("id"),
        row.getString("type"),
        row.getUUID("subject_id"),
        row.getUUID("actor_id"),
        row.getString("payload"),
        Rows.instant(row, "at"));
  }
}
