package dev.guildhall.ledger;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds everything up again and compares. Never repairs. Each statement reads one snapshot, so it
 * may run while money moves; it reads every transfer, so it takes its time on a large ledger.
 */
public final class LedgerCheck {

  private static final int FINDINGS_PER_RULE = 50;

  private static final Sql BALANCES =
      Sql.of(
          """
          with side as (
            select t.debit_account_id as account_id, t.id, t.phase, t.amount_micros as debit, 0 as credit
            from ledger_transfer t
            union all
            select t.credit_account_id, t.id, t.phase, 0, t.amount_micros from ledger_transfer t
          ), added as (
            select s.account_id,
                   coalesce(sum(debit) filter (where phase in ('posted', 'post')), 0) as debits_posted,
                   coalesce(sum(credit) filter (where phase in ('posted', 'post')), 0) as credits_posted,
                   coalesce(sum(debit) filter (where phase = 'pending' and r.id is null), 0) as debits_pending,
                   coalesce(sum(credit) filter (where phase = 'pending' and r.id is null), 0) as credits_pending
            from side s
            left join (select distinct pending_id as id from ledger_transfer where pending_id is not null) r on r.id = s.id
            group by s.account_id
          )
          select format('account %s (%s of %s, %s)', a.id, a.kind, a.owner_id, a.currency) as subject,
                 format('stored debits %s posted %s pending, credits %s posted %s pending',
                   a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending) as found,
                 format('debits %s posted %s pending, credits %s posted %s pending, as its transfers add up to',
                   coalesce(s.debits_posted, 0), coalesce(s.debits_pending, 0),
                   coalesce(s.credits_posted, 0), coalesce(s.credits_pending, 0)) as expected
          from ledger_account a left join added s on s.account_id = a.id
          where (a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending) is distinct from
            (coalesce(s.debits_posted, 0), coalesce(s.debits_pending, 0),
             coalesce(s.credits_posted, 0), coalesce(s.credits_pending, 0))
          order by a.id limit #{limit}
          """);

  private static final Sql ZERO_SUM =
      Sql.of(
          """
          select 'currency ' || currency as subject,
                 format('%s micros posted, %s micros pending',
                   sum(credits_posted - debits_posted), sum(credits_pending - debits_pending)) as found,
                 'all accounts add up to zero' as expected
          from ledger_account group by currency
          having sum(credits_posted - debits_posted) <> 0 or sum(credits_pending - debits_pending) <> 0
          order by currency limit #{limit}
          """);

  private static final Sql COVERED =
      Sql.of(
          """
          select format('account %s (%s of %s, %s)', id, kind, owner_id, currency) as subject,
                 credits_posted - debits_posted - debits_pending || ' micros' as found, 'not below zero' as expected
          from ledger_account
          where kind not in ('funding_source', 'bank', 'rounding')
            and credits_posted - debits_posted - debits_pending < 0
          order by id limit #{limit}
          """);

  private static final Sql CURRENCIES =
      Sql.of(
          """
          select 'transfer ' || t.id as subject, t.currency as found,
                 format('the currency of its accounts, %s and %s', d.currency, c.currency) as expected
          from ledger_transfer t
          join ledger_account d on d.id = t.debit_account_id
          join ledger_account c on c.id = t.credit_account_id
          where t.currency <> d.currency or t.currency <> c.currency
          order by t.id limit #{limit}
          """);

  private static final Sql RESOLUTIONS =
      Sql.of(
          """
          select 'transfer ' || r.id as subject, 'an end of ' || p.id as found,
                 'that one pending, with the same accounts and amount' as expected
          from ledger_transfer r join ledger_transfer p on p.id = r.pending_id
          where p.phase <> 'pending'
            or (r.debit_account_id, r.credit_account_id, r.amount_micros, r.currency, r.cause_id)
              is distinct from (p.debit_account_id, p.credit_account_id, p.amount_micros, p.currency, p.cause_id)
          order by r.id limit #{limit}
          """);

  private static final Sql RESOLVED_TWICE =
      Sql.of(
          """
          select 'transfer ' || pending_id as subject, count(*) || ' ends' as found, 'one' as expected
          from ledger_transfer where pending_id is not null
          group by pending_id having count(*) > 1
          order by pending_id limit #{limit}
          """);

  private static final List<Sql> RULES =
      List.of(BALANCES, ZERO_SUM, COVERED, CURRENCIES, RESOLUTIONS, RESOLVED_TWICE);

  /** One thing that is out of balance. */
  public record Imbalance(String subject, String found, String expected) {
    @Override
    public String toString() {
      return subject + ": found " + found + "; expected " + expected;
    }
  }

  /**
   * Everything that is out of balance, at most {@value #FINDINGS_PER_RULE} for each rule; empty
   * when all is well.
   */
  public Future<List<Imbalance>> imbalances(SqlClient client) {
    Future<List<Imbalance>> findings = Future.succeededFuture(new ArrayList<>());
    for (Sql rule : RULES) {
      findings = findings.compose(found -> applied(client, rule, found));
    }
    return findings.map(List::copyOf);
  }

  /** Like {@link #imbalances}, a sentence each. */
  public Future<List<String>> findings(SqlClient client) {
    return imbalances(client).map(found -> found.stream().map(Imbalance::toString).toList());
  }

  private static Future<List<Imbalance>> applied(
      SqlClient client, Sql rule, List<Imbalance> found) {
    return rule.run(client, "limit", FINDINGS_PER_RULE)
        .map(
            rows -> {
              found.addAll(Rows.list(rows, LedgerCheck::imbalance));
              return found;
            });
  }

  private static Imbalance imbalance(Row row) {
    return new Imbalance(
        row.getString("subject"), row.getString("found"), row.getString("expected"));
  }
}
