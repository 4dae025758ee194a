package dev.guildhall.recall;

import dev.guildhall.account.Role;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.task.TaskId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Says what calling tasks back would come to. */
final class RecallService {

  private final Database database;
  private final Projects projects;
  private final RecallRepository repository = new RecallRepository();

  RecallService(Database database, Projects projects) {
    this.database = database;
    this.projects = projects;
  }

  /** For whoever may call back. Nothing is locked, so it is what holds at this moment. */
  Future<Preview> preview(Principal who, ProjectId id, Selection selection) {
    var tasks = selection.checked();
    return projects
        .visible(who, id, Role.EDITOR)
        .compose(
            project ->
                database.read(
                    client ->
                        found(client, id, tasks).compose(ids -> preview(client, project, ids))));
  }

  private Future<List<UUID>> found(SqlClient client, ProjectId project, Selection tasks) {
    if (tasks.taskIds() != null) {
      return repository.existing(
          client, project, tasks.taskIds().stream().map(TaskId::value).toList());
    }
    if (tasks.keys() != null) {
      return repository
          .byKeys(client, project, tasks.keys())
          .map(byKey -> List.copyOf(byKey.values()));
    }
    return repository.findAll(client, project, Objects.requireNonNull(tasks.filter()));
  }

  private Future<Preview> preview(SqlClient client, Project project, List<UUID> tasks) {
    var standing = repository.standing(client, tasks);
    var working = repository.inWork(client, tasks);
    return Future.all(standing, working)
        .map(
            _ -> {
              var work = working.result();
              var nothing = Money.zero(project.price().currency());
              return new Preview(
                  standing.result().tasks(),
                  standing.result().free(),
                  work.size(),
                  standing.result().sent(),
                  work.stream()
                      .map(
                          one ->
                              ProRata.pay(
                                  one.price(), one.spent().seconds(), project.estimateSeconds()))
                      .reduce(nothing, Money::plus),
                  work.stream().map(RecallRepository.Priced::price).reduce(nothing, Money::plus));
            });
  }
}
