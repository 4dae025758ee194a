package dev.guildhall.review;

import dev.guildhall.assignment.AssignmentModule;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.Projects;
import dev.guildhall.requester.Wallet;
import dev.guildhall.task.Tasks;
import dev.guildhall.worker.Earnings;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class ReviewModule {

  private static final Duration DEADLINES = Duration.ofSeconds(5);

  private final ReviewRoutes routes;

  /**
   * @param pseudonyms the server's secret that names of workers are drawn from
   */
  public ReviewModule(
      Platform platform,
      AssignmentModule assignment,
      Projects projects,
      Tasks tasks,
      Earnings earnings,
      Wallet wallet,
      Secret pseudonyms,
      WorkConfig config) {
    var repository = new ReviewRepository(pseudonyms);
    var appealRepository = new AppealRepository();
    var reviews = new Reviews(platform.database(), projects, repository, assignment.verdicts());
    var appeals =
        new AppealWorkflow(platform, appealRepository, earnings, projects, wallet, config);
    this.routes =
        new ReviewRoutes(
            platform.database(),
            projects,
            tasks,
            assignment.assignments(),
            repository,
            appealRepository,
            reviews,
            appeals);
    platform.jobs().repeat("accept unjudged work", DEADLINES, reviews::acceptOverdue);
    platform.jobs().every("grant unanswered appeals", DEADLINES, appeals::grantOverdue);
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
