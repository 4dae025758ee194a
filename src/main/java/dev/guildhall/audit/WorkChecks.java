package dev.guildhall.audit;

import java.util.List;

/** What was sent, how it was judged, and what was delivered of it. */
final class WorkChecks {

  private WorkChecks() {}

  // Each revision is the next one, and was sent under a later lease than the one before.
  private static final Check REVISIONS =
      Check.never(
          "revisions",
          """
          select 'submission ' || s.id as subject, 'revision ' || s.revision || ' under fence ' || s.fence as found,
                 'revision ' || s.n || ' under a fence above ' || s.before || ', at most ' || a.fence as expected
          from (
            select id, assignment_id, revision, fence,
                   row_number() over (partition by assignment_id order by revision) as n,
                   lag(fence, 1, 0) over (partition by assignment_id order by revision) as before
            from submission) s
          join assignment a on a.id = s.assignment_id
          where s.revision <> s.n or s.fence <= s.before or s.fence > a.fence
          limit #{limit}
          """);

  private static final Check SENT =
      Check.never(
          "sent",
          """
          select 'assignment ' || a.id as subject, a.state || ', nothing sent' as found, 'a submission' as expected
          from assignment a
          where a.state not in ('claimed', 'returned', 'skipped', 'expired', 'cancelled', 'voided')
            and not exists (select 1 from submission s where s.assignment_id = a.id)
          limit #{limit}
          """);

  private static final Check GOLD =
      Check.never(
          "gold",
          """
          select 'submission ' || s.id as subject, case when s.gold_right is null then 'not measured' else 'measured' end as found,
                 case when t.gold is null then 'not measured: the task is not gold' else 'measured against gold' end as expected
          from submission s join assignment a on a.id = s.assignment_id join task t on t.id = a.task_id
          where (s.gold_right is null) <> (t.gold is null)
          limit #{limit}
          """);

  // The verdict that stands on the latest submission says where the assignment is.
  private static final Check VERDICTS =
      Check.never(
          "verdicts",
          """
          select 'assignment ' || a.id as subject, a.state || ', latest verdict ' || coalesce(v.kind, 'none') as found,
                 'a state that this verdict leads to' as expected
          from assignment a
          join (
            select distinct on (assignment_id) assignment_id, id from submission order by assignment_id, revision desc) s
            on s.assignment_id = a.id
          left join (
            select distinct on (submission_id) submission_id, kind from verdict
            order by submission_id, decided_at desc, id desc) v on v.submission_id = s.id
          where case a.state
              when 'submitted' then v.kind is not null
              when 'accepted' then v.kind is distinct from 'accept'
              when 'accepted_with_fix' then v.kind is distinct from 'accept_with_fix'
              when 'revision_requested' then v.kind is distinct from 'revise'
              when 'soft_rejected' then v.kind is distinct from 'soft_reject'
              when 'rejected' then v.kind is distinct from 'reject'
              when 'disputed' then coalesce(v.kind, 'none') not in ('reject', 'soft_reject')
              when 'voided' then false
              else coalesce(v.kind, 'revise') <> 'revise' end
          limit #{limit}
          """);

  private static final Check JUDGES =
      Check.never(
          "judges",
          """
          select 'verdict ' || v.id as subject,
                 'of assignment ' || v.assignment_id || coalesce(' by account ' || v.person_id, '') as found,
                 'of assignment ' || s.assignment_id || ', by another than its worker' as expected
          from verdict v
          join submission s on s.id = v.submission_id
          join assignment a on a.id = s.assignment_id
          join worker w on w.id = a.worker_id
          where v.assignment_id <> s.assignment_id or v.person_id = w.account_id
          limit #{limit}
          """);

  private static final Check DISPUTED =
      Check.never(
          "disputed",
          """
          select 'assignment ' || a.id as subject, a.state || ', ' || coalesce(e.open, 0) || ' open appeals' as found,
                 case when a.state = 'disputed' then '1 open appeal' else 'none' end as expected
          from assignment a
          left join (
            select assignment_id, count(*) as open from appeal where state = 'open' group by assignment_id) e
            on e.assignment_id = a.id
          where coalesce(e.open, 0) <> case when a.state = 'disputed' then 1 else 0 end
          limit #{limit}
          """);

  private static final Check APPEALS =
      Check.never(
          "appeals",
          """
          select 'appeal ' || e.id as subject, e.state || ' by ' || coalesce('account ' || e.decided_by, 'its deadline') as found,
                 'decided by neither the judge nor the worker' as expected
          from appeal e
          join verdict v on v.id = e.verdict_id
          join assignment a on a.id = e.assignment_id
          join worker w on w.id = a.worker_id
          where e.decided_by in (v.person_id, w.account_id)
          limit #{limit}
          """);

  private static final Check DELIVERED =
      Check.never(
          "delivered",
          """
          select 'delivery ' || d.id as subject, i.submissions || ' submissions kept' as found,
                 d.submissions || ', as it says' as expected
          from delivery d
          cross join lateral (
            select count(*) as submissions from delivery_item
            where delivery_id = d.id and part = 'submission') i
          where d.state = 'ready' and d.submissions is distinct from i.submissions
          limit #{limit}
          """);

  static final List<Check> ALL =
      List.of(REVISIONS, SENT, GOLD, VERDICTS, JUDGES, DISPUTED, APPEALS, DELIVERED);
}
