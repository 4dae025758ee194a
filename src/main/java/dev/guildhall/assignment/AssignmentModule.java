package dev.guildhall.assignment;

import dev.guildhall.eligibility.EligibilityModule;
import dev.guildhall.experiment.Lots;
import dev.guildhall.matching.Matching;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.worker.Earnings;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class AssignmentModule {

  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(1);

  private final AssignmentRoutes routes;
  private final StandingRoutes standing;
  private final Assignments assignments;
  private final Verdicts verdicts;
  private final Cancellations cancellations;

  /**
   * @param lots that decide which claims get gold and which submissions are sampled
   */
  public AssignmentModule(
      Platform platform,
      TaskQueue queue,
      EligibilityModule eligibility,
      Matching matching,
      Projects projects,
      Earnings earnings,
      Lots lots,
      WorkConfig config) {
    var database = platform.database();
    var repository = new AssignmentRepository(config);
    this.assignments = new Assignments(platform, repository, config);
    var endRepository = new EndRepository();
    var verdictWorkflow =
        new VerdictWorkflow(earnings, projects, platform.events(), platform.ids());
    var endWorkflow = new EndWorkflow(endRepository, earnings, projects, platform.events(), config);
    this.cancellations = new Cancellations(earnings, platform.events());
    this.verdicts = new Verdicts(database, verdictWorkflow, queue);
    var reopenWorkflow =
        new ReopenWorkflow(
            database, matching, eligibility.eligibility(), projects, platform.events(), config);
    this.routes =
        new AssignmentRoutes(
            database,
            repository,
            assignments,
            eligibility.eligibility(),
            new ClaimService(
                platform,
                queue,
                matching,
                projects,
                repository,
                assignments,
                eligibility.exclusionGroups(),
                reopenWorkflow,
                lots,
                config),
            new DraftService(platform),
            new SubmissionService(
                platform,
                projects,
                assignments,
                lots,
                new SubmissionWorkflow(earnings, verdictWorkflow, platform.events())),
            new LeaseWorkflow(database, endRepository, endWorkflow, platform.events(), queue),
            reopenWorkflow);
    this.standing = new StandingRoutes(database, config);
    var expiry = new ExpiryJob(database, endRepository, endWorkflow, queue);
    platform.jobs().every("expire leases", EXPIRY_INTERVAL, expiry::run);
  }

  public List<Routes> routes() {
    return List.of(routes, standing);
  }

  public Assignments assignments() {
    return assignments;
  }

  /** For requesters, who call work back. */
  public Cancellations cancellations() {
    return cancellations;
  }

  /** For reviews and the measuring of quality, which judge. */
  public Verdicts verdicts() {
    return verdicts;
  }
}
