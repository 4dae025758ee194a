package dev.guildhall.project;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.Notices;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.requester.Wallet;
import java.util.List;

/** Wires the feature. */
public final class ProjectModule {

  private final Projects projects;
  private final Guidelines guidelines;
  private final ProjectDesk desk;

  public ProjectModule(
      Platform platform,
      Memberships memberships,
      Qualifications qualifications,
      Notices notices,
      Wallet wallet) {
    this.projects = new Projects(platform, memberships, notices, wallet);
    this.guidelines = new Guidelines(platform.database(), projects, platform.events());
    this.desk =
        new ProjectDesk(
            platform.database(),
            platform.ids(),
            memberships,
            qualifications,
            projects,
            platform.events());
  }

  public Projects projects() {
    return projects;
  }

  Guidelines guidelines() {
    return guidelines;
  }

  ProjectDesk desk() {
    return desk;
  }

  public List<Routes> routes() {
    return List.of(new ProjectRoutes(projects, desk, guidelines));
  }
}
