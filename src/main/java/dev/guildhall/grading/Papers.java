package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.attempt.AttemptId;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.queue.TaskQueue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Graded answers as those see them who decide appeals and put grades right. */
public final class Papers {

  private final PaperRepository repository;
  private final GradingRepository gradings;
  private final CorrectionWorkflow workflow;
  private final TaskQueue queue;

  Papers(
      PaperRepository repository,
      GradingRepository gradings,
      CorrectionWorkflow workflow,
      TaskQueue queue) {
    this.repository = repository;
    this.gradings = gradings;
    this.workflow = workflow;
    this.queue = queue;
  }

  /**
   * A grading that counts.
   *
   * @param grades as the contract's {@code LineGrades}
   */
  public record Counting(
      AccountId reviewer, boolean adjudicator, JsonObject grades, @Nullable String comment) {}

  /** By what an answer is graded; empty where it is no paper. */
  public Future<Optional<GradingRubric>> rubric(SqlClient client, AttemptId attempt, ItemId item) {
    return repository.find(client, attempt, item).map(found -> found.map(Paper::rubric));
  }

  /** What was given for an answer and counts, in no order that says anything. */
  public Future<List<Counting>> counting(SqlClient client, AttemptId attempt, ItemId item) {
    return repository
        .find(client, attempt, item)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : gradings
                        .counting(client, found.get().id())
                        .map(all -> all.stream().map(Papers::counting).toList()));
  }

  private static Counting counting(GradingRepository.Stored stored) {
    return new Counting(
        stored.reviewer(),
        stored.role() == GradingRole.ADJUDICATOR,
        stored.content().grades().json(),
        stored.content().comment());
  }

  /**
   * An appeal says other grades for an answer whose grades stand: they count from now on, as they
   * are. The attempt is to be redecided after it.
   *
   * @param grades of every line of the rubric
   * @param judge null: the clock
   * @return whether there are grades that stand
   */
  public Future<Boolean> overrule(
      SqlConnection tx,
      AttemptId attempt,
      ItemId item,
      Map<String, Integer> grades,
      UUID appeal,
      @Nullable UUID judge) {
    return Workflows.start(() -> workflow.overrule(tx, attempt, item, grades, appeal, judge));
  }

  /**
   * What setting a reviewer's gradings aside comes to.
   *
   * @param gradings that count no more
   * @param attempts that they were of
   * @param regrading papers that need another reviewer
   * @param pay for that at most, by currency: as if nobody who grades them anew were a member, and
   *     without a third person
   */
  public record SetAside(int gradings, List<AttemptId> attempts, int regrading, List<Money> pay) {}

  /**
   * What {@link #setAside} would come to now.
   *
   * @param since of what was sent at that time or later; null: of all
   */
  public Future<SetAside> wouldSetAside(
      SqlClient client,
      AccountId reviewer,
      QualificationId qualification,
      @Nullable Instant since) {
    return Workflows.start(() -> workflow.look(client, reviewer, qualification, since));
  }

  /**
   * Lets what a reviewer sent count no more, and has what rested on it graded by somebody else.
   * What is decided stays until that is done, and is decided anew then. The pay stays the
   * reviewer's. {@link #tell} the queue after the commit.
   */
  public Future<SetAside> setAside(
      SqlConnection tx,
      AccountId reviewer,
      QualificationId qualification,
      @Nullable Instant since,
      UUID cause) {
    return Workflows.start(() -> workflow.setAside(tx, reviewer, qualification, since, cause));
  }

  /**
   * An item counts no more: its papers want no more graders. Who has one in hand may send it, and
   * is paid; what was graded stays.
   *
   * @return how many waited
   */
  public Future<Integer> takeOut(SqlConnection tx, ItemId item, int version) {
    return repository
        .takeOut(tx, item, version)
        // Told before the commit: what the queue proposes wrongly meanwhile, PostgreSQL decides.
        .onSuccess(out -> out.forEach(queue::removed))
        .map(out -> out.values().stream().mapToInt(List::size).sum());
  }

  /** After a {@link #setAside} was committed: its papers wait again. */
  public void tell(QualificationId qualification) {
    queue.changed(qualification.value());
  }
}
