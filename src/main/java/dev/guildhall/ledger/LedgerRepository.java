package dev.guildhall.ledger;

import dev.guildhall.platform.id.DerivedIds;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of accounts and transfers. */
final class LedgerRepository {

  private static final UUID LAST_ID = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

  // Those that exist are left out: "on conflict" would wait for whoever is changing one.
  private static final Sql OPEN =
      Sql.of(
          """
          insert into ledger_account (id, kind, owner_id, currency)
          select id, kind, owner_id, currency
          from unnest(#{ids}::uuid[], #{kinds}::text[], #{owners}::uuid[], #{currencies}::text[])
            as a (id, kind, owner_id, currency)
          where not exists (select 1 from ledger_account l where l.id = a.id)
          order by id
          on conflict do nothing
          """);

  // All or none: to lock some, open the rest and lock these would be out of order.
  private static final Sql LOCK =
      Sql.of(
          """
          select id, currency, debits_posted, credits_posted, debits_pending, credits_pending
          from ledger_account
          where id = any(#{ids}::uuid[])
            and (select count(*) from ledger_account where id = any(#{ids}::uuid[])) = cardinality(#{ids}::uuid[])
          order by id
          for no key update
          """);

  // The accounts are locked already, so the order of the update does not matter.
  private static final Sql MOVE =
      Sql.of(
          """
          with moved as (
            insert into ledger_transfer (id, debit_account_id, credit_account_id, amount_micros, currency, code, phase, cause_id)
            select id, debit, credit, amount, currency, code, #{phase}, cause
            from unnest(#{ids}::uuid[], #{debits}::uuid[], #{credits}::uuid[], #{amounts}::bigint[],
                        #{currencies}::text[], #{codes}::text[], #{causes}::uuid[])
              as t (id, debit, credit, amount, currency, code, cause)
            order by id
            on conflict (id) do nothing
            returning debit_account_id, credit_account_id, amount_micros
          ), change as (
            select account, sum(debit)::bigint as debit, sum(credit)::bigint as credit
            from (
              select debit_account_id as account, amount_micros as debit, 0 as credit from moved
              union all
              select credit_account_id, 0, amount_micros from moved
            ) as side
            group by account
          ), changed as (
            update ledger_account a
            set debits_posted = a.debits_posted + case when #{phase} = 'posted' then c.debit else 0 end,
                credits_posted = a.credits_posted + case when #{phase} = 'posted' then c.credit else 0 end,
                debits_pending = a.debits_pending + case when #{phase} = 'pending' then c.debit else 0 end,
                credits_pending = a.credits_pending + case when #{phase} = 'pending' then c.credit else 0 end
            from change c where a.id = c.account
          )
          select count(*) as moved from moved
          """);

  private static final Sql DIFFERING =
      Sql.of(
          """
          select g.id
          from unnest(#{ids}::uuid[], #{debits}::uuid[], #{credits}::uuid[], #{amounts}::bigint[],
                      #{currencies}::text[], #{codes}::text[], #{causes}::uuid[])
            as g (id, debit, credit, amount, currency, code, cause)
          join ledger_transfer t on t.id = g.id
          where (t.debit_account_id, t.credit_account_id, t.amount_micros, t.currency, t.code, t.cause_id, t.phase)
            is distinct from (g.debit, g.credit, g.amount, g.currency, g.code, g.cause, #{phase})
          """);

