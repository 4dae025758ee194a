package dev.guildhall.eligibility;

import dev.guildhall.platform.event.EventLog;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which workers are in which exclusion groups: with their first task of one of its projects. */
public final class ExclusionGroups {

  private final EventLog events;
  private final EligibilityRepository repository;

  ExclusionGroups(EventLog events, EligibilityRepository repository) {
    this.events = events;
    this.repository = repository;
  }

  /** The groups that work on the project brings a worker into. */
  public static Set<Facts.Group> of(Project project) {
    return project.requirements().exclusionGroups().stream()
        .map(name -> new Facts.Group(project.organisationId(), name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the worker is in none of the groups, or by this project. It stays so until the
   * transaction ends when the worker's load is locked, as each claim does first.
   */
  public Future<Boolean> admit(
      SqlConnection tx, WorkerId worker, Set<Facts.Group> groups, ProjectId project) {
    return repository.entered(tx, worker, groups).map(by -> by.stream().allMatch(project::equals));
  }

  /** Takes a worker who was admitted into the groups. */
  public Future<Void> enter(
      SqlConnection tx, WorkerId worker, UUID account, Set<Facts.Group> groups, ProjectId project) {
    return repository
        .enter(tx, worker, groups, project)
        .compose(
            entered ->
                events.append(
                    tx,
                    entered.stream()
                        .map(
                            name ->
                                new EligibilityEvents.Joined(project, name)
                                    .of(worker.value(), account))
                        .toList()));
  }
}
