package dev.guildhall.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.nemesis.Recorded.Assignment;
import dev.guildhall.nemesis.Recorded.Ending;
import dev.guildhall.nemesis.Recorded.Submission;
import dev.guildhall.nemesis.Recorded.Task;
import dev.guildhall.task.TaskId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The check finds each kind of broken promise, and nothing in a record that keeps them all. */
class HistoryCheckTest {

  private static final Instant GRACE = Instant.parse("2026-11-30T12:00:00Z");

  private final History history = new History();
  private final List<Assignment> assignments = new ArrayList<>();
  private final Map<UUID, Submission> submissions = new HashMap<>();
  private final Map<UUID, String> drafts = new HashMap<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Map<UUID, Integer> earnings = new HashMap<>();
  private final Map<UUID, List<Ending>> endings = new HashMap<>();
  private final List<Window> faults = new ArrayList<>();

  private final UUID claim = UUID.randomUUID();
  private final UUID worker = UUID.randomUUID();
  private final UUID task = UUID.randomUUID();
  private final UUID assignment = UUID.randomUUID();
  private final String held = new AssignmentId(assignment).toString();
  private final UUID submission = UUID.randomUUID();
  private final JsonObject begun = text("begun");
  private final JsonObject done = text("done");

  /** A task that was claimed, begun and submitted, as it should be. */
  private void oneTaskDone() {
    history.claiming(claim, new WorkerId(worker).toString());
    history.claimed(claim, shown(1));
    history.writing(held, begun);
    history.kept(held, begun);
    history.submitting(submission, held, done);
    history.submitted(submission);
    assignments.add(new Assignment(assignment, claim, worker, task, 1, true));
    submissions.put(submission, new Submission(submission, assignment, History.hash(done)));
    drafts.put(assignment, History.hash(begun));
    tasks.add(new Task(task, 1, 1, 3));
    earnings.put(assignment, 1);
  }

  /** A task whose lease ran out, as it should. */
  private void oneTaskExpired(Duration afterItsGrace) {
    history.claiming(claim, new WorkerId(worker).toString());
    history.claimed(claim, shown(1));
    assignments.add(new Assignment(assignment, claim, worker, task, 2, false));
    tasks.add(new Task(task, 0, 0, 3));
    endings.put(assignment, List.of(new Ending("expired", GRACE.plus(afterItsGrace), 1)));
  }

  @Test
  void aRecordThatKeepsItsPromisesIsAccepted() {
    oneTaskDone();

    assertThat(broken()).isEmpty();
  }

  @Test
  void aLeaseThatRanOutInTimeIsAccepted() {
    oneTaskExpired(Duration.ofSeconds(4));

    assertThat(broken()).isEmpty();
  }

  @Test
  void aLostClaimIsFound() {
    oneTaskDone();
    assignments.clear();
    earnings.clear();
    tasks.clear();

    assertThat(broken()).contains(Rule.CLAIM_LOST);
  }

  @Test
  void aClaimThatBecameAnotherAssignmentIsFound() {
    oneTaskDone();
    var other = UUID.randomUUID();
    assignments.set(0, new Assignment(other, claim, worker, task, 1, true));

    assertThat(broken()).contains(Rule.CLAIM_LOST);
  }

  @Test
  void twoAnswersToOneClaimAreFound() {
    oneTaskDone();
    history.claimed(claim, shown(1).put("id", new AssignmentId(UUID.randomUUID()).toString()));

    assertThat(broken()).contains(Rule.CLAIM_ANSWERED_TWICE);
  }

  @Test
  void anAssignmentThatItsWorkerWasNotToldOfIsFound() {
    oneTaskDone();
    var refused = UUID.randomUUID();
    var other = UUID.randomUUID();
    history.claiming(refused, new WorkerId(worker).toString());
    history.refused(refused);
    assignments.add(new Assignment(other, refused, worker, UUID.randomUUID(), 1, false));

    assertThat(broken()).containsExactly(Rule.CLAIM_UNTOLD);
  }

