package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.grading.GradingEvents.Outcome;
import dev.guildhall.grading.GradingRepository.Doubtful;
import dev.guildhall.grading.GradingRepository.Stored;
import dev.guildhall.grading.Papers.SetAside;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@link Papers} has done. */
final class CorrectionWorkflow {

  private final PaperRepository papers;
  private final GradingRepository gradings;
  private final PaperWorkflow settling;

  CorrectionWorkflow(PaperRepository papers, GradingRepository gradings, PaperWorkflow settling) {
    this.papers = papers;
    this.gradings = gradings;
    this.settling = settling;
  }

  boolean overrule(
      SqlConnection tx,
      AttemptId attempt,
      ItemId item,
      Map<String, Integer> grades,
      UUID appeal,
      @Nullable UUID judge) {
    var found = papers.find(tx, attempt, item).await();
    if (found.isEmpty()) {
      return false;
    }
    var paper = papers.lock(tx, List.of(found.get().id())).await().getFirst();
    if (paper.state() != PaperState.FINAL) {
      return false;
    }
    var points = new HashMap<String, Double>();
    paper
        .rubric()
        .lines()
        .forEach(
            line ->
                points.put(
                    line.key(),
                    Math.clamp(
                        Objects.requireNonNull(
                                grades.get(line.key()), "an appeal grades every line")
                            .doubleValue(),
                        0,
                        line.max())));
    settling.overrule(tx, paper, points, appeal, judge);
    return true;
  }

  SetAside look(
      SqlClient client,
      AccountId reviewer,
      QualificationId qualification,
      @Nullable Instant since) {
    var doubtful = gradings.toSetAside(client, reviewer, qualification, since).await();
    return told(client, doubtful);
  }

  private SetAside told(SqlClient client, List<Doubtful> doubtful) {
    int regrading = 0;
    var pay = new TreeMap<String, Money>();
    for (Doubtful one : doubtful) {
      var paper = papers.find(client, one.paper()).await();
      var counting = gradings.counting(client, one.paper()).await();
      if (isNeeded(paper, counting, one)) {
        regrading++;
        if (paper.pay() != null) {
          pay.merge(paper.pay().currency(), paper.pay().times(missing(counting, one)), Money::plus);
        }
      }
    }
    return new SetAside(
        doubtful.size(),
        doubtful.stream()
            .map(Doubtful::attempt)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .toList(),
        regrading,
        List.copyOf(pay.values()));
  }

  /** Whether the grades of its paper stand, and would not without it. */
  private static boolean isNeeded(Paper paper, List<Stored> counting, Doubtful one) {
    if (paper.state() != PaperState.FINAL || paper.outcome() == Outcome.APPEAL) {
      return false;
    }
    return counting.stream()
        .noneMatch(
            other -> other.role() == GradingRole.ADJUDICATOR && !other.id().equals(one.id()));
  }

  /** How many have to grade it anew: a third person where both graders remain. */
  private static long missing(List<Stored> counting, Doubtful one) {
    long graders =
        counting.stream()
            .filter(other -> other.role() == GradingRole.GRADER && !other.id().equals(one.id()))
            .count();
    return Math.max(1, PaperWorkflow.GRADERS - graders);
  }

  SetAside setAside(
      SqlConnection tx,
      AccountId reviewer,
      QualificationId qualification,
      @Nullable Instant since,
      UUID cause) {
    var before = gradings.toSetAside(tx, reviewer, qualification, since).await();
    var locked = papers.lock(tx, before.stream().map(Doubtful::paper).toList()).await();
    var comesTo = told(tx, before);
    gradings.setAside(tx, before.stream().map(Doubtful::id).toList(), cause).await();
    locked.forEach(paper -> settling.reopen(tx, paper, cause));
    return comesTo;
  }
}
