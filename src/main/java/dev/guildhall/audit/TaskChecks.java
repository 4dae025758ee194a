package dev.guildhall.audit;

import java.util.List;

/** What a task counts is what its assignments say, and nobody has it who may not. */
final class TaskChecks {

  private TaskChecks() {}

  private static final Check SLOTS =
      Check.never(
          "slots",
          """
          select 'task ' || t.id as subject, t.live || ' counted' as found, coalesce(a.live, 0) || ' that stand' as expected
          from task t
          left join (
            select task_id, count(*) as live from assignment
            where state in ('claimed', 'submitted', 'accepted', 'accepted_with_fix', 'revision_requested')
            group by task_id) a on a.task_id = t.id
          where t.live <> coalesce(a.live, 0)
          limit #{limit}
          """);

  private static final Check SURPLUS =
      Check.never(
          "surplus",
          """
          select 'task ' || id as subject, 'extra ' || extra as found,
                 greatest(0, live - overlap) || ', for ' || live || ' live of overlap ' || overlap as expected
          from task
          where extra <> greatest(0, live - overlap)
          limit #{limit}
          """);

  // Only an overturned rejection may bring a task beyond its overlap, and the event says so.
  private static final Check SURPLUS_DECIDED =
      Check.never(
          "surplus_decided",
          """
          select 'task ' || t.id as subject, d.decisions || ' decisions' as found, t.extra || ', one for each submission beyond the overlap' as expected
          from task t
          cross join lateral (
            select count(*) as decisions
            from assignment a join event e on e.subject_id = a.id
            where a.task_id = t.id and e.type = 'assignment.readmitted' and (e.payload ->> 'beyond_overlap')::boolean) d
          where t.extra > 0 and t.extra > d.decisions
          limit #{limit}
          """);

  private static final Check ACCEPTED =
      Check.never(
          "accepted",
          """
          select 'task ' || t.id as subject, t.accepted || ' counted' as found, coalesce(a.accepted, 0) || ' accepted' as expected
          from task t
          left join (
            select task_id, count(*) as accepted from assignment
            where state in ('accepted', 'accepted_with_fix')
            group by task_id) a on a.task_id = t.id
          where t.accepted <> coalesce(a.accepted, 0)
          limit #{limit}
          """);

  private static final Check DONE =
      Check.never(
          "done",
          """
          select 'task ' || id as subject, state as found,
                 case state when 'done' then 'open' else 'done' end || ', for ' || accepted || ' accepted of ' ||
                   least(overlap, able) || ' to be had' as expected
          from task
          where state <> 'cancelled' and (state = 'done') <> (gold is null and accepted >= least(overlap, able))
          limit #{limit}
          """);

  // It wants what it has, and nobody is at work on it.
  private static final Check RECALLED =
      Check.never(
          "recalled",
          """
          select 'task ' || t.id as subject,
                 t.live || ' live of overlap ' || t.overlap || ', ' || a.in_work || ' in work' as found,
                 'no free slot and nothing in work: it was called back' as expected
          from task t
          cross join lateral (
            select count(*) as in_work from assignment
            where task_id = t.id and state in ('claimed', 'revision_requested')) a
          where t.state = 'cancelled' and (t.live < t.overlap or a.in_work > 0)
          limit #{limit}
          """);

  // Whoever stops asking says so, and nobody is asked after it.
  private static final Check SETTLED =
      Check.never(
          "settled",
          """
          select 'task ' || t.id as subject,
                 'settled with ' || t.live || ' of overlap ' || t.overlap || ', last decision ' || coalesce(e.type, 'none') as found,
                 'a decision that says so, and no free slot' as expected
          from task t
          left join lateral (
            select type from event
            where subject_id = t.id and type in ('task.raised', 'task.settled', 'task.exhausted')
            order by id desc limit 1) e on true
          where t.settled and (t.live between 1 and t.overlap - 1 or coalesce(e.type, 'none') in ('none', 'task.raised'))
          limit #{limit}
          """);

  private static final Check TWICE =
      Check.never(
          "twice",
          """
          select 'task ' || task_id as subject, count(*) || ' assignments of worker ' || worker_id as found, '1' as expected
          from assignment
          group by task_id, worker_id having count(*) > 1
          limit #{limit}
          """);

  private static final Check NAMED =
      Check.never(
          "named",
          """
          select 'assignment ' || a.id as subject, 'worker ' || a.worker_id as found,
                 'one of the workers named for task ' || a.task_id as expected
          from task t join assignment a on a.task_id = t.id
          where t.named
            and not exists (select 1 from task_worker w where w.task_id = t.id and w.worker_id = a.worker_id)
          limit #{limit}
          """);

  private static final Check ABLE =
      Check.never(
          "able",
          """
          select 'task ' || t.id as subject, t.able || ' counted' as found,
                 coalesce(w.named, 0) - coalesce(a.refused, 0) || ', ' || coalesce(w.named, 0) || ' named less ' ||
                   coalesce(a.refused, 0) || ' turned down' as expected
          from task t
          left join (select task_id, count(*) as named from task_worker group by task_id) w on w.task_id = t.id
          left join (
            select task_id, count(*) as refused from assignment
            where state in ('rejected', 'soft_rejected', 'disputed')
            group by task_id) a on a.task_id = t.id
          where t.named and t.able <> coalesce(w.named, 0) - coalesce(a.refused, 0)
          limit #{limit}
          """);

  private static final Check LOADED =
      Check.never(
          "loaded",
          """
          select 'project ' || p.id as subject, p.tasks || ' tasks counted, ' || p.gold_tasks || ' gold' as found,
                 coalesce(t.tasks, 0) || ' and ' || coalesce(t.gold, 0) as expected
          from project p
          left join (
            select project_id, count(*) as tasks, count(gold) as gold from task group by project_id) t on t.project_id = p.id
          where (p.tasks, p.gold_tasks) <> (coalesce(t.tasks, 0), coalesce(t.gold, 0))
          limit #{limit}
          """);

  static final List<Check> ALL =
      List.of(
          SLOTS,
          SURPLUS,
          SURPLUS_DECIDED,
          ACCEPTED,
          DONE,
          RECALLED,
          SETTLED,
          TWICE,
          NAMED,
          ABLE,
          LOADED);
}
