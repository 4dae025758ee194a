package dev.guildhall.eligibility;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many could take a project's work, and how many would; before anybody has. */
public final class Census {

  private static final Duration AGE = Duration.ofSeconds(10);
  private static final int MAX_KEPT = 200;

  private final Database database;
  private final CensusWorkflow workflow;
  private final Eligibility eligibility;
  private final AsyncCache<Question, Count> counts =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(AGE).buildAsync();

  Census(Database database, CensusWorkflow workflow, Eligibility eligibility) {
    this.database = database;
    this.workflow = workflow;
    this.eligibility = eligibility;
  }

  record Question(List<Predicate> predicates, Money perHour) {}

  record Count(long could, long would, long active, Map<Predicate, Long> onlyFailing) {}

  /**
   * A count of workers.
   *
   * @param could meet every requirement
   * @param would could, and wish for no more than the work pays; who has said no wish would
   * @param active would, and were here within the last week
   * @param requirements each with how many more could if it were not asked
   */
  public record Result(long could, long would, long active, List<Cost> requirements) {}

  /** What one requirement costs: {@code excluded} workers fail it and no other. */
  public record Cost(String code, String text, long excluded) {}

  /** Counts those to whom {@code predicates} apply; a count may be ten seconds old. */
  public Future<Result> count(List<Predicate> predicates, Money perHour, Locale locale) {
    var counting =
        counts.get(
            new Question(predicates, perHour),
            (question, _) -> read(question).toCompletionStage().toCompletableFuture());
    var context = Vertx.currentContext();
    var counted =
        context == null
            ? Future.fromCompletionStage(counting)
            : Future.fromCompletionStage(counting, context);
    return Future.all(counted, eligibility.texts(predicates, locale))
        .map(both -> result(both.resultAt(0), predicates, both.resultAt(1)));
  }

  private static Result result(Count count, List<Predicate> predicates, PredicateTexts texts) {
    var costs = new ArrayList<Cost>();
    for (Predicate predicate : predicates) {
      var words = texts.explain(predicate, true);
      costs.add(
          new Cost(words.code(), words.text(), count.onlyFailing().getOrDefault(predicate, 0L)));
    }
    return new Result(count.could(), count.would(), count.active(), List.copyOf(costs));
  }

  private Future<Count> read(Question question) {
    return database.readLong(tx -> Workflows.start(() -> workflow.count(tx, question)));
  }
}
