package dev.guildhall.task;

import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Collection;
import java.util.List;

/** Tasks as the features above see them. */
public final class Tasks {

  private final TaskRepository repository = new TaskRepository();

  /** Those of {@code ids} that exist, in no order. */
  public Future<List<Task>> find(SqlClient client, Collection<TaskId> ids) {
    return repository.find(client, ids);
  }

  /** How many there are; reads every task of the project. */
  public Future<TaskCounts> counts(SqlClient client, ProjectId project) {
    return repository.counts(client, project);
  }
}
