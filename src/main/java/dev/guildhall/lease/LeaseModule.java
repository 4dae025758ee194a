package dev.guildhall.lease;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.util.List;

/** Wires the feature. */
public final class LeaseModule {

  private final LeaseRoutes routes;

  public LeaseModule(Platform platform) {
    this.routes = new LeaseRoutes(new HeartbeatService(platform));
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
