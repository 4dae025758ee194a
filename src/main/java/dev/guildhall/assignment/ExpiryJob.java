package dev.guildhall.assignment;

import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Ends leases whose grace has passed, by PostgreSQL's clock. Several nodes may run it at once: each
 * takes leases that no other is ending, so each ends once.
 */
final class ExpiryJob {

  private static final int BATCH = 200;

  private final Database database;
  private final EndRepository repository;
  private final EndWorkflow workflow;
  private final TaskQueue queue;

  ExpiryJob(Database database, EndRepository repository, EndWorkflow workflow, TaskQueue queue) {
    this.database = database;
    this.repository = repository;
    this.workflow = workflow;
    this.queue = queue;
  }

  /** Ends up to {@value #BATCH} leases; returns how many. */
  int run() {
    var freed = database.inTransaction(tx -> Workflows.start(() -> expire(tx))).await();
    LeaseWorkflow.tell(queue, freed);
    return freed.size();
  }

  private List<FreedSlot> expire(SqlConnection tx) {
    var expired = repository.lockExpired(tx, BATCH).await();
    return workflow.end(tx, expired, AssignmentState.EXPIRED, "lease_ended", null, null);
  }
}
