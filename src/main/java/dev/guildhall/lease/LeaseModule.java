package dev.guildhall.lease;

import dev.guildhall.assignment.Assignments;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.util.List;

/** Wires the feature. */
public final class LeaseModule {

  private final LeaseRoutes routes;

  public LeaseModule(Platform platform, Assignments assignments, WorkConfig config) {
    this.routes =
        new LeaseRoutes(
            assignments,
            new HeartbeatService(platform),
            new PauseWorkflow(platform.database(), platform.events(), config));
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
