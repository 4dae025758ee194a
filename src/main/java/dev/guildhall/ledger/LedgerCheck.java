package dev.guildhall.ledger;

import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
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
          select format(
            'account %s (%s of %s, %s): stored debits %s posted %s pending, credits %s posted %s pending; '
              || 'its transfers add up to debits %s posted %s pending, credits %s posted %s pending',
            a.id, a.kind, a.owner_id, a.currency,
            a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending,
            coalesce(s.debits_posted, 0), coalesce(s.debits_pending, 0),
            coalesce(s.credits_posted, 0), coalesce(s.credits_pending, 0)) as finding
          from ledger_account a left join added s on s.account_id = a.id
          where (a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending) is distinct from
            (coalesce(s.debits_posted, 0), coalesce(s.debits_pending, 0),
             coalesce(s.credits_posted, 0), coalesce(s.credits_pending, 0))
          order by a.id limit #{limit}
          """);

  private static final Sql ZERO_SUM =
      Sql.of(
          """
          select format('%s does not add up to zero: %s micros posted, %s micros pending',
            currency, sum(credits_posted - debits_posted), sum(credits_pending - debits_pending)) as finding
          from ledger_account group by currency
          having sum(credits_posted - debits_posted) <> 0 or sum(credits_pending - debits_pending) <> 0
          order by currency limit #{limit}
          """);

  private static final Sql COVERED =
      Sql.of(
          """
          select format('account %s (%s of %s, %s) is below zero: %s micros',
            id, kind, owner_id, currency, credits_posted - debits_posted - debits_pending) as finding
          from ledger_account
          where kind not in ('funding_source', 'bank', 'rounding')
            and credits_posted - debits_posted - debits_pending < 0
          order by id limit #{limit}
          """);

  private static final Sql CURRENCIES =
      Sql.of(
          """
          select format('transfer %s is in %s but its accounts are in %s and %s', t.id, t.currency, d.currency, c.currency)
            as finding
          from ledger_transfer t
          join ledger_account d on d.id = t.debit_account_id
          join ledger_account c on c.id = t.credit_account_id
          where t.currency <> d.currency or t.currency <> c.currency
          order by t.id limit #{limit}
          """);

  private static final Sql RESOLUTIONS =
      Sql.of(
          """
          select format('transfer %s resolves %s, which was not pending with the same accounts and amount', r.id, p.id) as finding
          from ledger_transfer r join ledger_transfer p on p.id = r.pending_id
          where p.phase <> 'pending'
            or (r.debit_account_id, r.credit_account_id, r.amount_micros, r.currency, r.cause_id)
              is distinct from (p.debit_account_id, p.credit_account_id, p.amount_micros, p.currency, p.cause_id)
          order by r.id limit #{limit}
          """);

  private static final Sql RESOLVED_TWICE =
      Sql.of(
          """
          select format('transfer %s is resolved %s times', pending_id, count(*)) as finding
          from ledger_transfer where pending_id is not null
          group by pending_id having count(*) > 1
          order by pending_id limit #{limit}
          """);

  private static final List<Sql> RULES =
      List.of(BALANCES, ZERO_SUM, COVERED, CURRENCIES, RESOLUTIONS, RESOLVED_TWICE);

  /**
   * One sentence for each thing that is wrong, at most {@value #FINDINGS_PER_RULE} per rule; empty
   * when all is in balance.
   */
  public Future<List<String>> findings(SqlClient client) {
    Future<List<String>> findings = Future.succeededFuture(new ArrayList<>());
    for (Sql rule : RULES) {
      findings = findings.compose(found -> applied(client, rule, found));
    }
    return findings.map(List::copyOf);
  }

  private static Future<List<String>> applied(SqlClient client, Sql rule, List<String> found) {
    return rule.run(client, "limit", FINDINGS_PER_RULE)
        .map(
            rows -> {
              found.addAll(Rows.list(rows, row -> row.getString("finding")));
              return found;
            });
  }
}
