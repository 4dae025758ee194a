package dev.guildhall.correction;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.Notices;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.attempt.AttemptAppeals;
import dev.guildhall.attempt.Attempts;
import dev.guildhall.grading.Papers;
import dev.guildhall.item.Bank;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.Qualifications;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class CorrectionModule {

  private static final Duration DEADLINES = Duration.ofSeconds(5);

  private final List<Routes> routes;

  /**
   * @param secret behind the pseudonyms of attempts
   */
  public CorrectionModule(
      Platform platform,
      Memberships memberships,
      Notices notices,
      Qualifications qualifications,
      Bank bank,
      Attempts attempts,
      Papers papers,
      Secret secret,
      WorkConfig config) {
    var database = platform.database();
    var events = platform.events();
    var appealRepository = new AttemptAppealRepository();
    var appeals =
        new AttemptAppealWorkflow(
            database, appealRepository, attempts, papers, notices, events, config);
    var repository = new CorrectionRepository();
    var workflow =
        new CorrectionWorkflow(
            repository,
            appealRepository,
            memberships,
            qualifications,
            bank,
            attempts,
            papers,
            platform.jobQueue(),
            events,
            platform.ids(),
            secret);
    var job = new CorrectionJob(database, repository, attempts, papers);
    this.routes =
        List.of(
            new AttemptAppealRoutes(database, appealRepository, appeals),
            new CorrectionRoutes(database, qualifications, repository, workflow));
    platform.jobs().every("grant unanswered appeals in tests", DEADLINES, appeals::grantOverdue);
    platform.jobQueue().handle(CorrectionJob.KIND, job::run);
  }

  /** Workers see their appeals within their attempts. */
  public static AttemptAppeals appeals(WorkConfig config) {
    return new ToldAppeals(config.appealDays());
  }

  public List<Routes> routes() {
    return routes;
  }
}
