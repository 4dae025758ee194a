package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.guildhall.account.AccountId;
import dev.guildhall.grading.GradingRepository.Content;
import dev.guildhall.grading.GradingRepository.Place;
import dev.guildhall.grading.GradingRepository.Stored;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.queue.TaskQueue;
import dev.guildhall.worker.Earnings;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a reviewer does with a paper in hand: keep grades, send them, give it back. */
final class GradingWorkflow {

  private final Database database;
  private final GradingRepository repository;
  private final PaperRepository papers;
  private final ReviewerRepository reviewers;
  private final PaperWorkflow settling;
  private final Earnings earnings;
  private final EventLog events;
  private final TaskQueue queue;

  GradingWorkflow(
      Database database,
      GradingRepository repository,
      PaperRepository papers,
      ReviewerRepository reviewers,
      PaperWorkflow settling,
      Earnings earnings,
      EventLog events,
      TaskQueue queue) {
    this.database = database;
    this.repository = repository;
    this.papers = papers;
    this.reviewers = reviewers;
    this.settling = settling;
    this.earnings = earnings;
    this.events = events;
    this.queue = queue;
  }

  /** What a reviewer sends; the contract's {@code GradingBody}. */
  record Body(
      long fence,
      @JsonProperty("final") boolean isFinal,
      JsonObject grades,
      @Nullable String comment,
      @Nullable String flag,
      @Nullable Integer seconds) {

    private Content content() {
      return new Content(Grades.parse(grades), comment, flag);
    }
  }

  /**
   * What became of it.
   *
   * @param kept whether it is as the reviewer wants it; otherwise the lease is over, and the text
   *     was kept
   */
  private record Saved(boolean kept, Optional<FreedPlace> freed) {

    private static final Saved KEPT = new Saved(true, Optional.empty());
    private static final Saved LOST = new Saved(false, Optional.empty());
  }

  /** Keeps grades as a draft, or sends them, once. */
  void save(AccountId reviewer, GradingId id, Body body) {
    var place = place(reviewer, id);
    var saved =
        database
            .inTransaction(
                tx ->
                    Workflows.start(
                        () ->
                            body.isFinal()
                                ? send(tx, reviewer, id, place, body)
                                : draft(tx, id, place, body)))
            .await();
    saved.freed().ifPresent(freed -> freed.tell(queue));
    if (!saved.kept()) {
      throw new Refusal.Conflict(ErrorCode.LEASE_LOST);
    }
  }

  private Place place(AccountId reviewer, GradingId id) {
    return repository
        .place(database.client(), id, reviewer)
        .await()
        .orElseThrow(() -> new Refusal.NotFound("grading"));
  }

  private Saved draft(SqlConnection tx, GradingId id, Place place, Body body) {
    var paper = papers.find(tx, place.paper()).await();
    require(body.content().grades().draftErrors(paper.rubric()));
    var stored = repository.lock(tx, id).await();
    return isWritten(tx, stored, body)
        .orElseGet(
            () -> {
              repository.save(tx, id, body.content(), body.seconds()).await();
              return Saved.KEPT;
            });
  }

  private static void require(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
  }

  /** What to answer where the grading is in hand no more; empty: it is. */
  private Optional<Saved> isWritten(SqlConnection tx, Stored stored, Body body) {
    return switch (stored.state()) {
      case CLAIMED -> {
        if (stored.fence() == body.fence()) {
          yield Optional.empty();
        }
        // Of an older lease than the one that runs: what is written under that one stays.
        yield Optional.of(Saved.LOST);
      }
      case SENT -> {
        if (!stored.content().equals(body.content())) {
          throw wrongState(stored.state());
        }
        yield Optional.of(Saved.KEPT);
      }
      case RETURNED, EXPIRED -> {
        repository.save(tx, stored.id(), body.content(), body.seconds()).await();
        yield Optional.of(Saved.LOST);
      }
    };
  }

  private static Refusal wrongState(GradingState state) {
    return new Refusal.Conflict(ErrorCode.GRADING_STATE, Map.of("state", state.wire()));
  }

  private Saved send(SqlConnection tx, AccountId reviewer, GradingId id, Place place, Body body) {
    reviewers.lock(tx, reviewer, place.qualification()).await();
    var paper = papers.lock(tx, List.of(place.paper())).await().getFirst();
    var stored = repository.lock(tx, id).await();
    var written = isWritten(tx, stored, body);
    if (written.isPresent()) {
      return written.get();
    }
    require(body.content().grades().errors(paper.rubric(), paper.text()));
    if (!stored.state().mayBecome(GradingState.SENT)) {
      throw wrongState(stored.state());
    }
    repository.send(tx, id, body.content(), body.seconds()).await();
    reviewers.count(tx, reviewer, place.qualification(), paper.isValidity()).await();
    events
        .append(
            tx,
            new GradingEvents.Sent(id, paper.id(), place.qualification(), stored.role())
                .by(reviewer.value()))
        .await();
    var pay = stored.paid() ? earnings.accept(tx, List.of(id.value())).await() : Booking.NOTHING;
    var freed = paper.isValidity() ? Optional.<FreedPlace>empty() : settling.settle(tx, paper);
    earnings.book(tx, pay).await();
    return new Saved(true, freed);
  }

  /** Gives a paper back; having given it back changes nothing. */
  void giveBack(AccountId reviewer, GradingId id, String reason, @Nullable String note) {
    var place = place(reviewer, id);
    var freed =
        database
            .inTransaction(
                tx ->
                    Workflows.start(() -> giveBack(tx, place, id, reason, note, reviewer.value())))
            .await();
    freed.ifPresent(one -> one.tell(queue));
  }

  private Optional<FreedPlace> giveBack(
      SqlConnection tx,
      Place place,
      GradingId id,
      String reason,
      @Nullable String note,
      UUID actor) {
    var paper = papers.lock(tx, List.of(place.paper())).await().getFirst();
    var stored = repository.lock(tx, id).await();
    if (stored.state() == GradingState.RETURNED) {
      return Optional.empty();
    }
    if (!stored.state().mayBecome(GradingState.RETURNED)) {
      throw stored.state() == GradingState.EXPIRED
          ? new Refusal.Conflict(ErrorCode.LEASE_LOST)
          : wrongState(stored.state());
    }
    var ended = end(tx, paper, stored, GradingState.RETURNED, reason, note, actor);
    earnings.book(tx, ended.booking()).await();
    return ended.freed();
  }

  /**
   * A grading that ended without grades.
   *
   * @param freed the place that somebody may take now
   * @param booking what was set aside for it
   */
  record Ended(Optional<FreedPlace> freed, Booking booking) {}

  /** Ends a grading that is locked, as its paper is, without grades. */
  Ended end(
      SqlConnection tx,
      Paper paper,
      Stored stored,
      GradingState state,
      String reason,
      @Nullable String note,
      @Nullable UUID actor) {
    repository.end(tx, stored.id(), state, reason, note).await();
    papers.free(tx, paper.id()).await();
    events
        .append(tx, new GradingEvents.Ended(stored.id(), paper.id(), state, reason).by(actor))
        .await();
    var booking =
        stored.paid() ? earnings.reject(tx, List.of(stored.id().value())).await() : Booking.NOTHING;
    return new Ended(
        paper.isValidity() ? Optional.empty() : Optional.of(FreedPlace.of(paper)), booking);
  }

  void book(SqlConnection tx, Booking booking) {
    earnings.book(tx, booking).await();
  }
}
