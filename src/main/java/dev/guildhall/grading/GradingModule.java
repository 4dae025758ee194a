package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.Memberships;
import dev.guildhall.attempt.AttemptEvents;
import dev.guildhall.attempt.Attempts;
import dev.guildhall.attempt.GradedLines;
import dev.guildhall.exam.Tests;
import dev.guildhall.experiment.Lots;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ImageReaders;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.worker.Earnings;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class GradingModule {

  private static final Duration EXPIRY = Duration.ofSeconds(1);
  private static final Duration LOAD = Duration.ofSeconds(1);
  private static final Duration LOAD_CHANGED = Duration.ofMillis(200);

  private final Papers papers;
  private final Reviewers reviewers;
  private final List<Routes> routes;

  /**
   * @param secret behind the pseudonyms of reviewers
   */
  public GradingModule(
      Platform platform,
      Memberships memberships,
      Qualifications qualifications,
      Bank bank,
      Tests tests,
      Attempts attempts,
      Earnings earnings,
      Lots lots,
      Secret secret) {
    var database = platform.database();
    var events = platform.events();
    var ids = platform.ids();
    // Of its own: what has changed in it nobody else has to load.
    var queue = new TaskQueue(platform);
    var paperRepository = new PaperRepository();
    var gradingRepository = new GradingRepository();
    var claimRepository = new GrantRepository();
    var reviewerRepository = new ReviewerRepository();
    var settling =
        new PaperWorkflow(
            database,
            paperRepository,
            gradingRepository,
            reviewerRepository,
            tests,
            bank,
            attempts,
            events,
            ids);
    var workflow =
        new GradingWorkflow(
            database,
            gradingRepository,
            paperRepository,
            reviewerRepository,
            settling,
            earnings,
            events,
            queue);
    this.reviewers = new Reviewers(reviewerRepository, events);
    this.papers =
        new Papers(
            paperRepository,
            gradingRepository,
            new CorrectionWorkflow(paperRepository, gradingRepository, settling),
            queue);
    this.routes =
        List.of(
            new GradingRoutes(
                new Gradings(database, gradingRepository, claimRepository),
                new ClaimService(
                    database,
                    queue,
                    claimRepository,
                    new ClaimWorkflow(
                        claimRepository, reviewerRepository, earnings, events, ids, lots)),
                workflow),
            new ValidityRoutes(
                new ValidityPapers(database, events, ids, memberships, paperRepository)),
            new ReviewerRoutes(database, qualifications, reviewers, secret));
    events.handle(
        AttemptEvents.SUBMITTED,
        "make papers",
        event ->
            Workflows.start(
                () -> {
                  var sent = StrictJson.convert(event.payload(), AttemptEvents.Submitted.class);
                  settling.make(sent).forEach(place -> place.tellAll(queue));
                  return null;
                }));
    var lapses = new LapseJob(database, gradingRepository, paperRepository, workflow, queue);
    var loader = new PaperLoadJob(database, queue, paperRepository);
    platform.jobs().every("expire gradings", EXPIRY, lapses::run);
    platform.jobs().every("load papers", LOAD, loader::run);
    platform.jobs().every("load changed papers", LOAD_CHANGED, loader::loadChanged);
  }

  /** What workers are told of their answers' grades. */
  public static GradedLines lines() {
    return new Feedback();
  }

  /** Reviewers see the images of what they grade. */
  public static ImageReaders imageReaders() {
    var repository = new GradingRepository();
    return (client, who) -> repository.shown(client, new AccountId(who.accountId()));
  }

  /** For appeals and corrections. */
  public Papers papers() {
    return papers;
  }

  /** For those who measure them. */
  public Reviewers reviewers() {
    return reviewers;
  }

  public List<Routes> routes() {
    return routes;
  }
}
