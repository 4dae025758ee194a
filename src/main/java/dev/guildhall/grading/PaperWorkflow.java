package dev.guildhall.grading;

import dev.guildhall.attempt.AttemptEvents;
import dev.guildhall.attempt.Attempts;
import dev.guildhall.attempt.OpenAnswer;
import dev.guildhall.exam.Tests;
import dev.guildhall.grading.Grades.FairShift;
import dev.guildhall.grading.GradingEvents.Outcome;
import dev.guildhall.grading.GradingRepository.Stored;
import dev.guildhall.grading.PaperRepository.NewPaper;
import dev.guildhall.grading.PaperRepository.Origin;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes papers of attempts that were sent, and settles what their gradings come to. */
final class PaperWorkflow {

  static final int GRADERS = 2;

  private static final String GRADED_ANEW =
      "An answer was graded once more, for a grading of it was set aside.";

  private final Database database;
  private final PaperRepository repository;
  private final GradingRepository gradings;
  private final ReviewerRepository reviewers;
  private final Tests tests;
  private final Bank bank;
  private final Attempts attempts;
  private final EventLog events;
  private final IdSource ids;

  PaperWorkflow(
      Database database,
      PaperRepository repository,
      GradingRepository gradings,
      ReviewerRepository reviewers,
      Tests tests,
      Bank bank,
      Attempts attempts,
      EventLog events,
      IdSource ids) {
    this.database = database;
    this.repository = repository;
    this.gradings = gradings;
    this.reviewers = reviewers;
    this.tests = tests;
    this.bank = bank;
    this.attempts = attempts;
    this.events = events;
    this.ids = ids;
  }

  /**
   * Makes a paper of each answer that people grade, once.
   *
   * @return the places of those that are new, each once
   */
  List<FreedPlace> make(AttemptEvents.Submitted sent) {
    var client = database.client();
    var answers = attempts.openAnswers(client, sent.attemptId()).await();
    if (answers.isEmpty()) {
      return List.of();
    }
    var test = tests.get(client, sent.testId()).await();
    var refs =
        answers.stream()
            .map(answer -> new ItemVersionRef(answer.itemId(), answer.version()))
            .toList();
    var served =
        bank.served(client, refs).await().stream()
            .collect(Collectors.toMap(ServedItem::id, Function.identity()));
    var papers =
        answers.stream()
            .map(answer -> paper(answer, Objects.requireNonNull(served.get(answer.itemId()))))
            .toList();
    var origin =
        new Origin(
            sent.qualificationId(),
            test.organisationId(),
            test.id(),
            sent.attemptId(),
            sent.workerId(),
            test.plan().grading());
    return database
        .inTransaction(
            tx ->
                repository
                    .insert(tx, origin, papers)
                    .compose(made -> tell(tx, sent, made).map(made)))
        .await();
  }

  private Future<Void> tell(SqlConnection tx, AttemptEvents.Submitted sent, List<FreedPlace> made) {
    return made.isEmpty()
        ? Future.succeededFuture()
        : events.append(
            tx,
            new GradingEvents.PapersMade(
                    sent.attemptId(),
                    sent.qualificationId(),
                    made.stream().map(FreedPlace::paper).toList())
                .by(null));
  }

  private NewPaper paper(OpenAnswer answer, ServedItem served) {
    return new NewPaper(
        new PaperId(ids.next()),
        answer.itemId(),
        answer.version(),
        served.keyRevision(),
        answer.answer(),
        answer.text());
  }

  /**
   * Goes on with a paper that is locked, once what was sent of it is enough: its grades stand, or a
   * third person decides.
   *
   * @return the place for a third person
   */
  Optional<FreedPlace> settle(SqlConnection tx, Paper paper) {
    var counting = gradings.counting(tx, paper.id()).await();
    return switch (paper.state()) {
      case OPEN -> settleBlind(tx, paper, counting);
      case ADJUDICATING -> {
        counting.stream()
            .filter(one -> one.role() == GradingRole.ADJUDICATOR)
            .findFirst()
            .ifPresent(one -> finish(tx, paper, List.of(one), Outcome.ADJUDICATOR));
        yield Optional.empty();
      }
      case FINAL, RETIRED -> Optional.empty();
    };
  }

  private Optional<FreedPlace> settleBlind(SqlConnection tx, Paper paper, List<Stored> counting) {
    if (counting.size() < GRADERS) {
      return Optional.empty();
    }
    boolean agree =
        Grades.agree(
            paper.rubric(), counting.get(0).content().grades(), counting.get(1).content().grades());
    if (agree) {
      finish(tx, paper, counting, Outcome.MEAN);
      return Optional.empty();
    }
    require(paper.state(), PaperState.ADJUDICATING);
    int wanted = counting.size() + 1;
    repository.adjudicate(tx, paper.id(), wanted).await();
    return Optional.of(
        new FreedPlace(paper.required().qualificationId(), paper.id(), paper.rank(), wanted));
  }

