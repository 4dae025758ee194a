package dev.guildhall.eligibility;

import dev.guildhall.account.Role;
import dev.guildhall.eligibility.EligibilityRepository.Invitation;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom a project has invited; it says in its requirements whether that matters. */
final class Invitations {

  private final Database database;
  private final EventLog events;
  private final Projects projects;
  private final EligibilityRepository repository;

  Invitations(Platform platform, Projects projects, EligibilityRepository repository) {
    this.database = platform.database();
    this.events = platform.events();
    this.projects = projects;
    this.repository = repository;
  }

  /** Invites all of {@code workers}, or none where one of them is not known. */
  Future<Void> invite(Principal who, ProjectId project, List<WorkerId> workers) {
    return projects
        .visible(who, project, Role.EDITOR)
        .compose(_ -> repository.known(database.client(), workers))
        .compose(
            known -> {
              requireAll(workers, known);
              return database.inTransaction(
                  tx ->
                      repository
                          .invite(tx, project, workers, who.accountId())
                          .compose(
                              invited ->
                                  events.append(
                                      tx,
                                      invited.stream()
                                          .map(
                                              worker ->
                                                  new EligibilityEvents.Invited(project)
                                                      .of(worker.value(), who.accountId()))
                                          .toList())));
            });
  }

  private static void requireAll(List<WorkerId> workers, List<WorkerId> known) {
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < workers.size(); i++) {
      if (!known.contains(workers.get(i))) {
        errors.add(
            new FieldError(
                "/worker_ids/" + i, "unknown", "There is no worker " + workers.get(i) + "."));
      }
    }
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
  }

  /** Takes an invitation back; where there is none nothing happens. */
  Future<Void> uninvite(Principal who, ProjectId project, WorkerId worker) {
    return projects
        .visible(who, project, Role.EDITOR)
        .compose(
            _ ->
                database.inTransaction(
                    tx ->
                        repository
                            .uninvite(tx, project, worker)
                            .compose(
                                was ->
                                    was
                                        ? events.append(
                                            tx,
                                            new EligibilityEvents.Uninvited(project)
                                                .of(worker.value(), who.accountId()))
                                        : Future.succeededFuture())));
  }

  /** One page, newest first, with one row more than {@code limit} when there is another page. */
  Future<List<Invitation>> list(
      Principal who, ProjectId project, Optional<Cursor> after, int limit) {
    return projects
        .visible(who, project, Role.VIEWER)
        .compose(
            _ ->
                repository.invited(
                    database.client(),
                    project,
                    after.map(cursor -> cursor.instant(0)).orElse(null),
                    after.map(cursor -> cursor.uuid(1)).orElse(null),
                    limit + 1));
  }
}
