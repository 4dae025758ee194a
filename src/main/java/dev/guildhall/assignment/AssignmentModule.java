package dev.guildhall.assignment;

import dev.guildhall.matching.Matching;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
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

  /**
   * @param secret the server's, that draws are made under
   */
  public AssignmentModule(
      Platform platform,
      TaskQueue queue,
      Matching matching,
      Projects projects,
      Earnings earnings,
      Secret secret,
      WorkConfig config) {
    var database = platform.database();
    var repository = new AssignmentRepository(config);
    var lots = new Lots(secret);
    this.assignments = new Assignments(platform, repository);
    var endRepository = new EndRepository();
    var verdictWorkflow =
        new VerdictWorkflow(earnings, projects, platform.events(), platform.ids());
    var endWorkflow = new EndWorkflow(endRepository, earnings, projects, platform.events(), config);
    this.verdicts = new Verdicts(database, verdictWorkflow, queue);
    var reopenWorkflow =
        new ReopenWorkflow(database, matching, projects, platform.events(), config);
    this.routes =
        new AssignmentRoutes(
            database,
            repository,
            assignments,
            new ClaimService(
                platform,
                queue,
                matching,
                projects,
                repository,
                assignments,
                reopenWorkflow,
                lots,
                config),
            new DraftService(platform),
            new SubmissionService(
                platform,
                projects,
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

  /** For reviews and the measuring of quality, which judge. */
  public Verdicts verdicts() {
    return verdicts;
  }
}
