package dev.guildhall.assignment;

import dev.guildhall.assignment.VerdictRepository.Judged;
import dev.guildhall.assignment.VerdictRepository.NewVerdict;
import dev.guildhall.assignment.VerdictRepository.Standing;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.worker.Earnings;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives verdicts: one place for what each of them does to the assignment, the task, the money.
 *
 * <table>
 *   <caption>Effects</caption>
 *   <tr><th>verdict</th><th>pay</th><th>slot</th></tr>
 *   <tr><td>accept, accept with fix</td><td>paid</td><td>kept, counts as accepted</td></tr>
 *   <tr><td>revise</td><td>waits</td><td>kept; a new lease of a day</td></tr>
 *   <tr><td>soft reject</td><td>paid</td><td>freed: the answer is not used</td></tr>
 *   <tr><td>reject</td><td>not paid</td><td>freed, and the budget with it</td></tr>
 * </table>
 *
 * <p>Where workers are named for the task, one who is rejected, softly or not, does not get it
 * again: a slot that no other of them can take is closed.
 */
final class VerdictWorkflow {

  private static final Duration REVISION_LEASE = Duration.ofHours(24);

  private final VerdictRepository repository = new VerdictRepository();
  private final Earnings earnings;
  private final Projects projects;
  private final EventLog events;
  private final IdSource ids;

  VerdictWorkflow(Earnings earnings, Projects projects, EventLog events, IdSource ids) {
    this.earnings = earnings;
    this.projects = projects;
    this.events = events;
    this.ids = ids;
  }

  /** The rulings at the judgements' indexes, and the slots that became free. */
  record Decided(List<Ruling> rulings, List<FreedSlot> freed) {}

  /**
   * Gives verdicts in the caller's transaction: nothing may follow but its end, for the money moves
   * last.
   */
  Decided decide(SqlConnection tx, List<Judgement> judgements) {
    if (judgements.isEmpty()) {
      return new Decided(List.of(), List.of());
    }
    var submissions = judgements.stream().map(Judgement::submission).toList();
    var locking = repository.lock(tx, submissions);
    var reading = repository.standing(tx, submissions);
    var judged = locking.await();
    var standing = reading.await();
    var rulings = new ArrayList<Ruling>();
    var given = new HashMap<UUID, NewVerdict>();
    for (Judgement judgement : judgements) {
      var ruling =
          rule(judgement, judged.get(judgement.submission()), standing.get(judgement.submission()));
      rulings.add(ruling);
      if (ruling instanceof Ruling.Given && !standing.containsKey(judgement.submission())) {
        given.putIfAbsent(judgement.submission(), newVerdict(judgement, judged));
      }
    }
    return new Decided(rulings, write(tx, List.copyOf(given.values())));
  }

  /** The acceptance, by its plan, of a submission that is written under the same lock. */
  NewVerdict byRule(Sent sent, SubmissionRepository.Locked assignment) {
    var judged =
        new Judged(
            sent.submission(),
            assignment.id(),
            AssignmentState.SUBMITTED,
            assignment.worker(),
            assignment.project(),
            assignment.task(),
            assignment.price().micros(),
            true);
    var judgement = Judgement.accept(sent.submission(), Judgement.Decider.RULE, sent.plan().rule());
    return new NewVerdict(ids.next(), judgement, judged, AssignmentState.ACCEPTED);
  }

  /**
   * Records acceptances; the caller has the assignments under lock, moves them and the pay, and
   * tells of them. When each was given, by its assignment.
   */
  Future<Map<UUID, Instant>> accept(SqlConnection tx, List<NewVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    var giving = repository.insert(tx, verdicts);
    return Future.all(
            giving, repository.settle(tx, tasks(verdicts, VerdictWorkflow::isUsed), List.of()))
        .map(_ -> giving.result());
  }

  private NewVerdict newVerdict(Judgement judgement, Map<UUID, Judged> judged) {
    return new NewVerdict(
        ids.next(),
        judgement,
        Objects.requireNonNull(judged.get(judgement.submission())),
        next(judgement.kind()));
  }

