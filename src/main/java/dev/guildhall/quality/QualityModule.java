package dev.guildhall.quality;

import dev.guildhall.platform.Platform;
import java.time.Duration;

/** Wires the feature. */
public final class QualityModule {

  private static final Duration ESTIMATE = Duration.ofSeconds(5);

  public QualityModule(Platform platform) {
    var job = new SkillJob(platform.database(), platform.events(), new SkillRepository());
    platform.jobs().every("estimate skill", ESTIMATE, job::run);
  }
}
