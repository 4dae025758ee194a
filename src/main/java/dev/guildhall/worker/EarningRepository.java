package dev.guildhall.worker;

import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of earnings. Every write serves a whole batch. */
final class EarningRepository {

  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
  private static final UUID LAST_ID = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

  private static final Sql INSERT =
      Sql.of(
          """
          insert into earning (
            id, cause_id, project_id, organisation_id, worker_id, amount_micros, currency, basis, state, hold_reason, hold_until)
          select distinct on (cause_id) id, cause_id, project_id, organisation_id, worker_id, amount, currency, #{basis}, #{state},
                 case when #{state} = 'held' then 'holding_time' end,
                 case when #{state} = 'held' then clock_timestamp() + #{days} * interval '1 day' end
          from unnest(
            #{ids}::uuid[], #{causes}::uuid[], #{projects}::uuid[], #{organisations}::uuid[], #{workers}::uuid[],
            #{amounts}::bigint[], #{currencies}::text[])
            as e (id, cause_id, project_id, organisation_id, worker_id, amount, currency)
          on conflict (cause_id) do update
            set amount_micros = excluded.amount_micros, basis = excluded.basis, state = excluded.state,
                hold_reason = excluded.hold_reason, hold_until = excluded.hold_until,
                round = earning.round + 1, earned_at = clock_timestamp(), moved_at = clock_timestamp()
            where earning.state = 'void'
          returning id, cause_id, project_id, organisation_id, worker_id, amount_micros, currency, round
          """);

  private static final Sql HOLD =
      Sql.of(
          """
          update earning
          set state = 'held', hold_reason = 'holding_time',
              hold_until = clock_timestamp() + #{days} * interval '1 day', moved_at = clock_timestamp()
          where cause_id = any (#{causes}) and state = any (#{from})
          returning id, cause_id, project_id, organisation_id, worker_id, amount_micros, currency, round
          """);

  private static final Sql VOID =
      Sql.of(
          """
          update earning set state = 'void', moved_at = clock_timestamp()
          where cause_id = any (#{causes}) and state = 'pending'
          returning id, cause_id, project_id, organisation_id, worker_id, amount_micros, currency, round
          """);

  private static final Sql RELEASE =
      Sql.of(
          """
          update earning
          set state = 'payable', hold_reason = null, hold_until = null, moved_at = clock_timestamp()
          where id in (
            select id from earning
            where state = 'held' and hold_until < clock_timestamp()
            order by hold_until
            limit #{limit}
            for no key update skip locked)
          returning id, cause_id, project_id, organisation_id, worker_id, amount_micros, currency, round
          """);

  private static final String LISTED =
      """
      select e.id, e.cause_id, e.project_id, q.id as qualification_id, coalesce(p.name, q.name) as title,
             e.amount_micros, e.currency, e.basis, e.state, e.hold_reason, e.hold_until, e.earned_at
      from earning e
      left join project p on p.id = e.project_id
      left join attempt t on t.id = e.cause_id and e.basis = 'test'
      left join grading g on g.id = e.cause_id and e.basis = 'grading'
      left join qualification q on q.id = coalesce(t.qualification_id, g.qualification_id)
      where e.worker_id = #{worker} and e.state = any (#{states})
      """;

  private static final Sql PAGE =
      Sql.of(
          LISTED
              + """
              and (e.earned_at, e.id) < (#{before_at}, #{before_id}::uuid)
              order by e.earned_at desc, e.id desc
              limit #{limit}
              """);

  private static final Sql NEXT_RELEASE =
      Sql.of(
          """
          select currency, min(hold_until) as next from earning
          where worker_id = #{worker} and state = 'held'
          group by currency
          """);

  /** An earning that moved. */
  record Moved(UUID id, UUID cause, Earnings.Payer payer, UUID worker, Money amount, int round) {}

  /**
   * An earning as it is listed.
   *
   * @param cause the assignment, attempt or grading, by the basis
   * @param project of work; null for tests and gradings, which have a qualification
   * @param title the name of the project or the qualification
   */
  record Listed(
      UUID id,
      UUID cause,
      @Nullable UUID project,
      @Nullable UUID qualification,
      String title,
      Money amount,
      EarningBasis basis,
      EarningState state,
      @Nullable String holdReason,
      @Nullable Instant holdUntil,
      Instant earnedAt) {}

