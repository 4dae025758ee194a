package dev.guildhall.audit;

import java.util.List;

/** What is and what was told agree; nothing that is owed rests for long. */
final class LogChecks {

  private LogChecks() {}

  // What each event of an assignment is for its life: a verdict by what it says.
  private static final String STEPS =
      """
      (select id, subject_id, payload,
              case when type <> 'assignment.judged' then substring(type from '[a-z_]+$')
                when payload ->> 'verdict' = 'accept_with_fix' then 'accept'
                else payload ->> 'verdict' end as step
       from event
       where type in (
         'assignment.claimed', 'assignment.submitted', 'assignment.ended', 'assignment.cancelled', 'assignment.reopened',
         'assignment.extended',
         'assignment.judged', 'assignment.readmitted', 'appeal.filed', 'appeal.upheld', 'appeal.overturned')) as steps
      """;

  // Numbers of one subject rise as it is written under its lock, so their order is that of its
  // life.
  private static final Check LIFE =
      Check.never(
          "life",
          """
          select 'assignment ' || subject_id as subject, 'event ' || id || ', ' || step || ' after ' || coalesce(before, 'nothing') as found,
                 'a step that may follow, of an assignment that exists' as expected
          from (
            select id, subject_id, step, lag(step) over (partition by subject_id order by id) as before
            from
          """
              + STEPS
              + """
            ) told
          where not case
              when step = 'claimed' then before is null
              when step in ('submitted', 'ended', 'cancelled', 'extended')
                then coalesce(before in ('claimed', 'reopened', 'extended', 'revise'), false)
              when step = 'reopened' then coalesce(before = 'ended', false)
              when step in ('accept', 'revise', 'soft_reject', 'reject') then coalesce(before = 'submitted', false)
              when step = 'filed' then coalesce(before in ('reject', 'soft_reject'), false)
              when step in ('upheld', 'overturned') then coalesce(before = 'filed', false)
              when step = 'readmitted' then coalesce(before = 'overturned', false)
              else false end
            or not exists (select 1 from assignment a where a.id = told.subject_id)
          limit #{limit}
          """);

  // The fence counts the ends, the reopenings and the requested revisions, and nothing else.
  private static final Check TOLD =
      Check.never(
          "told",
          """
          with told as (
            select subject_id, max(id) as last,
                   1 + count(*) filter (where step in ('ended', 'cancelled', 'reopened', 'revise')) as fence
            from
          """
              + STEPS
              + """
            group by subject_id
          ), last as (
            select told.subject_id, told.fence, steps.step, steps.payload
            from told join
          """
              + STEPS
              + """
            on steps.id = told.last
          )
          select 'assignment ' || a.id as subject, a.state || ' under fence ' || a.fence as found,
                 coalesce('what follows from ' || l.step || ' under fence ' || l.fence, 'an event of its claim') as expected
          from assignment a left join last l on l.subject_id = a.id
          where a.fence is distinct from l.fence
            or not case a.state
              when 'claimed' then l.step in ('claimed', 'reopened', 'extended')
              when 'submitted' then l.step = 'submitted'
              when 'accepted' then l.step = 'readmitted' or l.step = 'accept' and l.payload ->> 'verdict' = 'accept'
              when 'accepted_with_fix' then l.step = 'accept' and l.payload ->> 'verdict' = 'accept_with_fix'
              when 'revision_requested' then l.step in ('revise', 'extended')
              when 'soft_rejected' then l.step in ('soft_reject', 'upheld')
              when 'rejected' then l.step in ('reject', 'upheld')
              when 'disputed' then l.step = 'filed'
              when 'cancelled' then l.step = 'cancelled'
              when 'voided' then true
              else l.step = 'ended' and l.payload ->> 'state' = a.state end
          limit #{limit}
          """);

  private static final Check TEXTS_TOLD =
      Check.never(
          "texts_told",
          """
          select 'submission ' || coalesce(s.id, e.id) as subject,
                 coalesce('hash ' || encode(s.sha256, 'hex') || ' of assignment ' || s.assignment_id, 'no such row') as found,
                 coalesce('hash ' || e.sha256 || ' of assignment ' || e.assignment_id, 'an event of it') as expected
          from submission s
          full join (
            select (payload ->> 'submission')::uuid as id, subject_id as assignment_id, payload ->> 'sha256' as sha256
            from event where type = 'assignment.submitted') e on e.id = s.id
          where s.id is null or e.id is null or s.assignment_id <> e.assignment_id or encode(s.sha256, 'hex') <> e.sha256
          limit #{limit}
          """);

  private static final Check PROJECTS_TOLD =
      Check.never(
          "projects_told",
          """
          select 'project ' || p.id as subject, p.state as found, coalesce(e.state, 'draft') || ' by its last event' as expected
          from project p
          left join lateral (
            select case type when 'project.launched' then 'live' else substring(type from '[a-z]+$') end as state
            from event
            where subject_id = p.id and type in ('project.launched', 'project.paused', 'project.completed')
            order by id desc limit 1) e on true
          where p.state <> coalesce(e.state, 'draft')
          limit #{limit}
          """);

  private static final Check UPLOADS_TOLD =
      Check.never(
          "uploads_told",
          """
          select 'upload ' || u.id as subject, u.accepted || ' tasks' as found,
                 coalesce(e.payload ->> 'tasks', 'no') || ' told' as expected
          from upload u
          left join event e on e.subject_id = u.project_id and e.type = 'project.loaded'
            and e.payload ->> 'upload_id' = u.id::text
          where coalesce((e.payload ->> 'tasks')::bigint, -1) <> u.accepted
          limit #{limit}
          """);

  // Only what no transaction under way may still be put before can be sealed.
  private static final Check UNSEALED =
      Check.passing(
          "unsealed",
          """
          select 'event ' || id as subject, 'in no block since ' || at as found, 'sealed within seconds' as expected
          from event
          where (xid, id) > (
              coalesce((select last_xid from event_block order by number desc limit 1), '0'::xid8),
              coalesce((select last_id from event_block order by number desc limit 1), 0))
            and xid < pg_snapshot_xmin(pg_current_snapshot())
            and at < clock_timestamp() - interval '1 minute'
          order by event.xid, event.id
          limit #{limit}
          """);

  private static final Check OUTBOX =
      Check.passing(
          "outbox",
          """
          select 'event ' || event_id as subject,
                 'owed to ' || handler || ' after ' || attempts || ' attempts' || coalesce(', last: ' || error, '') as found,
                 'delivered' as expected
          from outbox
          where attempts >= 5 or run_after < clock_timestamp() - interval '1 minute'
          order by event_id
          limit #{limit}
          """);

  private static final Check JOBS =
      Check.never(
          "jobs",
          """
          select 'job ' || id as subject, kind || ' given up after ' || attempts || ' attempts: ' || error as found, 'done' as expected
          from job where state = 'failed'
          order by created_at
          limit #{limit}
          """);

  private static final Check JOBS_LATE =
      Check.passing(
          "jobs_late",
          """
          select 'job ' || id as subject, kind || ' of a node that left it at ' || lease_until as found,
                 'taken over by another' as expected
          from job where state = 'running' and lease_until < clock_timestamp() - interval '1 minute'
          order by lease_until
          limit #{limit}
          """);

  static final List<Check> ALL =
      List.of(
          LIFE, TOLD, TEXTS_TOLD, PROJECTS_TOLD, UPLOADS_TOLD, UNSEALED, OUTBOX, JOBS, JOBS_LATE);
}
