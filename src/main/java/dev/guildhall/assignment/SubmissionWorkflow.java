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
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

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
    var lost = new LinkedHashMap<UUID, Sent>();
    for (Sent sent : batch) {
      Receipt receipt = decide(sent, locked, known, taken);
      receipts.add(receipt);
      if (receipt instanceof Receipt.Received
          && known.putIfAbsent(sent.submission(), sent.assignment().value()) == null) {
        taken.add(sent.assignment().value());
        received.add(sent);
      } else if (receipt instanceof Receipt.LeaseLost) {
        lost.putIfAbsent(sent.submission(), sent);
      }
    }
    if (!lost.isEmpty()) {
      keepTexts(tx, lost);
    }
    if (!received.isEmpty()) {
      var written = write(tx, received, locked);
      for (int i = 0; i < batch.size(); i++) {
        var now = written.get(batch.get(i));
        if (now != null) {
          receipts.set(i, now);
        }
      }
    }
    return receipts;
  }

  /** Of a repeat nothing is kept: it must not replace what the worker has written since. */
  private void keepTexts(SqlConnection tx, Map<UUID, Sent> lost) {
    var repeats = repository.refused(tx, lost.keySet()).await();
    var news = lost.values().stream().filter(sent -> !repeats.contains(sent.submission())).toList();
    if (!news.isEmpty()) {
      Future.all(
              repository.keepTexts(tx, news),
              events.append(tx, news.stream().map(SubmissionWorkflow::refusal).toList()))
          .await();
    }
  }

  private static Event refusal(Sent sent) {
    return new AssignmentEvents.Refused(
            sent.assignment().value(), sent.submission(), HexFormat.of().formatHex(sent.sha256()))
        .by(sent.account());
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
    if (sent.projectVersion() != null && sent.projectVersion() < assignment.projectVersion()) {
      return new Receipt.Outdated();
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

  /** What became of each that is new. */
  private Map<Sent, Receipt> write(
      SqlConnection tx, List<Sent> received, Map<UUID, Locked> locked) {
    var rows =
        received.stream().map(s -> new NewSubmission(s, of(locked, s).revisions() + 1)).toList();
    var accepted =
        received.stream()
            .filter(s -> s.plan().atOnce())
            .map(s -> verdicts.byRule(s, of(locked, s)))
            .toList();
    var inserting = repository.insert(tx, rows);
    var moving = repository.submitted(tx, received);
    var freeing =
        repository.sent(
            tx,
            received.stream().map(Sent::worker).toList(),
            received.stream().map(s -> isFirst(locked, s)).toList());
    var judging = verdicts.accept(tx, accepted);
    var telling =
        events.append(
            tx,
            Stream.concat(
                    received.stream().map(s -> event(of(locked, s), s)),
                    accepted.stream().map(VerdictWorkflow::event))
                .toList());
    var paying = pay(tx, received, locked);
    Future.all(inserting, moving, freeing, judging, telling, paying).await();
    earnings.book(tx, paying.result()).await();

    var written = new IdentityHashMap<Sent, Receipt>();
    for (Sent sent : received) {
      UUID id = sent.assignment().value();
      var moved = Objects.requireNonNull(moving.result().get(id));
      written.put(
          sent,
          new Receipt.Taken(
              Objects.requireNonNull(inserting.result().get(id)),
              moved.autoAcceptAt(),
              judging.result().get(id),
              moved.version(),
              of(locked, sent).drafted(),
              moved.now()));
    }
    return written;
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
    return Objects.requireNonNull(locked.get(sent.assignment().value()));
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
            HexFormat.of().formatHex(sent.sha256()))
        .by(sent.account());
  }
}
