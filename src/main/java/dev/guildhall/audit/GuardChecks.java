package dev.guildhall.audit;

import java.util.List;

/** What the database itself refuses, it still refuses; and what it says is kept is kept. */
final class GuardChecks {

  private GuardChecks() {}

  private static final Check APPEND_ONLY =
      Check.never(
          "append_only",
          """
          select 'table ' || g.name as subject, 'its guard is off' as found,
                 'a trigger that refuses change and removal' as expected
          from unnest(array['event', 'event_block', 'ledger_transfer', 'submission', 'verdict', 'cancellation', 'delivery_item']) as g (name)
          where not exists (
            select 1 from pg_trigger t
            where t.tgrelid = to_regclass(g.name) and t.tgname = g.name || '_append_only' and t.tgenabled in ('O', 'A'))
          limit #{limit}
          """);

  private static final Check CONSTRAINTS =
      Check.never(
          "constraints",
          """
          select c.conrelid::regclass || ' ' || c.conname as subject, 'not validated' as found, 'holds for every row' as expected
          from pg_constraint c
          where c.connamespace = current_schema()::regnamespace and not c.convalidated
          union all
          select i.indrelid::regclass || ' ' || i.indexrelid::regclass, 'an index that is not valid', 'one that finds every row'
          from pg_index i join pg_class r on r.oid = i.indrelid
          where r.relnamespace = current_schema()::regnamespace and not (i.indisvalid and i.indisready)
          limit #{limit}
          """);

  // Whoever commits must be sure that a power cut does not take it back.
  private static final Check DURABLE =
      Check.never(
          "durable",
          """
          select 'setting ' || name as subject, setting as found, 'on' as expected
          from pg_settings
          where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
          limit #{limit}
          """);

  // Where no foreign key looks, because the transaction that writes a row holds what it refers to.
  private static final Check REFERENCES =
      Check.never(
          "references",
          """
          select 'assignment ' || a.id as subject,
                 concat('task ' || a.task_id, ', project ' || a.project_id, ', worker ' || a.worker_id) as found,
                 'all of them exist' as expected
          from assignment a
          left join task t on t.id = a.task_id
          left join project p on p.id = a.project_id
          left join worker w on w.id = a.worker_id
          where t.id is null or p.id is null or w.id is null
          union all
          select 'submission ' || s.id, 'assignment ' || s.assignment_id, 'an assignment that exists'
          from submission s left join assignment a on a.id = s.assignment_id
          where a.id is null
          union all
          select 'verdict ' || v.id, 'submission ' || v.submission_id || ' of assignment ' || v.assignment_id,
                 'a submission of that assignment'
          from verdict v left join submission s on s.id = v.submission_id and s.assignment_id = v.assignment_id
          where s.id is null
          union all
          select 'transfer ' || t.id, 'account ' || t.debit_account_id || ' to ' || t.credit_account_id, 'accounts that exist'
          from ledger_transfer t
          left join ledger_account d on d.id = t.debit_account_id
          left join ledger_account c on c.id = t.credit_account_id
          where d.id is null or c.id is null
          limit #{limit}
          """);

  static final List<Check> ALL = List.of(APPEND_ONLY, CONSTRAINTS, DURABLE, REFERENCES);
}
