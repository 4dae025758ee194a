package dev.guildhall.project;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.Role;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Projects as the features above see them: who may see one, where it stands, what its budget still
 * covers.
 *
 * <p>Everything that changes a project holds its row; whoever holds several takes them in the order
 * of their ids.
 */
public final class Projects {

  private final Database database;
  private final Memberships memberships;
  private final EventLog events;
  private final ProjectRepository repository = new ProjectRepository();
  private final GuidelineRepository guidelines = new GuidelineRepository();

  Projects(Database database, Memberships memberships, EventLog events) {
    this.database = database;
    this.memberships = memberships;
    this.events = events;
  }

  /**
   * The project, for a member of its organisation.
   *
   * <p>Fails with NotFound when there is none, or none that {@code who} may know of, and with
   * Forbidden when the role is too low.
   */
  public Future<Project> visible(Principal who, ProjectId id, Role atLeast) {
    return visible(database.client(), who, id, atLeast);
  }

  /** Like the other, read through {@code client}. */
  public Future<Project> visible(SqlClient client, Principal who, ProjectId id, Role atLeast) {
    return get(client, id)
        .compose(
            project ->
                memberships
                    .require(client, who, project.organisationId(), atLeast)
                    .recover(failure -> Future.failedFuture(hidden(failure)))
                    .map(project));
  }

  /** The project, which nobody else changes until the transaction ends. */
  public Future<Project> locked(SqlConnection tx, ProjectId id) {
    return repository.lock(tx, id).map(Projects::orNotFound);
  }

  /** To strangers a project looks the same whether it exists or not. */
  private static Throwable hidden(Throwable failure) {
    return failure instanceof Refusal.NotFound ? new Refusal.NotFound("project") : failure;
  }

  /** The project, whoever asks; fails with NotFound when there is none. */
  public Future<Project> get(SqlClient client, ProjectId id) {
    return repository.find(client, id).map(Projects::orNotFound);
  }

  /** Every project in which tasks can be claimed. */
  public Future<List<Project>> live(SqlClient client) {
    return repository.live(client);
  }

  /** For each live project, the summary of its guideline. */
  public Future<Map<ProjectId, String>> summaries(SqlClient client) {
    return repository.summaries(client);
  }

  /**
   * Pauses a live project whose reserve does not cover another submission; others stay as they are.
   */
  public Future<Void> pauseIfExhausted(ProjectId id) {
    return database.inTransaction(
        tx ->
            locked(tx, id)
                .compose(
                    project ->
                        project.state() == ProjectState.LIVE
                                && project.free().micros() < project.price().micros()
                            ? transition(
                                    tx,
                                    id,
                                    ProjectState.LIVE,
                                    ProjectState.PAUSED,
                                    PauseReason.BUDGET_EXHAUSTED)
                                .mapEmpty()
                            : Future.succeededFuture()));
  }

  /** One version of the project's guideline, if there is one. */
  public Future<Optional<Guideline>> guideline(SqlClient client, ProjectId id, int version) {
    return guidelines.find(client, id, version);
  }

  /** The newest version of the guideline that the worker says to have read; 0: none. */
  public Future<Integer> acknowledgedVersion(SqlClient client, WorkerId worker, ProjectId id) {
    return guidelines.acknowledged(client, worker, id);
  }

  /** Notes that the worker has read a version of the guideline; noting it again changes nothing. */
  public Future<Void> acknowledge(SqlClient client, WorkerId worker, ProjectId id, int version) {
    return get(client, id)
        .compose(
            project -> {
              requireReadable(project, version);
              return guidelines.acknowledge(client, worker, id, version);
            });
  }

  Future<Void> acknowledge(WorkerId worker, ProjectId id, int version) {
    return acknowledge(database.client(), worker, id, version);
  }

