package dev.guildhall.attempt;

import dev.guildhall.item.ItemId;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attempts as those see them who grade them and put them right. */
public final class Attempts {

  private final AttemptsWorkflow workflow;
  private final ForesightWorkflow foresight;

  Attempts(AttemptsWorkflow workflow, ForesightWorkflow foresight) {
    this.workflow = workflow;
    this.foresight = foresight;
  }

  /**
   * What became of an attempt that was decided anew.
   *
   * @param levelBefore null: it had failed, or was not decided yet
   */
  public record Redecided(
      AttemptId attemptId,
      QualificationId qualificationId,
      WorkerId workerId,
      boolean passedBefore,
      boolean passed,
      @Nullable Integer levelBefore,
      @Nullable Integer level,
      @Nullable Double scoreBefore,
      @Nullable Double score) {}

  /** A change to an item's version, for all attempts that have it. */
  public sealed interface ItemChange {
    ItemId item();

    int version();

    /** Another key holds. */
    record OtherKey(ItemId item, int version, JsonObject key) implements ItemChange {}

    /** It counts no more. */
    record TakenOut(ItemId item, int version) implements ItemChange {}
  }

  /**
   * What would become of an attempt.
   *
   * @param redecided what {@link #redecide} would answer
   * @param shown the level that its score comes to, whatever was granted before; null: none, or it
   *     waits for people
   */
  public record Foreseen(Redecided redecided, @Nullable Integer shown) {

    public boolean changes() {
      return !Objects.equals(redecided.scoreBefore(), redecided.score());
    }
  }

  /** The answers of an attempt that was sent that people grade; none of one that was not. */
  public Future<List<OpenAnswer>> openAnswers(SqlClient client, AttemptId id) {
    return Workflows.start(() -> workflow.openAnswers(client, id));
  }

  /**
   * Writes what people say of open answers, and decides the attempt when nothing waits any more.
   * One that is decided stays so: {@link #redecide} it. Repeating it changes nothing.
   *
   * @param scoreOfOpenPart 0 to 1, by item; what is not an item of it is passed over
   */
  public Future<Void> graded(SqlConnection tx, AttemptId id, Map<ItemId, Double> scoreOfOpenPart) {
    return Workflows.start(
        () -> {
          workflow.graded(tx, id, scoreOfOpenPart);
          return null;
        });
  }

  /** Two graders were too far apart, and a third person has decided; before {@link #graded}. */
  public Future<Void> adjudicated(SqlConnection tx, AttemptId id) {
    return Workflows.start(
        () -> {
          workflow.adjudicated(tx, id);
          return null;
        });
  }

  /**
   * Marks and decides anew by the keys and grades that hold now. A level that was granted stays,
   * what is earned now is granted. Those whose score and level stay get no further decision; those
   * that wait for people are marked anew and decided later.
   *
   * @param cause the correction or appeal
   * @param reason for the worker
   * @return in the order of their ids
   */
  public Future<List<Redecided>> redecide(
      SqlConnection tx, Collection<AttemptId> ids, UUID cause, String reason) {
    return Workflows.start(() -> workflow.redecide(tx, ids, cause, reason));
  }

  /**
   * What {@link #redecide} would come to after a change, of all attempts that were sent and have
   * the item; in the order of their ids. Nothing is changed or locked.
   */
  public Future<List<Foreseen>> foresee(SqlClient client, ItemChange change) {
    return Workflows.start(() -> foresight.foresee(client, change));
  }

  /** The attempts whose form has that version of an item, whatever their state. */
  public Future<List<AttemptId>> touched(SqlClient client, ItemId item, int version) {
    return workflow.marks().touched(client, item, version);
  }

  /**
   * Has an item count no more in one attempt, which is to be redecided.
   *
   * @return whether it counted until now
   */
  public Future<Boolean> takeOut(SqlConnection tx, AttemptId id, ItemId item) {
    return workflow.marks().takeOut(tx, id, item);
  }

  /** Has that version count nowhere any more; the attempts whose form has it, to be redecided. */
  public Future<List<AttemptId>> takeOut(SqlConnection tx, ItemId item, int version) {
    return workflow.marks().takeOut(tx, item, version);
  }
}