  private static Ruling rule(
      Judgement judgement, @Nullable Judged judged, @Nullable Standing standing) {
    if (judged == null) {
      return new Ruling.Unknown();
    }
    if (standing != null) {
      boolean same =
          standing.kind() == judgement.kind()
              && Objects.equals(standing.reasonCode(), judgement.reasonCode())
              && Objects.equals(standing.text(), judgement.text());
      return same
          ? new Ruling.Given(new AssignmentId(judged.assignment()))
          : new Ruling.AlreadyJudged();
    }
    if (!judged.latest()) {
      return new Ruling.Superseded();
    }
    return judged.state().mayBecome(next(judgement.kind()))
        ? new Ruling.Given(new AssignmentId(judged.assignment()))
        : new Ruling.NotWaiting(judged.state());
  }

  private static AssignmentState next(Judgement.Kind kind) {
    return switch (kind) {
      case ACCEPT -> AssignmentState.ACCEPTED;
      case ACCEPT_WITH_FIX -> AssignmentState.ACCEPTED_WITH_FIX;
      case REVISE -> AssignmentState.REVISION_REQUESTED;
      case SOFT_REJECT -> AssignmentState.SOFT_REJECTED;
      case REJECT -> AssignmentState.REJECTED;
    };
  }

  private List<FreedSlot> write(SqlConnection tx, List<NewVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      return List.of();
    }
    var judging =
        Future.all(
            repository.insert(tx, verdicts),
            repository.move(tx, verdicts, REVISION_LEASE.toSeconds()));
    var paying = earnings.accept(tx, assignments(verdicts, VerdictWorkflow::isPaid));
    var keeping =
        earnings.reject(
            tx, assignments(verdicts, v -> v.judgement().kind() == Judgement.Kind.REJECT));
    var settling =
        repository.settle(
            tx,
            tasks(verdicts, VerdictWorkflow::isUsed),
            tasks(verdicts, VerdictWorkflow::isFreed));
    var telling = events.append(tx, verdicts.stream().map(VerdictWorkflow::event).toList());
    Future.all(judging, paying, keeping, settling, telling).await();
    uncommit(tx, verdicts);
    earnings.book(tx, paying.result().and(keeping.result())).await();
    return settling.result();
  }

  private void uncommit(SqlConnection tx, List<NewVerdict> verdicts) {
    var unpaid = new HashMap<ProjectId, Long>();
    for (NewVerdict verdict : verdicts) {
      if (verdict.judgement().kind() == Judgement.Kind.REJECT) {
        unpaid.merge(
            new ProjectId(verdict.judged().project()), verdict.judged().priceMicros(), Long::sum);
      }
    }
    if (!unpaid.isEmpty()) {
      projects.uncommit(tx, unpaid).await();
    }
  }

  private static boolean isPaid(NewVerdict verdict) {
    return switch (verdict.judgement().kind()) {
      case ACCEPT, ACCEPT_WITH_FIX, SOFT_REJECT -> true;
      case REVISE, REJECT -> false;
    };
  }

  private static boolean isUsed(NewVerdict verdict) {
    return switch (verdict.judgement().kind()) {
      case ACCEPT, ACCEPT_WITH_FIX -> true;
      case REVISE, SOFT_REJECT, REJECT -> false;
    };
  }

  private static boolean isFreed(NewVerdict verdict) {
    return switch (verdict.judgement().kind()) {
      case SOFT_REJECT, REJECT -> true;
      case ACCEPT, ACCEPT_WITH_FIX, REVISE -> false;
    };
  }

  private static List<UUID> assignments(List<NewVerdict> verdicts, Predicate<NewVerdict> which) {
    return verdicts.stream().filter(which).map(v -> v.judged().assignment()).toList();
  }

  private static List<UUID> tasks(List<NewVerdict> verdicts, Predicate<NewVerdict> which) {
    return verdicts.stream().filter(which).map(v -> v.judged().task()).toList();
  }

  static dev.guildhall.platform.event.Event event(NewVerdict verdict) {
    var judgement = verdict.judgement();
    return new AssignmentEvents.Judged(
            verdict.judged().assignment(),
            verdict.judged().project(),
            verdict.judged().worker(),
            judgement.submission(),
            dev.guildhall.platform.sql.Sql.wire(judgement.kind()),
            dev.guildhall.platform.sql.Sql.wire(judgement.decider()),
            judgement.rule())
        .by(judgement.person());
  }
}