  private static void requireReadable(Project project, int version) {
    // What nobody can work on is nothing that a worker may know of.
    if (project.state() != ProjectState.LIVE && project.state() != ProjectState.PAUSED) {
      throw new Refusal.NotFound("project");
    }
    if (version > project.guidelineVersion()) {
      throw Refusal.Invalid.field(
          "/version",
          "unknown_version",
          "The newest version is " + project.guidelineVersion() + "; read that one.");
    }
  }

  /**
   * Moves a project on, if it still is where {@code from} says; whether it was.
   *
   * @throws IllegalArgumentException when no project ever goes that way
   */
  public Future<Boolean> transition(
      SqlConnection tx,
      ProjectId id,
      ProjectState from,
      ProjectState to,
      @Nullable PauseReason reason) {
    return transition(tx, id, from, to, reason, null);
  }

  /** Like the other, by the hand of {@code actor}; null: by a rule. */
  public Future<Boolean> transition(
      SqlConnection tx,
      ProjectId id,
      ProjectState from,
      ProjectState to,
      @Nullable PauseReason reason,
      @Nullable UUID actor) {
    if (!from.mayBecome(to)) {
      throw new IllegalArgumentException("a project never goes from " + from + " to " + to);
    }
    return repository
        .transition(tx, id, from, to, reason)
        .compose(
            moved ->
                moved
                    ? events
                        .append(tx, new ProjectEvents.Moved(id, from, to, reason).by(actor))
                        .map(true)
                    : Future.succeededFuture(false));
  }

  /**
   * Promises amounts of live projects out of what is reserved, each wholly or not at all; the
   * projects that are not live, or whose reserve does not cover theirs, of which nothing was
   * promised. Whoever pauses a project holds its row, so nothing is promised after the pause.
   */
  public Future<Set<ProjectId>> commit(SqlConnection tx, Map<ProjectId, Long> micros) {
    if (micros.isEmpty()) {
      return Future.succeededFuture(Set.of());
    }
    return repository.commit(tx, micros).map(covered -> without(micros.keySet(), covered));
  }

  /**
   * Promises {@code micros} because somebody decided so, whatever state the project is in and
   * whatever is free; the part of it, in micros, that the wallet has to set aside in addition,
   * which counts as reserved from here on.
   */
  public Future<Long> owe(SqlConnection tx, ProjectId id, long micros) {
    return repository.owe(tx, id, micros);
  }

  /** Takes promises back; fails when more would be taken back than was promised. */
  public Future<Void> uncommit(SqlConnection tx, Map<ProjectId, Long> micros) {
    return repository
        .uncommit(tx, micros)
        .map(
            taken -> {
              var failed = without(micros.keySet(), taken);
              if (!failed.isEmpty()) {
                throw new IllegalStateException(
                    "more than was committed is taken back from " + failed);
              }
              return null;
            });
  }

  private static Set<ProjectId> without(Set<ProjectId> all, Set<ProjectId> some) {
    var rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /**
   * Notes that the wallet has set aside {@code micros} more for the project, or less when negative.
   */
  public Future<Void> addReserved(SqlConnection tx, ProjectId id, long micros) {
    return repository.addReserved(tx, id, micros);
  }

  /**
   * Notes that tasks were loaded, {@code gold} of them gold; refused once the project is completed.
   */
  public Future<Void> addTasks(SqlConnection tx, ProjectId id, long tasks, long gold) {
    return repository
        .addTasks(tx, id, tasks, gold)
        .compose(
            counted ->
                counted
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        wrongState(ProjectState.COMPLETED, "draft, live or paused")));
  }

  /** The refusal of what a project in {@code state} cannot do. */
  public static Refusal wrongState(ProjectState state, String needed) {
    return new Refusal.Conflict(
        ErrorCode.PROJECT_STATE, Map.of("state", state.wire(), "needed", needed));
  }

  private static Project orNotFound(Optional<Project> found) {
    return found.orElseThrow(() -> new Refusal.NotFound("project"));
  }
}
