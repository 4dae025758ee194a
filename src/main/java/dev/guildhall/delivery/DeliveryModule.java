package dev.guildhall.delivery;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Routes;
import java.util.List;

/** Wires deliveries, progress and running results. */
public final class DeliveryModule {

  private final List<Routes> routes;

  /**
   * @param pseudonyms the server's secret that names of workers in data sets are drawn from;
   *     another secret gives other names in later deliveries
   */
  public DeliveryModule(Platform platform, ProjectAccess access, Secret pseudonyms) {
    var database = platform.database();
    var files =
        new DeliveryFiles(
            platform.vertx(), new FolderWorkflow(database, platform.home().resolve("deliveries")));
    var job = new DeliveryJob(platform, new FreezeWorkflow(database, pseudonyms), files);
    platform.jobQueue().handle(DeliveryJob.KIND, job::run);
    this.routes =
        List.of(
            new DeliveryRoutes(platform.vertx(), new Deliveries(platform, access), files),
            new ProgressRoutes(new Progresses(platform, access), new Results(platform, access)));
  }

  public List<Routes> routes() {
    return routes;
  }
}
