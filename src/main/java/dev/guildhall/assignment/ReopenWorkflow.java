package dev.guildhall.assignment;

import dev.guildhall.assignment.ClaimRepository.Place;
import dev.guildhall.assignment.ReopenRepository.Former;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.matching.Candidate;
import dev.guildhall.matching.Matching;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives a worker an expired task again while its slot is free: the same assignment with its draft,
 * under a lease of its own. Nobody gets a task twice, so this is the only way back to it; and the
 * only way on for a task that nobody else may do, which is why such a one is also taken up again
 * after it was given back, and after a revision that never came.
 */
final class ReopenWorkflow {

  private static final Set<AssignmentState> EXPIRED = EnumSet.of(AssignmentState.EXPIRED);
  private static final Set<AssignmentState> GIVEN_BACK =
      EnumSet.of(AssignmentState.RETURNED, AssignmentState.SKIPPED);

  private final Database database;
  private final Matching matching;
  private final Eligibility eligibility;
  private final Projects projects;
  private final EventLog events;
  private final WorkConfig config;
  private final ReopenRepository repository = new ReopenRepository();
  private final ClaimRepository claims = new ClaimRepository();

  ReopenWorkflow(
      Database database,
      Matching matching,
      Eligibility eligibility,
      Projects projects,
      EventLog events,
      WorkConfig config) {
    this.database = database;
    this.matching = matching;
    this.eligibility = eligibility;
    this.projects = projects;
    this.events = events;
    this.config = config;
  }

  /**
   * Takes up one task again, under the conditions of a claim.
   *
   * @param fence of the assignment as it expired; a repeat changes nothing
   */
  Future<Void> reopen(Asking asking, AssignmentId id, long fence) {
    UUID worker = asking.worker().value();
    return Workflows.start(
        () -> {
          var seen = existing(repository.find(database.client(), id, worker).await());
          if (!isRepeat(seen, fence)) {
            var project = open(asking, seen);
            settle(
                database
                    .inTransaction(
                        tx -> Workflows.start(() -> again(tx, asking, id, fence, project)))
                    .await());
          }
          return null;
        });
  }

  private Grant again(
      SqlConnection tx, Asking asking, AssignmentId id, long fence, Project project) {
    var former = existing(repository.lock(tx, id, asking.worker().value()).await());
    if (isRepeat(former, fence)) {
      return new Grant.Held(id, former.task());
    }
    if (former.fence() != fence) {
      throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
    }
    if (!isReopenable(former)) {
      throw LeaseWorkflow.wrongState(former.state());
    }
    return grant(tx, former, asking.who().accountId(), null, project);
  }

  private static boolean isRepeat(Former former, long fence) {
    return former.state().isOpen() && former.fence() == fence + 1;
  }

  private static boolean isReopenable(Former former) {
    return former.named()
        ? former.state().mayBecome(AssignmentState.CLAIMED)
        : former.state() == AssignmentState.EXPIRED && !former.wasSent();
  }

  private static Former existing(Optional<Former> found) {
    return found.orElseThrow(() -> new Refusal.NotFound("assignment"));
  }

  private Project open(Asking asking, Former former) {
    var project = Optional.of(new ProjectId(former.project()));
    return switch (matching.candidates(asking.worker(), asking.device(), project).await()) {
      case Candidate.Open open -> open.pools().getFirst().project();
      case Candidate.Unread unread ->
          throw new Refusal.Conflict(
              ErrorCode.GUIDELINE_NOT_ACKNOWLEDGED, Map.of("version", unread.version()));
      case Candidate.Closed closed ->
          throw eligibility.refusal(closed.applicant(), closed.failing(), asking.locale()).await();
      // What was in the worker's hands is not drawn for.
      case Candidate.Drawn _ -> projects.get(database.client(), project.get()).await();
      case Candidate.None _ -> throw new Refusal.Conflict(ErrorCode.PLACE_TAKEN);
    };
  }

  private static void settle(Grant grant) {
    switch (grant) {
      case Grant.Held _ -> {}
      case Grant.AtCapacity full ->
          throw new Refusal.Conflict(ErrorCode.TOO_MANY_HELD, Map.of("held", full.held()));
      case Grant.QuotaReached quota ->
          throw new Refusal.Conflict(ErrorCode.QUOTA_REACHED, Map.of("most", quota.most()));
      case Grant.Full _, Grant.NotCovered _ -> throw new Refusal.Conflict(ErrorCode.PLACE_TAKEN);
      case Grant.Made _,
          Grant.CoolingDown _,
          Grant.Had _,
          Grant.None _,
          Grant.Excluded _,
          Grant.ClaimIdTaken _,
          Grant.Again _ ->
          throw new IllegalStateException("a reopening was answered " + grant);
    }
  }

  /** Answers a claim with a named task that the worker had, if there is one in the project. */
  Future<Grant> named(Wanted wanted, Project project) {
    return database.inTransaction(tx -> Workflows.start(() -> named(tx, wanted, project)));
  }

  private Grant named(SqlConnection tx, Wanted wanted, Project project) {
    var found =
        repository
            .named(
                tx,
                wanted.worker(),
                wanted.project().value(),
                wanted.claimId(),
                wanted.source() == Wanted.Source.EXPIRED ? EXPIRED : GIVEN_BACK)
            .await()
            .flatMap(id -> repository.lock(tx, id, wanted.worker()).await());
    // What a twin of this request has taken up since is found by the claim's next step.
    return found.filter(ReopenWorkflow::isReopenable).isEmpty()
        ? new Grant.None()
        : grant(tx, found.get(), wanted.account(), wanted.claimId(), project);
  }

  /**
   * Whoever has to wait for their next claim may take up what ran out: to send it is what ends the
   * wait.
   */
  private Grant grant(
      SqlConnection tx, Former former, UUID account, @Nullable UUID claim, Project project) {
    var load = claims.lockLoads(tx, List.of(former.worker())).await().get(former.worker());
    if (load != null && load.held() >= config.heldPerWorker()) {
      return new Grant.AtCapacity(load.held());
    }
    var place = new Place(former.worker(), former.project());
    var quota = claims.quotas(tx, List.of(place)).await().get(place);
    if (quota != null && quota.isReached()) {
      return new Grant.QuotaReached(quota.most());
    }
    var slots = claims.lockTasks(tx, List.of(former.task())).await().get(former.task());
    if (slots == null || slots.live() >= slots.overlap()) {
      return new Grant.Full();
    }
    var cost = Map.of(project.id(), former.priceMicros());
    if (!projects.commit(tx, cost).await().isEmpty()) {
      return new Grant.NotCovered();
    }
    write(tx, former, account, claim, project);
    return new Grant.Held(former.id(), former.task());
  }

  private void write(
      SqlConnection tx, Former former, UUID account, @Nullable UUID claim, Project project) {
    repository
        .reopen(
            tx,
            former.id(),
            claim,
            config.leaseSeconds(project.estimateSeconds()),
            config.graceSeconds(),
            project.guidelineVersion())
        .await();
    claims.takeSlots(tx, Map.of(former.task(), 1)).await();
    claims.addLoads(tx, Map.of(former.worker(), 1)).await();
    events
        .append(
            tx,
            new AssignmentEvents.Reopened(
                    former.id().value(), former.project(), former.task(), former.worker())
                .by(account))
        .await();
  }
}
