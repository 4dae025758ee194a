package dev.guildhall.project;

import dev.guildhall.account.Role;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Where an organisation publishes what workers are told. */
final class Guidelines {

  private final Database database;
  private final Projects projects;
  private final EventLog events;
  private final GuidelineRepository repository = new GuidelineRepository();

  Guidelines(Database database, Projects projects, EventLog events) {
    this.database = database;
    this.projects = projects;
    this.events = events;
  }

  Future<List<Guideline>> list(Principal who, ProjectId id) {
    return projects
        .visible(who, id, Role.VIEWER)
        .compose(_ -> repository.list(database.client(), id));
  }

  Future<Guideline> publish(SqlConnection tx, Principal who, ProjectId id, GuidelineDraft draft) {
    return projects
        .visible(tx, who, id, Role.EDITOR)
        .compose(_ -> repository.nextVersion(tx, id))
        .compose(
            next ->
                next.map(version -> insert(tx, who, id, version, draft))
                    .orElseGet(
                        () ->
                            Future.failedFuture(
                                Projects.wrongState(
                                    ProjectState.COMPLETED, "draft, live or paused"))));
  }

  private Future<Guideline> insert(
      SqlConnection tx, Principal who, ProjectId id, int version, GuidelineDraft draft) {
    var published = new ProjectEvents.GuidelinePublished(id, version);
    return repository
        .insert(tx, id, version, draft, who.accountId())
        .compose(guideline -> events.append(tx, published.by(who.accountId())).map(guideline));
  }
}
