package dev.guildhall.task;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.ProjectModule;
import dev.guildhall.queue.TaskQueue;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class TaskModule {

  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final Tasks tasks = new Tasks();
  private final Uploads uploads;
  private final Launches launches;
  private final List<Routes> routes;

  public TaskModule(Platform platform, ProjectModule project, TaskQueue queue) {
    this.uploads = new Uploads(platform, project.projects(), queue);
    this.launches = new Launches(project.projects());
    this.routes =
        List.of(new TaskRoutes(platform.database(), project.projects(), uploads, launches));
    var staging = new StagingJob(platform.database());
    platform.jobs().every("staging", SWEEP, staging::run);
  }

  public Tasks tasks() {
    return tasks;
  }

  public Launches launches() {
    return launches;
  }

  Uploads uploads() {
    return uploads;
  }

  public List<Routes> routes() {
    return routes;
  }
}
