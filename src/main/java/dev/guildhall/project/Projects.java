package dev.guildhall.project;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.account.Memberships;
import dev.guildhall.account.Notices;
import dev.guildhall.account.Role;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.requester.Wallet;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
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

  private static final int MAX_KEPT = 2_000;

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final Memberships memberships;
  private final Notices notices;
  private final Wallet wallet;
  private final ProjectRepository repository = new ProjectRepository();
  private final BudgetRepository budgets = new BudgetRepository();
  private final GuidelineRepository guidelines = new GuidelineRepository();
  private final Cache<ProjectId, Project> byId =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).build();

  Projects(Platform platform, Memberships memberships, Notices notices, Wallet wallet) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.memberships = memberships;
    this.notices = notices;
    this.wallet = wallet;
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
                    .recover(
                        failure -> Future.failedFuture(Refusal.NotFound.hiding("project", failure)))
                    .map(project));
  }

  /** The project, which nobody else changes until the transaction ends. */
  public Future<Project> locked(SqlConnection tx, ProjectId id) {
    return repository.lock(tx, id).map(Projects::orNotFound);
  }

  /** The project, whoever asks; fails with NotFound when there is none. */
  public Future<Project> get(SqlClient client, ProjectId id) {
    return repository.find(client, id).map(Projects::orNotFound);
  }

  /**
   * The project in that version or a later one. What it says of money may be older: that changes
   * without a new version.
   */
  public Future<Project> asOf(ProjectId id, int version) {
    var kept = byId.getIfPresent(id);
    return kept != null && kept.version() >= version
        ? Future.succeededFuture(kept)
        : get(database.client(), id).onSuccess(project -> byId.put(id, project));
  }

  /** The project, if tasks can be claimed in it. */
  public Future<Optional<Project>> live(SqlClient client, ProjectId id) {
    return repository
        .find(client, id)
        .map(found -> found.filter(project -> project.state() == ProjectState.LIVE));
  }

  /** Those of {@code ids} in which tasks can be claimed. */
  public Future<List<Project>> live(SqlClient client, Collection<ProjectId> ids) {
    return repository.live(client, ids);
  }

  /** Every project in which tasks can be claimed, with its version. */
  public Future<Map<ProjectId, Integer>> liveVersions(SqlClient client) {
    return repository.liveVersions(client);
  }

  /**
   * Pauses a live project whose reserve does not cover another submission, and tells those who can
   * give it more; others stay as they are. They are told once for each time that money was set
   * aside: what comes back from work and is used up again is no news.
   */
  public Future<Void> pauseIfExhausted(ProjectId id) {
    return database.inTransaction(
        tx ->
            locked(tx, id)
                .compose(
                    project ->
                        project.state() == ProjectState.LIVE && !covers(project, project.reserved())
                            ? pauseExhausted(tx, project)
                            : Future.succeededFuture()));
  }

  private Future<Void> pauseExhausted(SqlConnection tx, Project project) {
    return transition(
            tx, project.id(), ProjectState.LIVE, ProjectState.PAUSED, PauseReason.BUDGET_EXHAUSTED)
        .compose(_ -> budgets.tell(tx, project.id()))
        .compose(
            isNews ->
                isNews
                    ? notices.send(
                        tx,
                        project.organisationId(),
                        "budget_exhausted",
                        "/office/projects/" + project.id(),
                        Map.of("project", ShownName.inMail(project.name())))
                    : Future.succeededFuture());
  }

  /** Whether {@code reserved} would leave enough for another submission. */
  private static boolean covers(Project project, Money reserved) {
    return reserved.minus(project.committed()).micros() >= project.price().micros();
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
    return budgets.commit(tx, micros).map(covered -> without(micros.keySet(), covered));
  }

  /**
   * Promises {@code micros} because somebody decided so, whatever state the project is in and
   * whatever is free; the part of it, in micros, that the wallet has to set aside in addition,
   * which counts as reserved from here on.
   */
  public Future<Long> owe(SqlConnection tx, ProjectId id, long micros) {
    return budgets.owe(tx, id, micros);
  }

  /**
   * Takes promises back; fails when more would be taken back than was promised. A project that was
   * paused only for want of money goes live again when what is free covers a submission.
   */
  public Future<Void> uncommit(SqlConnection tx, Map<ProjectId, Long> micros) {
    return budgets
        .uncommit(tx, micros)
        .compose(
            changed -> {
              var failed = without(micros.keySet(), changed.keySet());
              if (!failed.isEmpty()) {
                throw new IllegalStateException(
                    "more than was committed is taken back from " + failed);
              }
              return Future.all(
                  changed.entrySet().stream()
                      .filter(Map.Entry::getValue)
                      .map(resuming -> resume(tx, resuming.getKey(), null))
                      .toList());
            })
        .mapEmpty();
  }

  private Future<Boolean> resume(SqlConnection tx, ProjectId id, @Nullable UUID actor) {
    return transition(tx, id, ProjectState.PAUSED, ProjectState.LIVE, null, actor);
  }

  private static Set<ProjectId> without(Set<ProjectId> all, Set<ProjectId> some) {
    var rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /**
   * Sets {@code target} aside for a project that the caller holds, in place of what is set aside
   * already: more from the wallet, or less and back into it.
   */
  public Future<Void> reserve(
      SqlConnection tx, Project project, Money target, @Nullable UUID actor) {
    return reserveMore(tx, project, target.minus(project.reserved()), actor)
        .compose(booking -> wallet.book(tx, booking));
  }

  /**
   * Sets so much more aside for a project that the caller holds, or gives back what is negative,
   * and answers with what is to be booked, for a transaction that books more.
   */
  public Future<Booking> reserveMore(
      SqlConnection tx, Project project, Money more, @Nullable UUID actor) {
    if (more.micros() == 0) {
      return Future.succeededFuture(Booking.NOTHING);
    }
    var funded = new ProjectEvents.Funded(project.id(), more.micros(), more.currency());
    return budgets
        .addReserved(tx, project.id(), more.micros())
        .compose(_ -> events.append(tx, funded.by(actor)))
        .map(_ -> moving(project, more));
  }

  private Booking moving(Project project, Money more) {
    UUID cause = ids.next();
    UUID id = project.id().value();
    return more.micros() > 0
        ? wallet.reservation(project.organisationId(), id, more, cause)
        : wallet.releasing(
            project.organisationId(), id, Money.zero(more.currency()).minus(more), cause);
  }

  /**
   * Like {@link #reserve}, for a changed budget of a project that was launched: never less than is
   * promised. A project that was paused only for want of money goes live again when that covers a
   * submission.
   */
  Future<Void> followBudget(SqlConnection tx, Project project, Money budget, @Nullable UUID actor) {
    var target = budget.micros() < project.committed().micros() ? project.committed() : budget;
    boolean resumes =
        project.pauseReason() == PauseReason.BUDGET_EXHAUSTED && covers(project, target);
    Future<?> first = resumes ? resume(tx, project.id(), actor) : Future.succeededFuture();
    return first.compose(_ -> reserve(tx, project, target, actor));
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
