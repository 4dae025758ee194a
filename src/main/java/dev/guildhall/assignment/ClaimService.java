package dev.guildhall.assignment;

import dev.guildhall.eligibility.ExclusionGroups;
import dev.guildhall.experiment.Lots;
import dev.guildhall.matching.Candidate;
import dev.guildhall.matching.Matching;
import dev.guildhall.matching.Pool;
import dev.guildhall.matching.Rank;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Coalescer;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.queue.OfferEnd;
import dev.guildhall.queue.Proposal;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a task for a worker and has PostgreSQL grant it. The attempts go from the likeliest source
 * to the surest; each one ends with a decision of PostgreSQL, so whatever the queue says, the
 * answer is right.
 */
final class ClaimService {

  private static final int SUGGESTIONS_PER_POOL = 4;
  private static final int RETRY_MIN_SECONDS = 3;
  private static final int RETRY_MAX_SECONDS = 8;
  private static final int TWIN_RETRIES = 3;

  private final Database database;
  private final InstantSource time;
  private final TaskQueue queue;
  private final Matching matching;
  private final Projects projects;
  private final AssignmentRepository repository;
  private final LapseRepository lapses = new LapseRepository();
  private final Assignments assignments;
  private final WorkConfig config;
  private final ReopenWorkflow reopenings;
  private final Lots lots;
  private final Coalescer<Wanted, Grant> grants;

  ClaimService(
      Platform platform,
      TaskQueue queue,
      Matching matching,
      Projects projects,
      AssignmentRepository repository,
      Assignments assignments,
      ExclusionGroups exclusionGroups,
      ReopenWorkflow reopenings,
      Lots lots,
      WorkConfig config) {
    this.database = platform.database();
    this.time = platform.time();
    this.queue = queue;
    this.matching = matching;
    this.projects = projects;
    this.repository = repository;
    this.assignments = assignments;
    this.config = config;
    this.reopenings = reopenings;
    this.lots = lots;
    var workflow =
        new ClaimWorkflow(projects, exclusionGroups, platform.events(), platform.ids(), config);
    this.grants =
        new Coalescer<>(
            platform.vertx(),
            "claims",
            platform.meters(),
            Wanted::project,
            wanted ->
                database.inTransaction(tx -> Workflows.start(() -> workflow.grant(tx, wanted))));
  }

  /** The next task for the worker, of one project or of all that are open to them. */
  Future<ClaimOutcome> claim(Asking asking, UUID claimId, Optional<ProjectId> project) {
    return search(asking, claimId, project)
        .compose(
            outcome ->
                outcome instanceof ClaimOutcome.Claimed
                    ? Future.succeededFuture(outcome)
                    : replayed(asking.worker(), claimId, outcome));
  }

  /**
   * A repeated claim is answered as before, whatever has become of the worker and the project
   * since. It is looked for only once nothing was granted: a grant has looked for it under its
   * locks.
   */
  private Future<ClaimOutcome> replayed(WorkerId worker, UUID claimId, ClaimOutcome otherwise) {
    return repository
        .byClaim(database.client(), claimId)
        .map(
            before ->
                before
                    .<ClaimOutcome>map(
                        view ->
                            view.workerId().equals(worker.value())
                                ? new ClaimOutcome.Claimed(view)
                                : new ClaimOutcome.ClaimIdTaken())
                    .orElse(otherwise));
  }

  private Future<ClaimOutcome> search(Asking asking, UUID claimId, Optional<ProjectId> project) {
    return matching
        .candidates(asking.worker(), asking.device(), project)
        .compose(
            candidate ->
                switch (candidate) {
                  case Candidate.Open open ->
                      next(
                          new Search(
                              asking, claimId, attempts(claimId, open.pools()), open.rank()));
                  case Candidate.Unread unread ->
                      Future.succeededFuture(
                          new ClaimOutcome.GuidelineNotAcknowledged(unread.version()));
                  case Candidate.Closed closed ->
                      Future.succeededFuture(
                          new ClaimOutcome.NotEligible(closed.applicant(), closed.failing()));
                  case Candidate.Drawn drawn -> Future.succeededFuture(drawn(drawn.until()));
                  case Candidate.None _ -> Future.succeededFuture(nothing());
                });
  }

  /**
   * One place to look at. {@code suggestionsLeft} bounds how often the queue is asked about a pool.
   */
  private record Attempt(Pool pool, Wanted.Source source, int suggestionsLeft) {}

  /** A claim in progress; {@code attempts} are what is left to try. */
  private record Search(Asking asking, UUID claimId, Deque<Attempt> attempts, Optional<Rank> rank) {
    private UUID worker() {
      return asking.worker().value();
    }
  }

