package dev.guildhall.task;

import dev.guildhall.account.Role;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.PauseReason;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;

/**
 * Taking a project live, stopping it and ending it, with the money that goes along. Each step holds
 * the project's row, then the ledger's accounts.
 */
public final class Launches {

  private final Projects projects;
  private final TaskRepository tasks = new TaskRepository();

  Launches(Projects projects) {
    this.projects = projects;
  }

  /**
   * Goes live, or live again. Sets aside the budget, or what the open slots cost where there is
   * none, less what is set aside already; a budget that was lowered gives the difference back, but
   * never what is promised. A live project may be launched again to cover tasks that were loaded
   * since; with nothing to cover that changes nothing.
   */
  public Future<Project> launch(SqlConnection tx, Principal who, ProjectId id) {
    return held(tx, who, id)
        .compose(
            project -> {
              if (project.state() == ProjectState.COMPLETED) {
                throw Projects.wrongState(project.state(), "draft, live or paused");
              }
              return tasks
                  .counts(tx, id)
                  .map(counts -> target(project, counts))
                  .compose(
                      target ->
                          goLive(tx, who, project)
                              .compose(
                                  _ -> projects.reserve(tx, project, target, who.accountId())));
            })
        .compose(_ -> projects.get(tx, id));
  }

  /** What is to be set aside for it. */
  private static Money target(Project project, TaskCounts counts) {
    if (counts.ordinary() == 0) {
      throw new Refusal.Conflict(ErrorCode.PROJECT_WITHOUT_TASKS);
    }
    Money budget = project.budget();
    if (budget == null) {
      var cost = LaunchCost.of(counts, project.goldPermille(), project.price());
      var needed = project.committed().plus(cost);
      return needed.micros() > project.reserved().micros() ? needed : project.reserved();
    }
    var least = project.committed().plus(project.price());
    if (counts.openSlots() > 0 && budget.micros() < least.micros()) {
      throw new Refusal.Conflict(
          ErrorCode.BUDGET_TOO_SMALL, Map.of("needed", least.amount() + " " + least.currency()));
    }
    return budget.micros() < project.committed().micros() ? project.committed() : budget;
  }

  private Future<Void> goLive(SqlConnection tx, Principal who, Project project) {
    return project.state() == ProjectState.LIVE
        ? Future.succeededFuture()
        : projects
            .transition(tx, project.id(), project.state(), ProjectState.LIVE, null, who.accountId())
            .mapEmpty();
  }

  /**
   * What launching comes to.
   *
   * @param submissions still wanted, gold answers among them
   * @param total what these cost
   * @param toReserve the part of it that the wallet has not set aside yet
   */
  public record Cost(long submissions, Money total, Money toReserve) {}

  /** What launching the project would cost now. */
  public Future<Cost> cost(SqlClient client, Project project) {
    return tasks
        .counts(client, project.id())
        .map(
            counts -> {
              var total = LaunchCost.of(counts, project.goldPermille(), project.price());
              long missing = Math.max(0, total.micros() - project.free().micros());
              return new Cost(
                  LaunchCost.submissions(counts, project.goldPermille()),
                  total,
                  new Money(missing, total.currency()));
            });
  }

  /** Stops new claims; work under way may be finished. A paused project stays as it is. */
  public Future<Project> pause(SqlConnection tx, Principal who, ProjectId id) {
    return held(tx, who, id)
        .compose(
            project ->
                switch (project.state()) {
                  case PAUSED -> Future.succeededFuture(false);
                  case LIVE ->
                      projects.transition(
                          tx,
                          id,
                          ProjectState.LIVE,
                          ProjectState.PAUSED,
                          PauseReason.BY_REQUESTER,
                          who.accountId());
                  case DRAFT, COMPLETED -> throw Projects.wrongState(project.state(), "live");
                })
        .compose(_ -> projects.get(tx, id));
  }

  /** Ends the project and gives back what is not promised. A completed project stays as it is. */
  public Future<Project> complete(SqlConnection tx, Principal who, ProjectId id) {
    return held(tx, who, id)
        .compose(
            project ->
                switch (project.state()) {
                  case COMPLETED -> Future.<Void>succeededFuture();
                  case LIVE, PAUSED -> end(tx, who, project);
                  case DRAFT -> throw Projects.wrongState(project.state(), "live or paused");
                })
        .compose(_ -> projects.get(tx, id));
  }

  private Future<Void> end(SqlConnection tx, Principal who, Project project) {
    return tasks
        .unfinished(tx, project.id())
        .compose(
            unfinished -> {
              if (!unfinished.isEmpty()) {
                throw new Refusal.Conflict(
                    ErrorCode.PROJECT_NOT_FINISHED,
                    Map.of("in_work", unfinished.inWork(), "waiting", unfinished.waiting()));
              }
              return projects.transition(
                  tx, project.id(), project.state(), ProjectState.COMPLETED, null, who.accountId());
            })
        .compose(_ -> projects.reserve(tx, project, project.committed(), who.accountId()));
  }

  /** The project, held until the transaction ends, for somebody who may change it. */
  private Future<Project> held(SqlConnection tx, Principal who, ProjectId id) {
    return projects.visible(tx, who, id, Role.EDITOR).compose(_ -> projects.locked(tx, id));
  }
}
