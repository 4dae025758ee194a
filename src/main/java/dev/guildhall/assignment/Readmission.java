package dev.guildhall.assignment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;

/** Lets a submission count after all, when the verdict that freed its slot is overturned. */
public final class Readmission {

  private final VerdictRepository repository = new VerdictRepository();

  /**
   * Takes the task's slot again, beyond its overlap when another worker has it: this is the
   * recorded decision that may.
   */
  public Future<Void> readmit(SqlConnection tx, UUID task) {
    return repository.readmit(tx, task, 1);
  }
}