  /** When the next hold of a currency ends. */
  record NextRelease(String currency, Instant at) {}

  /**
   * Those that are new, or begin anew after they had ended.
   *
   * @param state pending, or held for {@code days}
   */
  Future<List<Moved>> insert(
      SqlConnection tx,
      List<UUID> ids,
      List<Earnings.Expected> expected,
      EarningState state,
      EarningBasis basis,
      int days) {
    return INSERT
        .run(
            tx,
            "state",
            state,
            "basis",
            basis,
            "days",
            days,
            "ids",
            ids.toArray(UUID[]::new),
            "causes",
            expected.stream().map(Earnings.Expected::causeId).toArray(UUID[]::new),
            "projects",
            expected.stream().map(e -> e.payer().project()).toArray(UUID[]::new),
            "organisations",
            expected.stream().map(e -> e.payer().organisation()).toArray(UUID[]::new),
            "workers",
            expected.stream().map(e -> e.worker().value()).toArray(UUID[]::new),
            "amounts",
            expected.stream().map(e -> e.amount().micros()).toArray(Long[]::new),
            "currencies",
            expected.stream().map(e -> e.amount().currency()).toArray(String[]::new))
        .map(rows -> Rows.list(rows, EarningRepository::moved));
  }

  /** Those that stood in one of {@code from}; the others stay as they are. */
  Future<List<Moved>> hold(
      SqlConnection tx, Collection<UUID> causes, List<EarningState> from, int days) {
    return HOLD.run(tx, "causes", causes.toArray(UUID[]::new), "from", from, "days", days)
        .map(rows -> Rows.list(rows, EarningRepository::moved));
  }

  Future<List<Moved>> revoke(SqlConnection tx, Collection<UUID> causes) {
    return VOID.run(tx, "causes", causes.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, EarningRepository::moved));
  }

  Future<List<Moved>> release(SqlConnection tx, int limit) {
    return RELEASE.run(tx, "limit", limit).map(rows -> Rows.list(rows, EarningRepository::moved));
  }

  Future<List<Listed>> page(
      SqlClient client,
      WorkerId worker,
      List<EarningState> states,
      @Nullable Instant beforeAt,
      @Nullable UUID beforeId,
      int limit) {
    return PAGE.run(
            client,
            "worker",
            worker,
            "states",
            states,
            "before_at",
            beforeAt == null ? END_OF_TIME : beforeAt,
            "before_id",
            beforeId == null ? LAST_ID : beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, EarningRepository::listed));
  }

  Future<List<NextRelease>> nextReleases(SqlClient client, WorkerId worker) {
    return NEXT_RELEASE
        .run(client, "worker", worker)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row -> new NextRelease(row.getString("currency"), Rows.instant(row, "next"))));
  }

  private static Moved moved(Row row) {
    return new Moved(
        row.getUUID("id"),
        row.getUUID("cause_id"),
        payer(row),
        row.getUUID("worker_id"),
        new Money(row.getLong("amount_micros"), row.getString("currency")),
        row.getInteger("round"));
  }

  private static Earnings.Payer payer(Row row) {
    var project = row.getUUID("project_id");
    return project == null
        ? new Earnings.Payer.OfTests(row.getUUID("organisation_id"))
        : new Earnings.Payer.OfWork(project);
  }

  private static Listed listed(Row row) {
    return new Listed(
        row.getUUID("id"),
        row.getUUID("cause_id"),
        row.getUUID("project_id"),
        row.getUUID("qualification_id"),
        row.getString("title"),
        new Money(row.getLong("amount_micros"), row.getString("currency")),
        Sql.constant(EarningBasis.class, row.getString("basis")),
        Sql.constant(EarningState.class, row.getString("state")),
        row.getString("hold_reason"),
        Rows.nullableInstant(row, "hold_until"),
        Rows.instant(row, "earned_at"));
  }
}
