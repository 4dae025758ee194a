package dev.guildhall.audit;

import java.util.List;

/** Who graded what, and what came of it. */
final class GradingChecks {

  private GradingChecks() {}

  private static final Check PAPERS =
      Check.never(
          "papers",
          """
          select 'paper ' || p.id as subject, p.live || ' counted' as found,
                 coalesce(g.live, 0) || ' claimed, or sent and not set aside' as expected
          from paper p
          left join (
            select paper_id, count(*) as live from grading
            where state in ('claimed', 'sent') and set_aside is null group by paper_id) g on g.paper_id = p.id
          where p.live <> coalesce(g.live, 0)
          limit #{limit}
          """);

  // Who were linked afterwards could not be told apart from strangers before.
  private static final Check GRADERS =
      Check.never(
          "graders",
          """
          select 'grading ' || g.id as subject,
                 'by account ' || g.reviewer_id || ', of worker ' || p.worker_id as found,
                 'by neither the writer nor a colleague or linked person' as expected
          from grading g
          join paper p on p.id = g.paper_id
          join worker a on a.id = p.worker_id
          left join worker w on w.account_id = g.reviewer_id
          where a.account_id = g.reviewer_id
            or not p.same_vendor and a.vendor_id is not null and a.vendor_id = w.vendor_id
            or exists (
              select from linked_workers l
              where l.linked_at <= g.claimed_at and l.worker_id in (a.id, w.id) and l.other_id in (a.id, w.id))
          limit #{limit}
          """);

  private static final Check GRADED =
      Check.never(
          "graded",
          """
          select 'paper ' || p.id as subject,
                 p.outcome || ' of ' || g.graders || ' graders and ' || g.adjudicators || ' adjudicators' as found,
                 'two graders for a mean, a third person for an adjudication' as expected
          from paper p
          cross join lateral (
            select count(*) filter (where role = 'grader') as graders, count(*) filter (where role = 'adjudicator') as adjudicators
            from grading where paper_id = p.id and state = 'sent' and set_aside is null) g
          where p.outcome = 'mean' and (g.graders < 2 or g.adjudicators > 0) or p.outcome = 'adjudicator' and g.adjudicators <> 1
          limit #{limit}
          """);

  private static final Check MARKS =
      Check.never(
          "marks",
          """
          select 'paper ' || p.id as subject, 'final, and no mark in attempt ' || p.attempt_id as found,
                 'the mark that its grades give' as expected
          from paper p join attempt_item i on i.attempt_id = p.attempt_id and i.item_id = p.item_id
          where p.state = 'final' and i.graded is null
          limit #{limit}
          """);

  private static final Check GRADINGS =
      Check.never(
          "gradings",
          """
          select 'grading ' || coalesce(g.id, e.cause_id) as subject,
                 coalesce(g.state, 'no grading') || ' and ' ||
                   coalesce(e.state || ', ' || e.amount_micros || ' ' || e.currency, 'no earning') as found,
                 coalesce(g.earning || ', ' || g.pay_micros || ' ' || g.currency, 'none') as expected
          from (
            select g.id, g.state, g.pay_micros, g.currency, w.id as worker_id, q.organisation_id,
                   case g.state when 'claimed' then 'pending' when 'sent' then 'paid' else 'void' end as earning
            from grading g
            join qualification q on q.id = g.qualification_id
            left join worker w on w.account_id = g.reviewer_id
            where g.pay_micros is not null) g
          full join (select * from earning where basis = 'grading') e on e.cause_id = g.id
          where g.id is null or e.cause_id is null
            or (e.amount_micros, e.currency, e.worker_id, e.organisation_id)
              is distinct from (g.pay_micros, g.currency, g.worker_id, g.organisation_id)
            or case g.earning when 'paid' then e.state in ('pending', 'void') else e.state <> g.earning end
          limit #{limit}
          """);

  private static final Check GRADING_OVER =
      Check.passing(
          "grading_over",
          """
          select 'grading ' || id as subject, 'claimed, until ' || lease_until as found, 'ended by a node soon after' as expected
          from grading
          where state = 'claimed' and lease_until < clock_timestamp() - interval '3 minutes'
          order by lease_until
          limit #{limit}
          """);

  private static final Check UNGRADED =
      Check.passing(
          "ungraded",
          """
          select 'attempt ' || a.id as subject, a.state || ', and nobody is to grade item ' || i.item_id as found,
                 'a paper that wants graders' as expected
          from attempt a join attempt_item i on i.attempt_id = a.id
          where a.state in ('in_grading', 'adjudicated') and i.counts and i.score is null
            and not exists (
              select from paper p
              where p.attempt_id = a.id and p.item_id = i.item_id and p.state in ('open', 'adjudicating'))
          limit #{limit}
          """);

  // A correction writes down whom it touches together with the key.
  private static final Check CORRECTED =
      Check.never(
          "corrected",
          """
          select 'attempt ' || a.id as subject, 'item ' || i.item_id || ' marked by key ' || i.key_revision as found,
                 'marked by key ' || k.revision || ', or a correction under way' as expected
          from attempt a join attempt_item i on i.attempt_id = a.id
          cross join lateral (
            select max(revision) as revision from item_key where item_id = i.item_id and version = i.version) k
          where a.state in ('in_grading', 'adjudicated', 'passed', 'failed') and i.key_revision <> k.revision
            and not exists (select from correction_attempt c where c.attempt_id = a.id and c.done_at is null)
          limit #{limit}
          """);

  // The clock decides what nobody does; a grade that is being given anew is waited for.
  private static final Check UNANSWERED =
      Check.passing(
          "unanswered",
          """
          select 'appeal ' || e.id as subject, 'open, due ' || e.due_at as found, 'granted by a node soon after' as expected
          from attempt_appeal e
          where e.state = 'open' and e.due_at < clock_timestamp() - interval '3 minutes'
            and (e.against = 'key' or exists (
              select from paper p where p.attempt_id = e.attempt_id and p.item_id = e.item_id and p.state = 'final'))
          order by e.due_at
          limit #{limit}
          """);

  static final List<Check> ALL =
      List.of(
          PAPERS, GRADERS, GRADED, MARKS, GRADINGS, GRADING_OVER, UNGRADED, CORRECTED, UNANSWERED);
}
