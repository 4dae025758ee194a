package dev.guildhall.delivery;

import dev.guildhall.account.Role;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;

/** Who may see and who may cut the data of a project; fails with a refusal otherwise. */
public interface ProjectAccess {

  /** Everybody in the project's organisation, and its API keys. */
  Future<Void> mayRead(Principal who, UUID project);

  /** Its editors and owners, and its API keys; asked in the caller's transaction. */
  Future<Void> mayDeliver(SqlConnection tx, Principal who, UUID project);

  /** By the roles in the project's organisation. */
  static ProjectAccess of(Projects projects) {
    return new ProjectAccess() {
      @Override
      public Future<Void> mayRead(Principal who, UUID project) {
        return projects.visible(who, new ProjectId(project), Role.VIEWER).mapEmpty();
      }

      @Override
      public Future<Void> mayDeliver(SqlConnection tx, Principal who, UUID project) {
        return projects.visible(tx, who, new ProjectId(project), Role.EDITOR).mapEmpty();
      }
    };
  }
}
