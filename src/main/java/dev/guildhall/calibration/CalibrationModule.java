package dev.guildhall.calibration;

import dev.guildhall.account.Notices;
import dev.guildhall.exam.Tests;
import dev.guildhall.grading.Reviewers;
import dev.guildhall.item.Bank;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.Qualifications;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class CalibrationModule {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final List<Routes> routes;

  /**
   * @param secret behind the pseudonyms of reviewers
   */
  public CalibrationModule(
      Platform platform,
      Notices notices,
      Qualifications qualifications,
      Bank bank,
      Tests tests,
      Reviewers reviewers,
      Secret secret,
      CalibrationConfig config) {
    var database = platform.database();
    var events = platform.events();
    var progress = new ProgressRepository();
    var watches = new WatchRepository();
    var figures = new FiguresRepository();
    var flags = new FlagWorkflow(new FlagRepository(), events, notices);
    var leaks = new LeakJob(database, events, progress, watches, bank, flags);
    var items =
        new MeasureJob(
            database,
            progress,
            new MeasureRepository(),
            watches,
            bank,
            flags,
            config.itemSeconds());
    var drift = new DriftJob(database, events, progress, reviewers, figures);
    var panels = new PanelJob(database, progress, figures, reviewers, config.reviewerSeconds());
    platform.jobs().every("watch items", LOOK, leaks::run);
    platform.jobs().every("measure items", LOOK, items::run);
    platform.jobs().every("watch reviewers", LOOK, drift::run);
    platform.jobs().every("estimate reviewers", LOOK, panels::run);
    this.routes =
        List.of(
            new CalibrationRoutes(
                new CalibrationDesk(database, qualifications, reviewers, figures),
                new TestFiguresDesk(database, qualifications, tests, new TestFiguresRepository()),
                secret));
  }

  public List<Routes> routes() {
    return routes;
  }
}
