package dev.guildhall.assignment;

import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import java.util.List;

/** Judgements of submissions, from persons, rules and timers. */
public final class Verdicts {

  private final Database database;
  private final VerdictWorkflow workflow;
  private final TaskQueue queue;

  Verdicts(Database database, VerdictWorkflow workflow, TaskQueue queue) {
    this.database = database;
    this.workflow = workflow;
    this.queue = queue;
  }

  /** Gives the verdicts in one transaction; the rulings stand at the judgements' indexes. */
  public Future<List<Ruling>> decide(List<Judgement> judgements) {
    return database
        .inTransaction(tx -> Workflows.start(() -> workflow.decide(tx, judgements)))
        .onSuccess(decided -> LeaseWorkflow.tell(queue, decided.freed()))
        .map(VerdictWorkflow.Decided::rulings);
  }
}
