package dev.guildhall.audit;

import java.util.List;

/** Earnings follow from verdicts and tests, and the ledger holds what earnings and projects say. */
final class MoneyChecks {

  private MoneyChecks() {}

  // Soft rejection is paid; what a revision waits for is still set aside; work that was given back
  // or ran out has no earning, or one that ended with a former lease.
  private static final Check EARNINGS =
      Check.never(
          "earnings",
          """
          select 'assignment ' || coalesce(a.id, e.cause_id) as subject,
                 coalesce(a.state, 'no assignment') || ' and an earning ' || coalesce(e.state, 'that is missing') as found,
                 coalesce(a.earning, 'none') as expected
          from (
            select id,
                   state || case when state = 'disputed' then ', ' || (
                     select v.kind from appeal p join verdict v on v.id = p.verdict_id
                     where p.assignment_id = assignment.id and p.state = 'open') else '' end as state,
                   case
                     when state in ('submitted', 'revision_requested') then 'pending'
                     when state in ('accepted', 'accepted_with_fix', 'soft_rejected') then 'paid'
                     when state = 'rejected' then 'void'
                     when state = 'disputed' then (
                       select case v.kind when 'soft_reject' then 'paid' else 'void' end
                       from appeal p join verdict v on v.id = p.verdict_id
                       where p.assignment_id = assignment.id and p.state = 'open')
                     when state in ('cancelled', 'voided') then 'any'
                     else 'none or void' end as earning
            from assignment) a
          full join (select * from earning where project_id is not null) e on e.cause_id = a.id
          where a.id is null
            or case a.earning
              when 'pending' then e.state is distinct from 'pending'
              when 'paid' then coalesce(e.state, 'none') in ('none', 'pending', 'void')
              when 'void' then e.state is distinct from 'void'
              when 'any' then false
              else coalesce(e.state, 'void') <> 'void' end
          limit #{limit}
          """);

  private static final Check PAY =
      Check.never(
          "pay",
          """
          select 'earning ' || e.id as subject,
                 e.amount_micros || ' ' || e.currency || ', worker ' || e.worker_id || ', project ' || e.project_id as found,
                 a.price_micros || ' ' || a.currency || ', worker ' || a.worker_id || ', project ' || a.project_id as expected
          from earning e join assignment a on a.id = e.cause_id
          where (e.amount_micros, e.currency, e.worker_id, e.project_id)
            <> (a.price_micros, a.currency, a.worker_id, a.project_id) and a.state not in ('cancelled', 'voided')
          limit #{limit}
          """);

  // A test is paid when it is sent, whatever comes of it; an attempt that was given up is not.
  private static final Check TESTS =
      Check.never(
          "tests",
          """
          select 'attempt ' || coalesce(a.id, e.cause_id) as subject,
                 coalesce(a.state, 'no attempt') || ' and ' ||
                   coalesce(e.state || ', ' || e.amount_micros || ' ' || e.currency, 'no earning') as found,
                 coalesce(a.earning || ', ' || a.micros || ' ' || a.currency, 'none') as expected
          from (
            select t.id, t.state, t.worker_id, q.organisation_id, (v.plan -> 'pay' ->> 'currency') as currency,
                   ((v.plan -> 'pay' ->> 'amount')::numeric * 1000000)::bigint as micros,
                   case
                     when t.state = 'open' then 'pending'
                     when t.state = 'abandoned' then 'void'
                     when t.state = 'voided' then 'any'
                     else 'paid' end as earning
            from attempt t
            join test v on v.id = t.test_id
            join qualification q on q.id = t.qualification_id
            where jsonb_typeof(v.plan -> 'pay') = 'object') a
          full join (select * from earning where basis = 'test') e on e.cause_id = a.id
          where a.id is null or e.cause_id is null
            or (e.amount_micros, e.currency, e.worker_id, e.organisation_id)
              <> (a.micros, a.currency, a.worker_id, a.organisation_id)
            or case a.earning
              when 'paid' then e.state in ('pending', 'void')
              when 'any' then false
              else e.state <> a.earning end
          limit #{limit}
          """);

