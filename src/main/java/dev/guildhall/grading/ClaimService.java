package dev.guildhall.grading;

import dev.guildhall.grading.ClaimWorkflow.Wanted;
import dev.guildhall.grading.Reviewer.Pause;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.queue.OfferEnd;
import dev.guildhall.queue.Proposal;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds a paper for a reviewer and has PostgreSQL grant it: first what the queue proposes, then
 * what PostgreSQL has, one qualification after the other.
 */
final class ClaimService {

  private static final int SUGGESTIONS = 4;
  private static final int TWIN_RETRIES = 3;
  private static final int RETRY_MIN_SECONDS = 5;
  private static final int RETRY_MAX_SECONDS = 15;

  private final Database database;
  private final TaskQueue queue;
  private final GrantRepository repository;
  private final ClaimWorkflow workflow;

  ClaimService(
      Database database, TaskQueue queue, GrantRepository repository, ClaimWorkflow workflow) {
    this.database = database;
    this.queue = queue;
    this.repository = repository;
    this.workflow = workflow;
  }

  /**
   * The next paper for the reviewer; the same for the same claim.
   *
   * @param qualification of this one only; null: of any
   */
  Future<ClaimOutcome> claim(Asking asking, UUID claim, @Nullable QualificationId qualification) {
    return repository
        .byClaim(database.client(), claim)
        .compose(
            before ->
                before.isPresent()
                    ? Future.succeededFuture(same(before.get(), asking))
                    : search(asking, claim, qualification));
  }

  private static ClaimOutcome same(GrantRepository.Granted before, Asking asking) {
    return before.reviewer().equals(asking.account())
        ? new ClaimOutcome.Claimed(before.id())
        : new ClaimOutcome.ClaimIdTaken();
  }

  private Future<ClaimOutcome> search(
      Asking asking, UUID claim, @Nullable QualificationId qualification) {
    var client = database.client();
    return repository
        .held(client, asking)
        .compose(held -> repository.desks(client, asking, held, qualification))
        .compose(
            desks ->
                desks.isEmpty() && qualification != null
                    ? Future.succeededFuture(new ClaimOutcome.NotYours())
                    : next(new Search(asking, claim, places(desks)), null));
  }

  /** One qualification to look at. {@code suggestionsLeft} bounds how often the queue is asked. */
  private record Place(QualificationId qualification, int suggestionsLeft, @Nullable Pause pause) {

    private Place again() {
      return new Place(qualification, suggestionsLeft - 1, pause);
    }
  }

  /** A claim in progress; {@code places} are left to look at. */
  private record Search(Asking asking, UUID claim, Deque<Place> places) {
    private UUID reviewer() {
      return asking.account().value();
    }
  }

  private static Deque<Place> places(List<Desk> desks) {
    var places = new ArrayDeque<Place>();
    desks.stream()
        .filter(desk -> desk.waits() || desk.pause() != null)
        .forEach(desk -> places.add(new Place(desk.id(), SUGGESTIONS, desk.pause())));
    return places;
  }

  /**
   * @param why what to say when nothing is found anywhere; null: nothing waits
   */
  private Future<ClaimOutcome> next(Search search, @Nullable ClaimOutcome why) {
    var place = search.places().poll();
    if (place == null) {
      return Future.succeededFuture(why == null ? nothing() : why);
    }
    return place.pause() == null
        ? suggested(search, place, why)
        : next(search, why == null ? new ClaimOutcome.Paused(place.pause()) : why);
  }

  private Future<ClaimOutcome> suggested(Search search, Place place, @Nullable ClaimOutcome why) {
    UUID pool = place.qualification().value();
    return queue
        .propose(pool, search.reviewer(), search.claim())
        .compose(
            proposal ->
                switch (proposal) {
                  case Proposal.Task task ->
                      ask(search, place, Optional.of(new PaperId(task.id())), why, TWIN_RETRIES);
                  case Proposal.None _ -> dry(search, place, why);
                  case Proposal.Unknown _ -> fromPostgres(search, place, why);
                  case Proposal.Cold _ -> {
                    queue.changed(pool);
                    yield fromPostgres(search, place, why);
                  }
                });
  }

  /**
   * What PostgreSQL still has for somebody whom the queue has nothing for, the queue has missed.
   */
  private Future<ClaimOutcome> dry(Search search, Place place, @Nullable ClaimOutcome why) {
    return fromPostgres(search, place, why)
        .onSuccess(
            outcome -> {
              if (outcome instanceof ClaimOutcome.Claimed) {
                queue.ranDry(place.qualification().value());
              }
            });
  }