  private Deque<Attempt> attempts(UUID claimId, List<Pool> pools) {
    var attempts = new ArrayDeque<Attempt>();
    for (Pool pool : pools) {
      if (pool.hasNamed()) {
        attempts.add(new Attempt(pool, Wanted.Source.NAMED, 0));
        attempts.add(new Attempt(pool, Wanted.Source.EXPIRED, 0));
      }
      if (pool.hasGold() && isGoldTurn(claimId, pool)) {
        attempts.add(new Attempt(pool, Wanted.Source.GOLD, 0));
      }
      attempts.add(new Attempt(pool, Wanted.Source.SUGGESTED, SUGGESTIONS_PER_POOL));
    }
    // What the worker gave back comes last, for they just asked for something else.
    pools.stream()
        .filter(Pool::hasNamed)
        .forEach(pool -> attempts.add(new Attempt(pool, Wanted.Source.GIVEN_BACK, 0)));
    return attempts;
  }

  private boolean isGoldTurn(UUID claimId, Pool pool) {
    return lots.permille("gold", claimId, pool.id().value()) < pool.project().goldPermille();
  }

  private Future<ClaimOutcome> next(Search search) {
    var attempt = search.attempts().poll();
    if (attempt == null) {
      return Future.succeededFuture(nothing());
    }
    return switch (attempt.source()) {
      case SUGGESTED -> suggested(search, attempt);
      case EXPIRED, GIVEN_BACK -> reopened(search, attempt);
      case NAMED, GOLD, WAITING -> ask(search, attempt, Optional.empty(), TWIN_RETRIES);
    };
  }

  private Future<ClaimOutcome> suggested(Search search, Attempt attempt) {
    UUID pool = attempt.pool().id().value();
    return queue
        .propose(pool, search.worker(), search.claimId())
        .compose(
            proposal ->
                switch (proposal) {
                  case Proposal.Task task ->
                      ask(search, attempt, Optional.of(task.id()), TWIN_RETRIES);
                  case Proposal.None _ -> dry(search, attempt);
                  case Proposal.Unknown _ -> fromPostgres(search, attempt);
                  case Proposal.Cold _ -> {
                    matching.loadSoon(attempt.pool());
                    yield fromPostgres(search, attempt);
                  }
                });
  }

  /**
   * What PostgreSQL still has for a worker whom the queue has nothing for, the queue has missed.
   */
  private Future<ClaimOutcome> dry(Search search, Attempt attempt) {
    return fromPostgres(search, attempt)
        .onSuccess(
            outcome -> {
              if (outcome instanceof ClaimOutcome.Claimed claimed
                  && claimed.assignment().project().id().equals(attempt.pool().id().toString())) {
                queue.ranDry(attempt.pool().id().value());
              }
            });
  }

  private Future<ClaimOutcome> fromPostgres(Search search, Attempt attempt) {
    var surest = new Attempt(attempt.pool(), Wanted.Source.WAITING, 0);
    return ask(search, surest, Optional.empty(), TWIN_RETRIES);
  }

  private Future<ClaimOutcome> reopened(Search search, Attempt attempt) {
    return reopenings
        .named(wanted(search, attempt, Optional.empty()), attempt.pool().project())
        .compose(grant -> answer(search, attempt, Optional.empty(), 0, grant));
  }

  private Future<ClaimOutcome> ask(
      Search search, Attempt attempt, Optional<UUID> suggestion, int retries) {
    return grants
        .ask(wanted(search, attempt, suggestion))
        .compose(grant -> answer(search, attempt, suggestion, retries, grant));
  }

  private Wanted wanted(Search search, Attempt attempt, Optional<UUID> suggestion) {
    var project = attempt.pool().project();
    return new Wanted(
        search.claimId(),
        search.worker(),
        search.asking().who().accountId(),
        project.id(),
        attempt.source(),
        suggestion,
        project.price().micros(),
        project.price().currency(),
        project.guidelineVersion(),
        config.leaseSeconds(project.estimateSeconds()),
        project.maxPerWorker() != null,
        ExclusionGroups.of(project));
  }

