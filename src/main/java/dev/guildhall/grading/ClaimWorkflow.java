package dev.guildhall.grading;

import dev.guildhall.experiment.Lots;
import dev.guildhall.grading.GrantRepository.Granting;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Earnings;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Grants papers: under the lock of the reviewer, so that a person's claims are decided one after
 * another, and then that of the paper.
 */
final class ClaimWorkflow {

  /**
   * As many papers of a qualification may one have in hand; the next one is there while one is
   * graded.
   */
  static final int MOST_IN_HAND = 3;

  private final GrantRepository repository;
  private final ReviewerRepository reviewers;
  private final Earnings earnings;
  private final EventLog events;
  private final IdSource ids;
  private final Lots lots;

  ClaimWorkflow(
      GrantRepository repository,
      ReviewerRepository reviewers,
      Earnings earnings,
      EventLog events,
      IdSource ids,
      Lots lots) {
    this.repository = repository;
    this.reviewers = reviewers;
    this.earnings = earnings;
    this.events = events;
    this.ids = ids;
    this.lots = lots;
  }

  /**
   * A claim.
   *
   * @param suggested the paper that the queue proposes; empty: the first that PostgreSQL has
   */
  record Wanted(
      Asking asking, UUID claim, QualificationId qualification, Optional<PaperId> suggested) {}

  Grant grant(SqlConnection tx, Wanted wanted) {
    var account = wanted.asking().account();
    var pause = reviewers.lock(tx, account, wanted.qualification()).await();
    var before = repository.byClaim(tx, wanted.claim()).await();
    if (before.isPresent()) {
      return before.get().reviewer().equals(account)
          ? new Grant.Held(before.get().id())
          : new Grant.ClaimIdTaken();
    }
    if (pause.isPresent()) {
      return new Grant.Paused(pause.get());
    }
    int held = repository.inHand(tx, account, wanted.qualification()).await();
    if (held >= MOST_IN_HAND) {
      return new Grant.AtCapacity(held);
    }
    var candidate = candidate(tx, wanted);
    if (candidate.isEmpty()) {
      return new Grant.None();
    }
    return decide(tx, wanted, candidate.get());
  }

  private Optional<PaperId> candidate(SqlConnection tx, Wanted wanted) {
    var suggested = wanted.suggested();
    if (suggested.isEmpty()) {
      return repository.pick(tx, wanted.asking(), wanted.qualification()).await();
    }
    repository.lock(tx, suggested.get()).await();
    return suggested;
  }

  private Grant decide(SqlConnection tx, Wanted wanted, PaperId candidate) {
    var account = wanted.asking().account();
    var qualification = wanted.qualification();
    var admitted = repository.admit(tx, wanted.asking(), qualification, candidate).await();
    if (admitted.isEmpty() || !admitted.get().waits()) {
      return new Grant.Full();
    }
    var paper = admitted.get();
    if (!paper.may()) {
      return new Grant.Closed();
    }
    // Asked for each claim, so that the lot cannot be told from the time that it takes.
    var validity =
        repository
            .validity(tx, account, qualification, paper.organisation(), wanted.claim())
            .await()
            .filter(_ -> isToBeMeasured(wanted, paper));
    var id = new GradingId(ids.next());
    var granting =
        new Granting(
            id,
            wanted.claim(),
            validity.orElse(candidate),
            qualification,
            account,
            paper.role(),
            paper.leaseSeconds(),
            paper.pay());
    if (!repository.insert(tx, granting).await()) {
      return new Grant.Again();
    }
    var pay = pay(tx, wanted, paper, id);
    events
        .append(
            tx,
            new GradingEvents.Claimed(id, granting.paper(), qualification, paper.role())
                .by(account.value()))
        .await();
    earnings.book(tx, pay).await();
    return new Grant.Made(id, validity.isEmpty() && wanted.suggested().isPresent());
  }

  /** Drawn: nobody chooses it, and a repeated claim is treated alike. */
  private boolean isToBeMeasured(Wanted wanted, GrantRepository.Admitted paper) {
    return paper.role() == GradingRole.GRADER
        && lots.permille("validity paper", wanted.claim(), wanted.qualification().value())
            < paper.validityPermille();
  }

  /** Set aside now, so that nobody grades for a wallet that is empty when they are done. */
  private Booking pay(
      SqlConnection tx, Wanted wanted, GrantRepository.Admitted paper, GradingId id) {
    var pay = paper.pay();
    var worker = wanted.asking().worker();
    return pay == null || worker.isEmpty()
        ? Booking.NOTHING
        : earnings
            .expectGradings(
                tx,
                List.of(
                    Earnings.Expected.ofTest(id.value(), paper.organisation(), worker.get(), pay)))
            .await();
  }
}
