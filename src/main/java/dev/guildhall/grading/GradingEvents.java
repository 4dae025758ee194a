package dev.guildhall.grading;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to papers, gradings and reviewers. The subject is what it happened to. What the log
 * tells of a grading is the same for a validity paper.
 */
public sealed interface GradingEvents {

  String PAPERS_MADE = "grading.papers_made";
  String CLAIMED = "grading.claimed";
  String ENDED = "grading.ended";
  String SENT = "grading.sent";
  String FINISHED = "paper.finished";
  String REOPENED = "paper.reopened";
  String VALIDITY_PAPER_ADDED = "paper.validity_added";
  String VALIDITY_PAPER_RETIRED = "paper.validity_retired";
  String REVIEWER_PAUSED = "reviewer.paused";
  String REVIEWER_RESUMED = "reviewer.resumed";

  /** {@code grading.papers_made}, of an attempt: people grade these answers. */
  record PapersMade(AttemptId attemptId, QualificationId qualificationId, List<PaperId> papers)
      implements GradingEvents {}

  /** {@code grading.claimed}. */
  record Claimed(
      GradingId gradingId, PaperId paperId, QualificationId qualificationId, GradingRole role)
      implements GradingEvents {}

  /** {@code grading.ended}: without grades. */
  record Ended(GradingId gradingId, PaperId paperId, GradingState state, String reason)
      implements GradingEvents {}

  /** {@code grading.sent}. */
  record Sent(
      GradingId gradingId, PaperId paperId, QualificationId qualificationId, GradingRole role)
      implements GradingEvents {}

  /**
   * {@code paper.finished}: its grades stand.
   *
   * @param by how: the mean of two, the adjudicator, or an appeal
   */
  record Finished(PaperId paperId, AttemptId attemptId, ItemId itemId, Outcome by)
      implements GradingEvents {}

  /** Whose grades a paper has in the end. */
  enum Outcome {
    MEAN,
    ADJUDICATOR,
    APPEAL;

    @JsonValue
    String wire() {
      return Sql.wire(this);
    }
  }

  /** {@code paper.reopened}: a grading was set aside that it rested on. */
  record Reopened(PaperId paperId, AttemptId attemptId, UUID causeId) implements GradingEvents {}

  /** {@code paper.validity_added}. */
  record ValidityPaperAdded(PaperId paperId, ItemId itemId) implements GradingEvents {}

  /** {@code paper.validity_retired}. */
  record ValidityPaperRetired(PaperId paperId) implements GradingEvents {}

  /** {@code reviewer.paused}, of an account: it gets no more papers of the qualification. */
  record ReviewerPaused(AccountId accountId, QualificationId qualificationId, PauseCause cause)
      implements GradingEvents {}

  /** {@code reviewer.resumed}. */
  record ReviewerResumed(AccountId accountId, QualificationId qualificationId)
      implements GradingEvents {}

  /**
   * The event to append.
   *
   * @param actor null for the clock, or a rule
   */
  default Event by(@Nullable UUID actor) {
    return switch (this) {
      case PapersMade it -> Event.of(PAPERS_MADE, it.attemptId.value(), actor, it);
      case Claimed it -> Event.of(CLAIMED, it.gradingId.value(), actor, it);
      case Ended it -> Event.of(ENDED, it.gradingId.value(), actor, it);
      case Sent it -> Event.of(SENT, it.gradingId.value(), actor, it);
      case Finished it -> Event.of(FINISHED, it.paperId.value(), actor, it);
      case Reopened it -> Event.of(REOPENED, it.paperId.value(), actor, it);
      case ValidityPaperAdded it -> Event.of(VALIDITY_PAPER_ADDED, it.paperId.value(), actor, it);
      case ValidityPaperRetired it ->
          Event.of(VALIDITY_PAPER_RETIRED, it.paperId.value(), actor, it);
      case ReviewerPaused it -> Event.of(REVIEWER_PAUSED, it.accountId.value(), actor, it);
      case ReviewerResumed it -> Event.of(REVIEWER_RESUMED, it.accountId.value(), actor, it);
    };
  }
}
