package dev.guildhall.audit;

import java.util.List;

/** Who holds what until when, and what a repeated request will be answered. */
final class AssignmentChecks {

  private AssignmentChecks() {}

  private static final Check HELD =
      Check.never(
          "held",
          """
          select 'worker ' || coalesce(l.worker_id, a.worker_id) as subject, coalesce(l.held, 0) || ' counted' as found,
                 coalesce(a.held, 0) || ' claimed' as expected
          from worker_load l
          full join (
            select worker_id, count(*) as held from assignment where state = 'claimed' group by worker_id) a
            on a.worker_id = l.worker_id
          where coalesce(l.held, 0) <> coalesce(a.held, 0)
          limit #{limit}
          """);

  private static final Check HOME =
      Check.never(
          "project",
          """
          select 'assignment ' || a.id as subject, 'project ' || a.project_id || ', ' || a.currency as found,
                 'project ' || t.project_id || ', ' || p.currency as expected
          from assignment a join task t on t.id = a.task_id join project p on p.id = t.project_id
          where a.project_id <> t.project_id or a.currency <> p.currency
          limit #{limit}
          """);

  private static final Check LEASE =
      Check.never(
          "lease",
          """
          select 'assignment ' || id as subject,
                 state || ', leased ' || leased_at || ', until ' || coalesce(lease_until::text, 'never') || ', grace ' ||
                   coalesce(grace_until::text, 'none') as found,
                 'a lease, then a grace, of what is open alone' as expected
          from assignment
          where (state in ('claimed', 'revision_requested')) <> (lease_until is not null and grace_until is not null)
            or (lease_until is null) <> (grace_until is null)
            or leased_at > lease_until or lease_until > grace_until
          limit #{limit}
          """);

  private static final Check TIMES =
      Check.never(
          "times",
          """
          select 'assignment ' || id as subject,
                 state || concat(', sent ' || submitted_at, ', to be accepted ' || auto_accept_at, ', ended ' || ended_at) as found,
                 'the times of its state and no others' as expected
          from assignment
          where (auto_accept_at is not null) <> (state = 'submitted')
            or (ended_at is null) <> (state in ('claimed', 'submitted', 'revision_requested'))
            or submitted_at is null and state not in ('claimed', 'returned', 'skipped', 'expired', 'cancelled', 'voided')
          limit #{limit}
          """);

  private static final Check LEASE_OVER =
      Check.passing(
          "lease_over",
          """
          select 'assignment ' || id as subject, state || ', grace ended ' || grace_until as found,
                 'ended by a node soon after' as expected
          from assignment
          where state in ('claimed', 'revision_requested') and grace_until < clock_timestamp() - interval '10 seconds'
          order by grace_until
          limit #{limit}
          """);

  private static final Check UNJUDGED =
      Check.passing(
          "unjudged",
          """
          select 'assignment ' || id as subject, 'submitted, to be accepted ' || auto_accept_at as found,
                 'accepted by a node soon after' as expected
          from assignment
          where state = 'submitted' and auto_accept_at < clock_timestamp() - interval '30 seconds'
          order by auto_accept_at
          limit #{limit}
          """);

  // A claim that is repeated finds its assignment by the id; two would be two answers.
  private static final Check CLAIM_IDS =
      Check.never(
          "claim_ids",
          """
          select 'claim ' || f.claim_id as subject, 'assignments ' || f.assignment_id || ' and ' || a.id as found, 'one' as expected
          from former_claim f join assignment a on a.claim_id = f.claim_id
          limit #{limit}
          """);

  // The key and its answer are one transaction, so nobody ever sees the one without the other.
  private static final Check ANSWERS =
      Check.never(
          "answers",
          """
          select 'idempotency_key ' || principal || ' ' || operation || ' ' || key as subject,
                 'no answer, since ' || created_at as found, 'the answer that was given' as expected
          from idempotency_key
          where status is null or body is null
          limit #{limit}
          """);

  static final List<Check> ALL =
      List.of(HELD, HOME, LEASE, TIMES, LEASE_OVER, UNJUDGED, CLAIM_IDS, ANSWERS);
}