  private static final Sql RESOLVE =
      Sql.of(
          """
          with resolved as (
            insert into ledger_transfer
              (id, debit_account_id, credit_account_id, amount_micros, currency, code, phase, pending_id, cause_id)
            select r.id, p.debit_account_id, p.credit_account_id, p.amount_micros, p.currency, p.code, r.phase, p.id, p.cause_id
            from unnest(#{ids}::uuid[], #{pending}::uuid[], #{debits}::uuid[], #{credits}::uuid[], #{phases}::text[])
              as r (id, pending_id, debit, credit, phase)
            join ledger_transfer p on p.id = r.pending_id and p.phase = 'pending'
              and p.debit_account_id = r.debit and p.credit_account_id = r.credit
            order by r.id
            on conflict do nothing
            returning debit_account_id, credit_account_id, amount_micros, phase
          ), change as (
            select account, sum(debit)::bigint as debit, sum(credit)::bigint as credit,
                   coalesce(sum(debit) filter (where phase = 'post'), 0)::bigint as debit_posted,
                   coalesce(sum(credit) filter (where phase = 'post'), 0)::bigint as credit_posted
            from (
              select debit_account_id as account, amount_micros as debit, 0 as credit, phase from resolved
              union all
              select credit_account_id, 0, amount_micros, phase from resolved
            ) as side
            group by account
          ), changed as (
            update ledger_account a
            set debits_pending = a.debits_pending - c.debit,
                credits_pending = a.credits_pending - c.credit,
                debits_posted = a.debits_posted + c.debit_posted,
                credits_posted = a.credits_posted + c.credit_posted
            from change c where a.id = c.account
          )
          select count(*) as resolved from resolved
          """);

  private static final Sql PHASES =
      Sql.of(
          """
          select pending_id, phase from ledger_transfer where pending_id = any(#{pending}::uuid[])
          """);

  private static final Sql BALANCES =
      Sql.of(
          """
          select id, currency, debits_posted, credits_posted, debits_pending, credits_pending
          from ledger_account where id = any(#{ids}::uuid[])
          """);

  private static final Sql BALANCES_OF =
      Sql.of(
          """
          select kind, owner_id, currency, debits_posted, credits_posted, debits_pending, credits_pending
          from ledger_account where owner_id = any(#{owners}::uuid[])
          """);

  // Each account reads at most a page of either index; the union is sorted and cut again.
  private static final Sql STATEMENT =
      Sql.of(
          """
          select l.id, l.at, l.amount_micros, l.currency, l.code, l.cause_id,
                 a.kind, a.owner_id, c.kind as counter_kind, c.owner_id as counter_owner_id
          from unnest(#{accounts}::uuid[]) as wanted (account_id)
          cross join lateral (
            (select id, at, -amount_micros as amount_micros, currency, code, cause_id,
                    debit_account_id as account_id, credit_account_id as counter_id
             from ledger_transfer
             where debit_account_id = wanted.account_id and phase in ('posted', 'post')
               and at <= #{at}
               and (at, id, debit_account_id) < (#{at}, #{id}::uuid, #{account}::uuid)
             order by at desc, id desc limit #{limit})
            union all
            (select id, at, amount_micros, currency, code, cause_id, credit_account_id, debit_account_id
             from ledger_transfer
             where credit_account_id = wanted.account_id and phase in ('posted', 'post')
               and at <= #{at}
               and (at, id, credit_account_id) < (#{at}, #{id}::uuid, #{account}::uuid)
             order by at desc, id desc limit #{limit})
          ) as l
          join ledger_account a on a.id = l.account_id
          join ledger_account c on c.id = l.counter_id
          order by l.at desc, l.id desc, l.account_id desc
          limit #{limit}
          """);

  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  Future<Void> open(SqlConnection tx, List<LedgerAccount> accounts) {
    return OPEN.run(
            tx,
            "ids",
            accounts.stream().map(LedgerAccount::id).toList(),
            "kinds",
            accounts.stream().map(LedgerAccount::kind).toList(),
            "owners",
            accounts.stream().map(LedgerAccount::owner).toList(),
            "currencies",
            accounts.stream().map(LedgerAccount::currency).toList())
        .mapEmpty();
  }

  /**
   * Locks the accounts in the order of their ids and returns what they hold; locks none and returns
   * nothing when one of them does not exist.
   */
  Future<Map<UUID, Balance>> lock(SqlConnection tx, List<UUID> ids) {
    return LOCK.run(tx, "ids", ids).map(LedgerRepository::balancesById);
  }

  /** Returns how many of the transfers are new. */
  Future<Long> move(SqlConnection tx, List<Transfer> transfers, TransferPhase phase) {
    return MOVE.run(tx, values(transfers, phase))
        .map(rows -> Rows.one(rows, row -> row.getLong("moved")));
  }

