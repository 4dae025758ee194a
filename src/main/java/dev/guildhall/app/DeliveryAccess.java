package dev.guildhall.app;

import dev.guildhall.account.Role;
import dev.guildhall.delivery.ProjectAccess;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;

/** Lets deliveries ask the projects who may see and cut their data. */
final class DeliveryAccess implements ProjectAccess {

  private final Projects projects;

  DeliveryAccess(Projects projects) {
    this.projects = projects;
  }

  @Override
  public Future<Void> mayRead(Principal who, UUID project) {
    return projects.visible(who, new ProjectId(project), Role.VIEWER).mapEmpty();
  }

  @Override
  public Future<Void> mayDeliver(SqlConnection tx, Principal who, UUID project) {
    return projects.visible(tx, who, new ProjectId(project), Role.EDITOR).mapEmpty();
  }
}
