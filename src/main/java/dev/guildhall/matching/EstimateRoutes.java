package dev.guildhall.matching;

import dev.guildhall.account.Role;
import dev.guildhall.eligibility.Census;
import dev.guildhall.eligibility.Predicates;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.requester.Wallet;
import dev.guildhall.task.Launches;
import io.vertx.core.Future;

/** What launching would cost and how long it may take. */
final class EstimateRoutes implements Routes {

  private static final double MANY_ACTIVE = 0.25;
  private static final double FEW_ACTIVE = 0.02;

  private final Database database;
  private final Projects projects;
  private final Launches launches;
  private final Wallet wallet;
  private final Census census;

  EstimateRoutes(
      Database database, Projects projects, Launches launches, Wallet wallet, Census census) {
    this.database = database;
    this.projects = projects;
    this.launches = launches;
    this.wallet = wallet;
    this.census = census;
  }

  @Override
  public void bind(Binder to) {
    to.on("getEstimate", this::estimate);
  }

  private record Estimate(
      long submissions,
      Money cost,
      Money available,
      Money shortfall,
      Census.Result workers,
      Money effectivePayPerHour,
      long secondsLow,
      long secondsHigh) {}

  private Future<Response> estimate(Request request) {
    return projects
        .visible(request.principal(), ProjectId.parse(request.path("project_id")), Role.VIEWER)
        .compose(
            project ->
                Future.all(
                        launches.cost(database.client(), project),
                        wallet.available(
                            database.client(),
                            project.organisationId(),
                            project.price().currency()),
                        census.count(
                            Predicates.of(project),
                            project.price().perHour(project.estimateSeconds()),
                            request.locale()))
                    .map(
                        all ->
                            Response.ok(
                                estimate(
                                    project,
                                    all.resultAt(0),
                                    all.resultAt(1),
                                    all.<Census.Result>resultAt(2)))));
  }

  private static Estimate estimate(
      Project project, Launches.Cost cost, Money available, Census.Result workers) {
    var missing = Math.max(0, cost.toReserve().micros() - available.micros());
    return new Estimate(
        cost.submissions(),
        cost.total(),
        available,
        new Money(missing, available.currency()),
        workers,
        project.price().perHour(project.estimateSeconds()),
        seconds(project, cost, workers.would(), MANY_ACTIVE),
        seconds(project, cost, workers.would(), FEW_ACTIVE));
  }

  /**
   * The work shared by the active part of those who would take it, at least one of them; never less
   * than one submission takes.
   */
  private static long seconds(
      Project project, Launches.Cost cost, long willing, double activeShare) {
    double active = Math.max(1, willing * activeShare);
    double work = (double) cost.submissions() * project.estimateSeconds();
    return Math.round(Math.max(project.estimateSeconds(), work / active));
  }
}