  @Test
  void anAssignmentIsStrandedThatAnUnheardClaimGotAfterItsRepeatWasRefused() {
    var refused = UUID.randomUUID();
    history.claiming(refused, new WorkerId(worker).toString());
    history.unheard(refused);
    history.refused(refused);
    assignments.add(new Assignment(assignment, refused, worker, task, 2, false));

    assertThat(broken()).isEmpty();
    assertThat(result().stranded()).isOne();
  }

  @Test
  void anAssignmentThatNobodyAskedForIsFound() {
    assignments.add(new Assignment(assignment, UUID.randomUUID(), worker, task, 1, false));

    assertThat(broken()).containsExactly(Rule.CLAIM_UNTOLD);
  }

  @Test
  void aTaskThatAWorkerGotTwiceIsFound() {
    oneTaskDone();
    var again = UUID.randomUUID();
    var second = UUID.randomUUID();
    history.claiming(again, new WorkerId(worker).toString());
    history.claimed(again, shown(1).put("id", new AssignmentId(second).toString()));
    assignments.add(new Assignment(second, again, worker, task, 1, false));

    assertThat(broken()).containsExactly(Rule.TASK_TWICE);
  }

  @Test
  void aLostSubmissionIsFound() {
    oneTaskDone();
    submissions.clear();

    assertThat(broken()).containsExactly(Rule.SUBMISSION_LOST);
  }

  @Test
  void aChangedSubmissionIsFound() {
    oneTaskDone();
    submissions.put(submission, new Submission(submission, assignment, History.hash(begun)));

    assertThat(broken()).containsExactly(Rule.SUBMISSION_LOST);
  }

  @Test
  void aRefusedSubmissionThatIsRecordedIsFound() {
    oneTaskDone();
    var refused = UUID.randomUUID();
    history.submitting(refused, held, done);
    history.submissionRefused(refused);
    submissions.put(refused, new Submission(refused, UUID.randomUUID(), History.hash(done)));

    assertThat(broken()).containsExactly(Rule.SUBMISSION_UNTOLD);
  }

  @Test
  void aSubmissionThatNobodySentIsFound() {
    oneTaskDone();
    var unknown = UUID.randomUUID();
    submissions.put(unknown, new Submission(unknown, UUID.randomUUID(), History.hash(done)));

    assertThat(broken()).containsExactly(Rule.SUBMISSION_UNTOLD);
  }

  @Test
  void aSubmissionThatWasReceivedAndThenRefusedIsFound() {
    oneTaskDone();
    history.submissionRefused(submission);

    assertThat(broken()).contains(Rule.SUBMISSION_ANSWERED_TWICE);
  }

  @Test
  void workThatWasSubmittedTwiceIsFound() {
    oneTaskDone();
    var second = UUID.randomUUID();
    history.submitting(second, held, done);
    history.submitted(second);
    submissions.put(second, new Submission(second, assignment, History.hash(done)));

    assertThat(broken()).containsExactly(Rule.SUBMITTED_TWICE);
  }

  @Test
  void aLostDraftIsFound() {
    oneTaskDone();
    drafts.clear();

    assertThat(broken()).containsExactly(Rule.DRAFT_LOST);
  }

  @Test
  void aDraftThatWasReplacedByAnOlderOneIsFound() {
    oneTaskDone();
    var older = drafts.get(assignment);
    var newer = text("newer");
    history.writing(held, newer);
    history.kept(held, newer);
    drafts.put(assignment, older);

    assertThat(broken()).containsExactly(Rule.DRAFT_LOST);
  }

  @Test
  void aDraftMayBeReplacedByOneThatWasSentLaterAndNotHeardOf() {
    oneTaskDone();
    var later = text("later");
    history.writing(held, later);
    drafts.put(assignment, History.hash(later));

    assertThat(broken()).isEmpty();
  }

  @Test
  void aLostReturnIsFound() {
    oneTaskExpired(Duration.ofSeconds(1));
    history.givenBack(held, 1);

    assertThat(broken()).containsExactly(Rule.RETURN_LOST);
  }