  private static final Check CALLED_BACK =
      Check.never(
          "called_back",
          """
          select 'assignment ' || coalesce(a.id, c.assignment_id, e.cause_id) as subject,
                 coalesce(a.state, 'not called back') || ', ' || coalesce(c.pay_micros || ' micros', 'nothing') || ' decided, ' ||
                   coalesce(e.amount_micros || ' micros', 'nothing') || ' earned' as found,
                 'what was decided, earned once' as expected
          from (select id, state, worker_id, project_id, currency from assignment where state = 'cancelled') a
          full join cancellation c on c.assignment_id = a.id
          full join (select * from earning where basis = 'cancellation') e on e.cause_id = coalesce(a.id, c.assignment_id)
          where a.id is null or c.assignment_id is null
            or case when c.pay_micros > 0
                 then (e.amount_micros, e.worker_id, e.project_id, e.currency)
                   is distinct from (c.pay_micros, a.worker_id, a.project_id, a.currency) or e.state in ('pending', 'void')
                 else e.cause_id is not null end
          limit #{limit}
          """);

  // The rule is applied again to what was written down.
  private static final Check PRO_RATA =
      Check.never(
          "pro_rata",
          """
          select 'assignment ' || assignment_id as subject, pay_micros || ' micros for ' || seconds || ' seconds' as found,
                 due || ', by ' || rule as expected
          from (
            select c.assignment_id, c.pay_micros, c.seconds, c.rule,
                   greatest(
                     ceil(a.price_micros::numeric * least(c.seconds, p.estimate_seconds) / p.estimate_seconds),
                     ceil(a.price_micros::numeric / 10))::bigint as due
            from cancellation c
            join assignment a on a.id = c.assignment_id
            join project p on p.id = a.project_id
            where c.rule = 'pro_rata/1') r
          where pay_micros <> due
          limit #{limit}
          """);

  private static final Check PRICE =
      Check.never(
          "price",
          """
          select 'assignment ' || a.id as subject, a.price_micros || ' micros' as found,
                 (e.payload ->> 'price_micros') || ', as claimed' as expected
          from assignment a join event e on e.subject_id = a.id and e.type = 'assignment.claimed'
          where a.price_micros <> (e.payload ->> 'price_micros')::bigint
          limit #{limit}
          """);

  private static final Check COMMITTED =
      Check.never(
          "committed",
          """
          select 'project ' || p.id as subject, p.committed_micros || ' micros committed' as found,
                 coalesce(a.promised, 0) || ' promised by its assignments' as expected
          from project p
          left join (
            select project_id,
                   sum(case when state = 'cancelled' then
                     (select c.pay_micros from cancellation c where c.assignment_id = assignment.id)
                     else price_micros end) as promised
            from assignment
            where state in (
                'claimed', 'submitted', 'revision_requested', 'accepted', 'accepted_with_fix', 'soft_rejected', 'cancelled')
              or state = 'disputed' and exists (
                select 1 from appeal e join verdict v on v.id = e.verdict_id
                where e.assignment_id = assignment.id and e.state = 'open' and v.kind = 'soft_reject')
            group by project_id) a on a.project_id = p.id
          where p.committed_micros <> coalesce(a.promised, 0)
            and not exists (
              select 1 from assignment c where c.project_id = p.id and c.state = 'voided')
          limit #{limit}
          """);

  private static final Check COMPLETED =
      Check.never(
          "completed",
          """
          select 'project ' || id as subject, reserved_micros || ' micros reserved' as found,
                 committed_micros || ', what it spent: it is completed' as expected
          from project
          where state = 'completed' and reserved_micros <> committed_micros
          limit #{limit}
          """);

  // What a project has reserved, less what was paid out of it; what waits for verdicts is set aside
  // there.
  private static final Check RESERVED =
      Check.never(
          "reserved",
          """
          select 'project ' || coalesce(p.id, l.owner_id) as subject,
                 coalesce(l.balance, 0) || ' micros on its account, ' || coalesce(l.pending, 0) || ' of them set aside' as found,
                 coalesce(p.reserved_micros, 0) - coalesce(e.paid, 0) || ' and ' || coalesce(e.pending, 0) as expected
          from project p
          left join (
            select project_id,
                   sum(amount_micros) filter (where state not in ('pending', 'void')) as paid,
                   sum(amount_micros) filter (where state = 'pending') as pending
            from earning group by project_id) e on e.project_id = p.id
          full join (
            select owner_id, currency, credits_posted - debits_posted as balance, debits_pending as pending
            from ledger_account where kind = 'project_reserved') l on l.owner_id = p.id and l.currency = p.currency
          where coalesce(l.balance, 0) <> coalesce(p.reserved_micros, 0) - coalesce(e.paid, 0)
            or coalesce(l.pending, 0) <> coalesce(e.pending, 0)
          limit #{limit}
          """);

