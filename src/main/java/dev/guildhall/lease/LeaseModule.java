package dev.guildhall.lease;

import dev.guildhall.assignment.Assignments;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class LeaseModule {

  private static final Duration WARN = Duration.ofSeconds(5);

  private final LeaseRoutes routes;

  public LeaseModule(Platform platform, Assignments assignments, WorkConfig config) {
    this.routes =
        new LeaseRoutes(
            assignments,
            new HeartbeatService(platform),
            new PauseWorkflow(platform.database(), platform.events(), config));
    var warnings =
        new WarningJob(
            platform.database(),
            platform.events(),
            new WarningRepository(),
            Duration.ofSeconds(config.graceSeconds()));
    platform.jobs().every("warn of leases", WARN, warnings::run);
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