  private static void require(PaperState from, PaperState to) {
    if (!from.mayBecome(to)) {
      throw new IllegalStateException("a paper that is " + from + " does not become " + to);
    }
  }

  private void finish(SqlConnection tx, Paper paper, List<Stored> given, Outcome by) {
    require(paper.state(), PaperState.FINAL);
    var accounts = given.stream().map(Stored::reviewer).toList();
    var of = paper.required();
    var shifts = reviewers.fairShifts(tx, of.qualificationId(), accounts).await();
    var mean =
        Grades.mean(
            paper.rubric(),
            given.stream()
                .map(
                    one ->
                        new Grades.Given(
                            one.content().grades(),
                            shifts.getOrDefault(one.reviewer(), FairShift.NONE)))
                .toList());
    if (!repository.finish(tx, paper.id(), mean, by).await()) {
      throw new IllegalStateException("the grades of " + paper.id() + " stand already");
    }
    if (by == Outcome.ADJUDICATOR) {
      attempts.adjudicated(tx, of.attemptId()).await();
    }
    tell(tx, paper, mean.corrected(), by, null);
    if (paper.causeId() != null) {
      attempts
          .redecide(
              tx,
              List.of(of.attemptId()),
              paper.causeId(),
              repository.reason(tx, paper.causeId()).await().orElse(GRADED_ANEW))
          .await();
    }
  }

  /** Tells the attempt, and the log. */
  private void tell(
      SqlConnection tx, Paper paper, Map<String, Double> grades, Outcome by, @Nullable UUID actor) {
    var of = paper.required();
    attempts
        .graded(tx, of.attemptId(), Map.of(paper.itemId(), paper.rubric().score(grades)))
        .await();
    events
        .append(
            tx,
            new GradingEvents.Finished(paper.id(), of.attemptId(), paper.itemId(), by).by(actor))
        .await();
  }

  /** An appeal says other grades; the attempt is to be decided anew by whoever calls. */
  void overrule(
      SqlConnection tx, Paper paper, Map<String, Double> grades, UUID cause, @Nullable UUID judge) {
    repository.overrule(tx, paper.id(), grades, cause).await();
    tell(tx, paper, grades, Outcome.APPEAL, judge);
  }

  /**
   * One of a paper's gradings was set aside; the paper is locked. What rested on it is graded once
   * more, by somebody else.
   *
   * @return the place that is free, where the paper waits again
   */
  Optional<FreedPlace> reopen(SqlConnection tx, Paper paper, UUID cause) {
    repository.free(tx, paper.id()).await();
    if (paper.isValidity()) {
      return Optional.empty();
    }
    var counting = gradings.counting(tx, paper.id()).await();
    long graders = counting.stream().filter(one -> one.role() == GradingRole.GRADER).count();
    return switch (paper.state()) {
      // What is sent next settles it.
      case OPEN -> Optional.of(FreedPlace.of(paper));
      case ADJUDICATING ->
          gradings.inHand(tx, paper.id()).await() == 0
              ? Optional.of(again(tx, paper, PaperState.OPEN, GRADERS, cause))
              : narrowed(tx, paper);
      case FINAL -> {
        if (counting.size() > graders || paper.outcome() == Outcome.APPEAL) {
          // The adjudicator's grades stand, or the appeal's, whatever the graders gave.
          yield Optional.empty();
        }
        yield Optional.of(
            graders < GRADERS
                ? again(tx, paper, PaperState.OPEN, GRADERS, cause)
                : again(tx, paper, PaperState.ADJUDICATING, counting.size() + 1, cause));
      }
      case RETIRED -> Optional.empty();
    };
  }

  /** A third person has it in hand and decides; nobody else is wanted. */
  private Optional<FreedPlace> narrowed(SqlConnection tx, Paper paper) {
    repository.adjudicate(tx, paper.id(), paper.wanted() - 1).await();
    return Optional.empty();
  }

  private FreedPlace again(
      SqlConnection tx, Paper paper, PaperState state, int wanted, UUID cause) {
    require(paper.state(), state);
    repository.reopen(tx, paper.id(), state, wanted, cause).await();
    events
        .append(
            tx,
            new GradingEvents.Reopened(paper.id(), paper.required().attemptId(), cause).by(null))
        .await();
    return new FreedPlace(paper.required().qualificationId(), paper.id(), paper.rank(), wanted);
  }
}