  @Test
  void aFenceThatDoesNotMoveOnIsFound() {
    oneTaskExpired(Duration.ofSeconds(1));
    history.reopened(shown(1));

    assertThat(broken()).containsExactly(Rule.FENCE);
  }

  @Test
  void aFenceThatWentBackIsFound() {
    oneTaskExpired(Duration.ofSeconds(1));
    history.reopened(shown(3));

    assertThat(broken()).containsExactly(Rule.FENCE);
  }

  @Test
  void aLeaseThatRanOutEarlyIsFound() {
    oneTaskExpired(Duration.ofMillis(-1));

    assertThat(broken()).containsExactly(Rule.EXPIRED_EARLY);
  }

  @Test
  void aLeaseThatRanOutLateIsFound() {
    oneTaskExpired(HistoryCheck.EXPIRY_WITHIN.plusSeconds(1));

    assertThat(broken()).containsExactly(Rule.EXPIRED_LATE);
  }

  @Test
  void timeUnderFaultsMakesNoLeaseLate() {
    oneTaskExpired(HistoryCheck.EXPIRY_WITHIN.plusSeconds(1));
    faults.add(
        new Window("a fault", GRACE.minusSeconds(3), GRACE.plusSeconds(1), GRACE.plusSeconds(2)));

    assertThat(broken()).isEmpty();
  }

  @Test
  void aTaskBeyondItsOverlapIsFound() {
    oneTaskDone();
    tasks.set(0, new Task(task, 4, 4, 3));

    assertThat(broken()).containsExactly(Rule.OVER_OVERLAP);
  }

  @Test
  void slotsThatAreCountedWrongAreFound() {
    oneTaskDone();
    tasks.set(0, new Task(task, 2, 1, 3));

    assertThat(broken()).containsExactly(Rule.SLOTS);
  }

  @Test
  void workThatWasPaidTwiceIsFound() {
    oneTaskDone();
    earnings.put(assignment, 2);

    assertThat(broken()).containsExactly(Rule.EARNED_TWICE);
  }

  @Test
  void workThatWasPaidAndNotAcceptedIsFound() {
    oneTaskExpired(Duration.ofSeconds(1));
    earnings.put(assignment, 1);

    assertThat(broken()).containsExactly(Rule.EARNED_TWICE);
  }

  @Test
  void workThatWasNotPaidIsFound() {
    oneTaskDone();
    earnings.clear();

    assertThat(broken()).containsExactly(Rule.NOT_EARNED);
  }

  @Test
  void whoWasNotAnsweredIsFound() {
    oneTaskDone();
    history.claiming(UUID.randomUUID(), new WorkerId(worker).toString());
    history.submitting(UUID.randomUUID(), held, begun);

    assertThat(broken()).containsExactly(Rule.UNANSWERED);
  }

  @Test
  void whatWasSeenWhileItWentOnIsTold() {
    var seen = EnumSet.of(Rule.SERVER_FAULT, Rule.NO_RETRY_AFTER, Rule.NOT_RECOVERED);
    seen.forEach(rule -> history.violated(rule.brokenBy("somewhere", "something")));

    assertThat(broken()).isEqualTo(seen);
  }

  private Set<Rule> broken() {
    return result().violations().stream().map(Violation::rule).collect(Collectors.toSet());
  }

  private HistoryCheck.Result result() {
    return HistoryCheck.of(
        history, new Recorded(assignments, submissions, drafts, tasks, earnings, endings), faults);
  }

  private JsonObject shown(long fence) {
    return new JsonObject()
        .put("id", held)
        .put("fence", fence)
        .put("task", new JsonObject().put("id", new TaskId(task).toString()))
        .put("lease", new JsonObject().put("grace_until", GRACE.toString()));
  }

  private static JsonObject text(String reason) {
    return new JsonObject().put("choice", "a").put("reason", reason);
  }
}
