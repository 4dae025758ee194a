package dev.guildhall.assignment;

import dev.guildhall.platform.error.Refusal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Assignments as other features read them. */
public final class Assignments {

  private final AssignmentRepository repository;

  Assignments(AssignmentRepository repository) {
    this.repository = repository;
  }

  /** The assignment as its worker sees it; whose it is has been checked. */
  public Future<AssignmentView> view(SqlClient client, AssignmentId id) {
    return repository
        .view(client, id)
        .map(view -> view.orElseThrow(() -> new Refusal.NotFound("assignment")));
  }
}
