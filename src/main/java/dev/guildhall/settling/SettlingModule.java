package dev.guildhall.settling;

import dev.guildhall.platform.Platform;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.requester.Wallet;
import java.time.Duration;

/** Wires the feature. */
public final class SettlingModule {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration SWEEP = Duration.ofSeconds(30);

  public SettlingModule(Platform platform, TaskQueue queue, Projects projects, Wallet wallet) {
    var repository = new SettlingRepository();
    var job =
        new SettlingJob(
            platform.database(),
            platform.events(),
            repository,
            new SettlingWorkflow(projects, wallet, platform.events(), repository),
            queue);
    platform.jobs().every("settle tasks", LOOK, job::run);
    platform.jobs().every("sweep undecided tasks", SWEEP, job::sweep);
  }
}