  private Future<ClaimOutcome> fromPostgres(
      Search search, Place place, @Nullable ClaimOutcome why) {
    return ask(search, place, Optional.empty(), why, TWIN_RETRIES);
  }

  private Future<ClaimOutcome> ask(
      Search search,
      Place place,
      Optional<PaperId> suggestion,
      @Nullable ClaimOutcome why,
      int retries) {
    var wanted = new Wanted(search.asking(), search.claim(), place.qualification(), suggestion);
    return database
        .inTransaction(tx -> Workflows.start(() -> workflow.grant(tx, wanted)))
        .recover(ClaimService::notCovered)
        .compose(grant -> answer(search, place, suggestion, why, retries, grant));
  }

  private static Future<Grant> notCovered(Throwable failure) {
    return failure instanceof Refusal.Conflict conflict
            && conflict.code() == ErrorCode.FUNDS_MISSING
        ? Future.succeededFuture(new Grant.NotCovered())
        : Future.failedFuture(failure);
  }

  private Future<ClaimOutcome> answer(
      Search search,
      Place place,
      Optional<PaperId> suggestion,
      @Nullable ClaimOutcome why,
      int retries,
      Grant grant) {
    return switch (grant) {
      case Grant.Made made -> {
        endOffer(search, place, suggestion, made.suggested() ? OfferEnd.GRANTED : OfferEnd.UNUSED);
        yield Future.succeededFuture(new ClaimOutcome.Claimed(made.id()));
      }
      case Grant.Held held -> {
        endOffer(search, place, suggestion, OfferEnd.UNUSED);
        yield Future.succeededFuture(new ClaimOutcome.Claimed(held.id()));
      }
      case Grant.Closed _ -> {
        endOffer(search, place, suggestion, OfferEnd.HAD);
        yield remember(search, place).compose(_ -> again(search, place, why));
      }
      case Grant.Full _ -> {
        endOffer(search, place, suggestion, OfferEnd.FULL);
        yield again(search, place, why);
      }
      case Grant.None _ -> next(search, why);
      case Grant.NotCovered _ -> {
        endOffer(search, place, suggestion, OfferEnd.UNUSED);
        yield next(search, why);
      }
      case Grant.AtCapacity full -> {
        endOffer(search, place, suggestion, OfferEnd.UNUSED);
        yield next(search, why == null ? new ClaimOutcome.TooManyHeld(full.held()) : why);
      }
      case Grant.Paused paused -> {
        endOffer(search, place, suggestion, OfferEnd.UNUSED);
        yield next(search, why == null ? new ClaimOutcome.Paused(paused.pause()) : why);
      }
      case Grant.ClaimIdTaken _ -> {
        endOffer(search, place, suggestion, OfferEnd.UNUSED);
        yield Future.succeededFuture(new ClaimOutcome.ClaimIdTaken());
      }
      case Grant.Again _ ->
          retries == 0
              ? Future.succeededFuture(nothing())
              : ask(search, place, suggestion, why, retries - 1);
    };
  }

  private void endOffer(
      Search search, Place place, Optional<PaperId> suggestion, OfferEnd outcome) {
    suggestion.ifPresent(
        paper ->
            queue.end(
                place.qualification().value(),
                search.reviewer(),
                search.claim(),
                paper.value(),
                outcome));
  }

  /** The queue forgot what this reviewer has had: tell it, so that it does not propose the rest. */
  private Future<Void> remember(Search search, Place place) {
    return repository
        .papersOf(database.client(), search.asking().account(), place.qualification())
        .compose(
            papers -> queue.remember(place.qualification().value(), search.reviewer(), papers));
  }

  private Future<ClaimOutcome> again(Search search, Place place, @Nullable ClaimOutcome why) {
    return place.suggestionsLeft() > 1
        ? suggested(search, place.again(), why)
        : fromPostgres(search, place, why);
  }

  /** Spread over some seconds, so that those who wait do not come back together. */
  private static ClaimOutcome nothing() {
    return new ClaimOutcome.NothingWaiting(
        Duration.ofSeconds(
            ThreadLocalRandom.current().nextInt(RETRY_MIN_SECONDS, RETRY_MAX_SECONDS + 1)));
  }
}