  /** Those whose id is stored with other values. */
  Future<List<UUID>> differing(SqlConnection tx, List<Transfer> transfers, TransferPhase phase) {
    return DIFFERING
        .run(tx, values(transfers, phase))
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  private static @Nullable Object[] values(List<Transfer> transfers, TransferPhase phase) {
    return new @Nullable Object[] {
      "phase", phase,
      "ids", transfers.stream().map(Transfer::id).toList(),
      "debits", transfers.stream().map(transfer -> transfer.debit().id()).toList(),
      "credits", transfers.stream().map(transfer -> transfer.credit().id()).toList(),
      "amounts", transfers.stream().map(transfer -> transfer.amount().micros()).toList(),
      "currencies", transfers.stream().map(transfer -> transfer.amount().currency()).toList(),
      "codes", transfers.stream().map(Transfer::code).toList(),
      "causes", transfers.stream().map(Transfer::cause).toList()
    };
  }

  /** Returns how many of the resolutions are new. */
  Future<Long> resolve(SqlConnection tx, List<Resolution> resolutions) {
    return RESOLVE
        .run(
            tx,
            "ids",
            resolutions.stream().map(one -> DerivedIds.of(one.pendingId(), "resolution")).toList(),
            "pending",
            resolutions.stream().map(Resolution::pendingId).toList(),
            "debits",
            resolutions.stream().map(one -> one.pending().debit().id()).toList(),
            "credits",
            resolutions.stream().map(one -> one.pending().credit().id()).toList(),
            "phases",
            resolutions.stream().map(Resolution::phase).toList())
        .map(rows -> Rows.one(rows, row -> row.getLong("resolved")));
  }

  /** How those of the pending transfers ended that have ended. */
  Future<Map<UUID, TransferPhase>> phases(SqlConnection tx, List<Resolution> resolutions) {
    return PHASES
        .run(tx, "pending", resolutions.stream().map(Resolution::pendingId).toList())
        .map(
            rows ->
                Rows.map(
                    rows,
                    row -> row.getUUID("pending_id"),
                    row -> Sql.constant(TransferPhase.class, row.getString("phase"))));
  }

  Future<Map<UUID, Balance>> balances(SqlClient client, Collection<UUID> ids) {
    return BALANCES.run(client, "ids", uuids(ids)).map(LedgerRepository::balancesById);
  }

  Future<Map<LedgerAccount, Balance>> balancesOf(SqlClient client, Collection<UUID> owners) {
    return BALANCES_OF
        .run(client, "owners", uuids(owners))
        .map(rows -> Rows.map(rows, row -> account(row, ""), LedgerRepository::balance));
  }

  Future<List<StatementLine>> statement(
      SqlClient client,
      Collection<UUID> accounts,
      int limit,
      Optional<StatementLine.Position> after) {
    return STATEMENT
        .run(
            client,
            "accounts",
            uuids(accounts),
            "at",
            after.map(StatementLine.Position::at).orElse(END_OF_TIME),
            "id",
            after.map(StatementLine.Position::transferId).orElse(LAST_ID),
            "account",
            after.map(StatementLine.Position::accountId).orElse(LAST_ID),
            "limit",
            limit)
        .map(rows -> Rows.list(rows, LedgerRepository::line));
  }

  /** An array that stays one of uuid when it is empty. */
  private static UUID[] uuids(Collection<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }

  private static Map<UUID, Balance> balancesById(RowSet<Row> rows) {
    return Rows.map(rows, row -> row.getUUID("id"), LedgerRepository::balance);
  }

  private static Balance balance(Row row) {
    return new Balance(
        row.getString("currency"),
        row.getLong("debits_posted"),
        row.getLong("credits_posted"),
        row.getLong("debits_pending"),
        row.getLong("credits_pending"));
  }

  private static LedgerAccount account(Row row, String side) {
    return new LedgerAccount(
        Sql.constant(LedgerAccountKind.class, row.getString(side + "kind")),
        row.getUUID(side + "owner_id"),
        row.getString("currency"));
  }

  private static StatementLine line(Row row) {
    return new StatementLine(
        row.getUUID("id"),
        Rows.instant(row, "at"),
        account(row, ""),
        account(row, "counter_"),
        new Money(row.getLong("amount_micros"), row.getString("currency")),
        Sql.constant(TransferCode.class, row.getString("code")),
        row.getUUID("cause_id"));
  }
}