  private static final Check WALLETS =
      Check.never(
          "wallets",
          """
          with earned as (
            select worker_id, currency,
                   coalesce(sum(amount_micros) filter (where state = 'pending'), 0) as pending,
                   coalesce(sum(amount_micros) filter (where state = 'accrued'), 0) as accrued,
                   coalesce(sum(amount_micros) filter (where state = 'held'), 0) as held,
                   coalesce(sum(amount_micros) filter (where state in ('payable', 'in_batch', 'returned')), 0) as payable
            from earning group by worker_id, currency
          ), booked as (
            select owner_id, currency,
                   coalesce(sum(credits_pending) filter (where kind = 'worker_accrued'), 0) as pending,
                   coalesce(sum(credits_posted - debits_posted) filter (where kind = 'worker_accrued'), 0) as accrued,
                   coalesce(sum(credits_posted - debits_posted) filter (where kind = 'worker_held'), 0) as held,
                   coalesce(sum(credits_posted - debits_posted) filter (where kind = 'worker_payable'), 0) as payable
            from ledger_account where kind in ('worker_accrued', 'worker_held', 'worker_payable')
            group by owner_id, currency
          ), both_sides as (
            select coalesce(b.owner_id, e.worker_id) as worker_id, coalesce(b.currency, e.currency) as currency,
                   array[coalesce(b.pending, 0), coalesce(b.accrued, 0), coalesce(b.held, 0), coalesce(b.payable, 0)] as booked,
                   array[coalesce(e.pending, 0), coalesce(e.accrued, 0), coalesce(e.held, 0), coalesce(e.payable, 0)] as earned
            from earned e full join booked b on b.owner_id = e.worker_id and b.currency = e.currency
          )
          select 'worker ' || worker_id || ' ' || currency as subject,
                 'accounts of ' || booked::text || ' micros pending, accrued, held, payable' as found,
                 earned::text || ' by the earnings' as expected
          from both_sides where booked <> earned
          limit #{limit}
          """);

  // The sums above would not see that one was paid twice and another not at all.
  private static final Check TRANSFERS =
      Check.never(
          "transfers",
          """
          with moved as (
            select t.cause_id,
                   coalesce(sum(t.amount_micros) filter (where t.code in ('earn', 'compensate') or t.code = 'accrue' and t.phase = 'post'), 0) as earned,
                   coalesce(sum(t.amount_micros) filter (where t.code = 'accrue' and t.phase = 'pending'), 0)
                     - coalesce(sum(t.amount_micros) filter (where t.code = 'accrue' and t.phase in ('post', 'void')), 0) as waiting,
                   coalesce(sum(t.amount_micros) filter (where t.code in ('earn', 'compensate', 'hold')), 0) as held,
                   coalesce(sum(t.amount_micros) filter (where t.code = 'release_hold'), 0) as released
            from ledger_transfer t
            where t.code in ('accrue', 'earn', 'compensate', 'hold', 'release_hold')
            group by t.cause_id
          ), due as (
            select cause_id, case basis when 'test' then 'attempt' when 'grading' then 'grading' else 'assignment' end as kind,
                   case when state in ('pending', 'void') then 0 else amount_micros end as earned,
                   case when state = 'pending' then amount_micros else 0 end as waiting,
                   case when state in ('pending', 'void', 'accrued') then 0 else amount_micros end as held,
                   case when state in ('pending', 'void', 'accrued', 'held') then 0 else amount_micros end as released
            from earning
          ), both_sides as (
            select coalesce(m.cause_id, d.cause_id) as cause_id, coalesce(d.kind, 'assignment') as kind,
                   array[coalesce(m.waiting, 0), coalesce(m.earned, 0), coalesce(m.held, 0), coalesce(m.released, 0)] as moved,
                   array[coalesce(d.waiting, 0), coalesce(d.earned, 0), coalesce(d.held, 0), coalesce(d.released, 0)]::numeric[] as due
            from moved m full join due d on d.cause_id = m.cause_id
          )
          select kind || ' ' || cause_id as subject,
                 'transfers of ' || moved::text || ' micros set aside, earned, held, released' as found,
                 due::text || ' by its earning' as expected
          from both_sides where moved <> due
          limit #{limit}
          """);

  private static final Check HOLD_OVER =
      Check.passing(
          "hold_over",
          """
          select 'earning ' || id as subject, 'held until ' || hold_until as found, 'released by a node soon after' as expected
          from earning
          where state = 'held' and hold_until < clock_timestamp() - interval '2 minutes'
          order by hold_until
          limit #{limit}
          """);

  static final List<Check> ALL =
      List.of(
          EARNINGS,
          PAY,
          TESTS,
          CALLED_BACK,
          PRO_RATA,
          PRICE,
          COMMITTED,
          COMPLETED,
          RESERVED,
          WALLETS,
          TRANSFERS,
          HOLD_OVER);
}