  private Future<ClaimOutcome> answer(
      Search search, Attempt attempt, Optional<UUID> suggestion, int retries, Grant grant) {
    return switch (grant) {
      case Grant.Made made -> {
        endOffer(search, attempt, suggestion, granted(suggestion, made.task()));
        matching.granted(
            search.claimId(),
            search.asking().worker(),
            search.asking().device(),
            attempt.pool().id(),
            search.rank());
        yield Future.succeededFuture(
            new ClaimOutcome.Claimed(
                assignments.claimed(
                    wanted(search, attempt, suggestion), attempt.pool().project(), made)));
      }
      case Grant.Held held -> {
        endOffer(search, attempt, suggestion, granted(suggestion, held.task()));
        yield assignments.view(held.assignment()).map(ClaimOutcome.Claimed::new);
      }
      case Grant.Had _ -> {
        endOffer(search, attempt, suggestion, OfferEnd.HAD);
        yield remember(search, attempt).compose(_ -> again(search, attempt));
      }
      case Grant.Full _ -> {
        endOffer(search, attempt, suggestion, OfferEnd.FULL);
        yield again(search, attempt);
      }
      case Grant.None _ -> {
        if (attempt.source() == Wanted.Source.WAITING) {
          matching.exhausted(search.asking().worker(), attempt.pool());
        }
        yield next(search);
      }
      case Grant.AtCapacity full -> {
        endOffer(search, attempt, suggestion, OfferEnd.UNUSED);
        yield Future.succeededFuture(new ClaimOutcome.TooManyHeld(full.held()));
      }
      case Grant.Excluded _ -> {
        endOffer(search, attempt, suggestion, OfferEnd.UNUSED);
        yield next(search);
      }
      case Grant.CoolingDown cooling -> {
        endOffer(search, attempt, suggestion, OfferEnd.UNUSED);
        yield coolingDown(search.asking().worker(), cooling.until());
      }
      case Grant.QuotaReached quota -> {
        endOffer(search, attempt, suggestion, OfferEnd.UNUSED);
        search.attempts().removeIf(left -> left.pool().id().equals(attempt.pool().id()));
        yield search.attempts().isEmpty()
            ? Future.succeededFuture(new ClaimOutcome.QuotaReached(quota.most()))
            : next(search);
      }
      case Grant.NotCovered _ -> {
        endOffer(search, attempt, suggestion, OfferEnd.UNUSED);
        yield projects.pauseIfExhausted(attempt.pool().id()).compose(_ -> next(search));
      }
      case Grant.ClaimIdTaken _ -> Future.succeededFuture(new ClaimOutcome.ClaimIdTaken());
      case Grant.Again _ ->
          retries == 0
              ? Future.succeededFuture(nothing())
              : ask(search, attempt, suggestion, retries - 1);
    };
  }

  private static OfferEnd granted(Optional<UUID> suggestion, UUID task) {
    return suggestion.filter(task::equals).isPresent() ? OfferEnd.GRANTED : OfferEnd.UNUSED;
  }

  private Future<ClaimOutcome> coolingDown(WorkerId worker, Instant until) {
    return lapses
        .standing(database.client(), worker.value(), config.cooldown().windowHours())
        .map(
            standing ->
                new ClaimOutcome.CoolingDown(
                    standing.inARow(), until, Duration.between(standing.now(), until)));
  }

  private void endOffer(
      Search search, Attempt attempt, Optional<UUID> suggestion, OfferEnd outcome) {
    suggestion.ifPresent(
        task ->
            queue.end(
                attempt.pool().id().value(), search.worker(), search.claimId(), task, outcome));
  }

  /**
   * The queue forgot what this worker has had: tell it once, so that it does not propose the rest
   * as well.
   */
  private Future<Void> remember(Search search, Attempt attempt) {
    return repository
        .tasksOf(database.client(), search.worker(), attempt.pool().id().value())
        .onSuccess(tasks -> queue.remember(attempt.pool().id().value(), search.worker(), tasks))
        .mapEmpty();
  }

  private Future<ClaimOutcome> again(Search search, Attempt attempt) {
    return switch (attempt.source()) {
      case SUGGESTED ->
          attempt.suggestionsLeft() > 1
              ? suggested(
                  search,
                  new Attempt(attempt.pool(), attempt.source(), attempt.suggestionsLeft() - 1))
              : fromPostgres(search, attempt);
      case NAMED, EXPIRED, GOLD, WAITING, GIVEN_BACK -> next(search);
    };
  }

  /** When lots are drawn again, and a moment more. */
  private ClaimOutcome drawn(Instant until) {
    long millis = Math.max(0, Duration.between(time.instant(), until).toMillis());
    return new ClaimOutcome.NothingWaiting(Duration.ofSeconds(millis / 1000 + 1));
  }

  /** Spread over some seconds, so that those who wait do not come back together. */
  private static ClaimOutcome nothing() {
    return new ClaimOutcome.NothingWaiting(
        Duration.ofSeconds(
            ThreadLocalRandom.current().nextInt(RETRY_MIN_SECONDS, RETRY_MAX_SECONDS + 1)));
  }
}
