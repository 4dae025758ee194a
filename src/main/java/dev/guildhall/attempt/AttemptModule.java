package dev.guildhall.attempt;

import dev.guildhall.exam.ExamModule;
import dev.guildhall.item.ImageReaders;
import dev.guildhall.item.ItemModule;
import dev.guildhall.item.ItemUses;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.requester.Wallet;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class AttemptModule {

  private static final Duration EXPIRY = Duration.ofSeconds(2);

  private final Attempts attempts;
  private final List<Routes> routes;

  /**
   * @param lines what people say of open answers
   * @param appeals what workers appeal
   */
  public AttemptModule(
      Platform platform,
      Qualifications qualifications,
      Wallet wallet,
      Earnings earnings,
      ItemModule item,
      ExamModule exam,
      GradedLines lines,
      AttemptAppeals appeals) {
    var database = platform.database();
    var events = platform.events();
    var repository = new AttemptRepository();
    var standings = new StandingRepository();
    var tests = exam.tests();
    var bank = item.bank();
    var adaptive = new AdaptiveWorkflow(repository, tests, bank, item.marker());
    var decisions =
        new DecisionWorkflow(repository, tests, bank, item.marker(), qualifications, events);
    var submissions =
        new SubmitWorkflow(
            database, repository, tests, decisions, earnings, events, platform.jobQueue());
    var catalogue = new Catalogue(qualifications, tests, wallet, repository, standings);
    var desk =
        new AttemptDesk(
            database,
            repository,
            standings,
            decisions.repository(),
            tests,
            bank,
            qualifications,
            lines,
            appeals);
    var beginnings =
        new BeginWorkflow(
            repository,
            catalogue,
            standings,
            tests,
            exam.forms(),
            bank,
            adaptive,
            earnings,
            events,
            platform.ids());
    this.attempts =
        new Attempts(
            new AttemptsWorkflow(repository, tests, decisions),
            new ForesightWorkflow(repository, tests, bank, decisions));
    this.routes =
        List.of(
            new CatalogueRoutes(database, qualifications, catalogue, desk),
            new AttemptRoutes(
                database,
                desk,
                beginnings,
                new MoveWorkflow(repository, tests, adaptive, submissions),
                new AnswerService(platform, tests, repository, adaptive),
                submissions),
            new AccommodationRoutes(database, events, standings));
    platform.jobQueue().handle(SubmitWorkflow.MARKING, submissions::mark);
    platform.jobs().every("end attempts", EXPIRY, submissions::expire);
  }

  /** Whether items are in somebody's hands. */
  public static ItemUses uses() {
    return new MarkRepository()::isUsed;
  }

  /** Workers see the images of what they were shown in a test. */
  public static ImageReaders imageReaders() {
    var repository = new AttemptRepository();
    return (client, who) ->
        who.attribute("worker")
            .map(worker -> repository.shown(client, new WorkerId(worker)))
            .orElseGet(() -> Future.succeededFuture(List.of()));
  }

  public Attempts attempts() {
    return attempts;
  }

  public List<Routes> routes() {
    return routes;
  }
}
