package dev.guildhall.lease;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.project.ProjectFixture;
import dev.guildhall.testing.TestPlatform;
import java.util.UUID;

/** Leases on tasks, and time that passes under them. */
record LeaseFixture(TestPlatform test, ProjectFixture world) {

  /** A task of its own, held for so long. */
  AssignmentId held(UUID worker, int seconds) {
    UUID id = test.newId();
    test.sql(
        """
        with t as (
          insert into task (id, project_id, upload_id, position, input, overlap)
          values (gen_random_uuid(), $2, $2, 1, '{}', 1) returning id)
        insert into assignment (
          id, claim_id, task_id, project_id, worker_id, state, lease_until, grace_until,
          price_micros, currency, guideline_version)
        select $1, gen_random_uuid(), t.id, $2, $3, 'claimed', clock_timestamp() + $4 * interval '1 second',
               clock_timestamp() + ($4 + 600) * interval '1 second', 1, 'USD', 1
        from t
        """,
        id,
        world.draft().id().value(),
        worker,
        seconds);
    return new AssignmentId(id);
  }

  void passes(AssignmentId id, int seconds) {
    test.sql(
        """
        update assignment
        set leased_at = leased_at - $2 * interval '1 second', lease_until = lease_until - $2 * interval '1 second',
            grace_until = grace_until - $2 * interval '1 second', pause_until = pause_until - $2 * interval '1 second'
        where id = $1
        """,
        id.value(),
        seconds);
  }
}
