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

  static final List<Check> ALL = List.of(APPEND_ONLY, CONSTRAINTS, DURABLE);
}
