package dev.guildhall.matching;

import dev.guildhall.account.Role;
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
import dev.guildhall.worker.Workers;
import io.vertx.core.Future;

/** What launching would cost and how long it may take. */
final class EstimateRoutes implements Routes {

  private static final double MANY_ACTIVE = 0.25;
  private static final double FEW_ACTIVE = 0.02;

  private final Database database;
  private final Projects projects;
  private final Launches launches;
  private final Wallet wallet;
  private final Workers workers;

  EstimateRoutes(
      Database database, Projects projects, Launches launches, Wallet wallet, Workers workers) {
    this.database = database;
    this.projects = projects;
    this.launches = launches;
    this.wallet = wallet;
    this.workers = workers;
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
      long eligibleWorkers,
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
                        workers.countFluent(database.client(), project.languages()))
                    .map(
                        all ->
                            Response.ok(
                                estimate(
                                    project,
                                    all.resultAt(0),
                                    all.resultAt(1),
                                    all.<Long>resultAt(2)))));
  }

  private static Estimate estimate(
      Project project, Launches.Cost cost, Money available, long eligible) {
    var missing = Math.max(0, cost.toReserve().micros() - available.micros());
    return new Estimate(
        cost.submissions(),
        cost.total(),
        available,
        new Money(missing, available.currency()),
        eligible,
        project.price().perHour(project.estimateSeconds()),
        seconds(project, cost, eligible, MANY_ACTIVE),
        seconds(project, cost, eligible, FEW_ACTIVE));
  }

  /**
   * The work shared by the active part of the eligible, at least one of them; never less than one
   * submission takes.
   */
  private static long seconds(
      Project project, Launches.Cost cost, long eligible, double activeShare) {
    double active = Math.max(1, eligible * activeShare);
    double work = (double) cost.submissions() * project.estimateSeconds();
    return Math.round(Math.max(project.estimateSeconds(), work / active));
  }
}
