package dev.guildhall.assignment;

import dev.guildhall.assignment.SubmissionRepository.Locked;
import dev.guildhall.assignment.SubmissionRepository.NewSubmission;
import dev.guildhall.ledger.Booking;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes a batch of submissions in one transaction: under the locks of their assignments it decides
 * one by one, then writes submissions, states, loads, earnings and verdicts of the rule at once.
 */
final class SubmissionWorkflow {

  private final SubmissionRepository repository = new SubmissionRepository();
  private final Earnings earnings;
  private final VerdictWorkflow verdicts;
  private final EventLog events;

  SubmissionWorkflow(Earnings earnings, VerdictWorkflow verdicts, EventLog events) {
    this.earnings = earnings;
    this.verdicts = verdicts;
    this.events = events;
  }

  /** What became of each submission, at its index. */
  List<Receipt> take(SqlConnection tx, List<Sent> batch) {
    var locking = repository.lock(tx, batch.stream().map(s -> s.assignment().value()).toList());
    var knowing = repository.known(tx, batch.stream().map(Sent::submission).toList());
    var locked = locking.await();
    var known = new HashMap<>(knowing.await());
    var taken = new HashSet<UUID>();
    var receipts = new ArrayList<Receipt>();
    var received = new ArrayList<Sent>();
    var lost = new ArrayList<Sent>();
    for (Sent sent : batch) {
      Receipt receipt = decide(sent, locked, known, taken);
      receipts.add(receipt);
      if (receipt instanceof Receipt.Received
          && known.putIfAbsent(sent.submission(), sent.assignment().value()) == null) {
        taken.add(sent.assignment().value());
        received.add(sent);
      } else if (receipt instanceof Receipt.LeaseLost) {
        lost.add(sent);
      }
    }
    if (!lost.isEmpty()) {
      repository.keepTexts(tx, lost).await();
    }
    if (!received.isEmpty()) {
      write(tx, received, locked);
    }
    return receipts;
  }

  private static Receipt decide(
      Sent sent, Map<UUID, Locked> locked, Map<UUID, UUID> known, HashSet<UUID> taken) {
    Locked assignment = locked.get(sent.assignment().value());
    if (assignment == null || !assignment.worker().equals(sent.worker())) {
      return new Receipt.NotYours();
    }
    UUID before = known.get(sent.submission());
    if (before != null) {
      return before.equals(assignment.id()) ? new Receipt.Received() : new Receipt.IdTaken();
    }
    if (taken.contains(assignment.id())) {
      return new Receipt.WrongState(AssignmentState.SUBMITTED);
    }
    return switch (assignment.state()) {
      case CLAIMED, REVISION_REQUESTED ->
          assignment.fence() == sent.fence() && assignment.inTime()
              ? new Receipt.Received()
              : new Receipt.LeaseLost();
      // Called back while it was on its way: the text is kept all the same.
      case EXPIRED, CANCELLED -> new Receipt.LeaseLost();
      case SUBMITTED,
          ACCEPTED,
          ACCEPTED_WITH_FIX,
          SOFT_REJECTED,
          REJECTED,
          RETURNED,
          SKIPPED,
          VOIDED,
          DISPUTED ->
          new Receipt.WrongState(assignment.state());
    };
  }

  private void write(SqlConnection tx, List<Sent> received, Map<UUID, Locked> locked) {
    var rows =
        received.stream().map(s -> new NewSubmission(s, of(locked, s).revisions() + 1)).toList();
    var writing =
        Future.all(
            repository.insert(tx, rows),
            repository.submitted(tx, received),
            repository.sent(
                tx,
                received.stream().map(Sent::worker).toList(),
                received.stream().map(s -> isFirst(locked, s)).toList()));
    var telling = events.append(tx, received.stream().map(s -> event(of(locked, s), s)).toList());
    var judging =
        verdicts.accept(
            tx,
            received.stream()
                .filter(s -> s.plan().atOnce())
                .map(s -> verdicts.byRule(s, of(locked, s)))
                .toList());
    var paying = pay(tx, received, locked);
    Future.all(writing, telling, judging, paying).await();
    earnings.book(tx, paying.result()).await();
  }

  /** Sets aside what waits for a verdict, and pays what the rule accepts at once. */
  private Future<Booking> pay(SqlConnection tx, List<Sent> received, Map<UUID, Locked> locked) {
    var expecting = new ArrayList<Earnings.Expected>();
    var earning = new ArrayList<Earnings.Expected>();
    var accepting = new ArrayList<UUID>();
    for (Sent sent : received) {
      boolean atOnce = sent.plan().atOnce();
      if (isFirst(locked, sent)) {
        (atOnce ? earning : expecting).add(expected(of(locked, sent)));
      } else if (atOnce) {
        accepting.add(sent.assignment().value());
      }
    }
    var expected = earnings.expect(tx, expecting);
    var earned = earnings.earn(tx, earning);
    var accepted = earnings.accept(tx, accepting);
    return Future.all(expected, earned, accepted)
        .map(_ -> expected.result().and(earned.result()).and(accepted.result()));
  }

  private static boolean isFirst(Map<UUID, Locked> locked, Sent sent) {
    return of(locked, sent).state() == AssignmentState.CLAIMED;
  }

  private static Locked of(Map<UUID, Locked> locked, Sent sent) {
    return java.util.Objects.requireNonNull(locked.get(sent.assignment().value()));
  }

  private static Earnings.Expected expected(Locked assignment) {
    return new Earnings.Expected(
        assignment.id(),
        assignment.project(),
        new WorkerId(assignment.worker()),
        assignment.price());
  }

  private static Event event(Locked assignment, Sent sent) {
    return new AssignmentEvents.Submitted(
            assignment.id(),
            assignment.project(),
            assignment.task(),
            assignment.worker(),
            sent.submission(),
            java.util.HexFormat.of().formatHex(sent.sha256()))
        .by(sent.account());
  }
}
