package dev.guildhall.attempt;

import dev.guildhall.attempt.Attempts.Foreseen;
import dev.guildhall.attempt.Attempts.ItemChange;
import dev.guildhall.attempt.DecisionWorkflow.Standing;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.exam.Tests;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.item.ServedItem;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what {@link DecisionWorkflow#again} would come to if an item were changed. It marks and
 * decides by the same methods, on forms that are changed in memory only.
 */
final class ForesightWorkflow {

  private static final int BATCH = 500;

  private final AttemptRepository attempts;
  private final Tests tests;
  private final Bank bank;
  private final DecisionWorkflow decisions;

  ForesightWorkflow(
      AttemptRepository attempts, Tests tests, Bank bank, DecisionWorkflow decisions) {
    this.attempts = attempts;
    this.tests = tests;
    this.bank = bank;
    this.decisions = decisions;
  }

  List<Foreseen> foresee(SqlClient client, ItemChange change) {
    var touched = decisions.repository().touched(client, change.item(), change.version()).await();
    var foreseen = new ArrayList<Foreseen>();
    for (int from = 0; from < touched.size(); from += BATCH) {
      var ids = touched.subList(from, Math.min(touched.size(), from + BATCH));
      var sent = attempts.sent(client, ids).await();
      var forms = attempts.items(client, ids).await();
      var served = served(client, forms, change);
      for (Attempt attempt : sent) {
        var test = tests.get(client, attempt.testId()).await();
        var form =
            Objects.requireNonNull(forms.get(attempt.id())).stream()
                .map(item -> changed(item, served, test, change))
                .toList();
        foreseen.add(decided(attempt, test, form));
      }
    }
    return foreseen;
  }

  /** Every item of the forms, with the key that would hold. */
  private Map<ItemVersionRef, ServedItem> served(
      SqlClient client, Map<AttemptId, List<FormItem>> forms, ItemChange change) {
    var refs =
        forms.values().stream()
            .flatMap(List::stream)
            .map(FormItem::ref)
            .collect(Collectors.toSet());
    return bank.served(client, refs).await().stream()
        .map(
            item ->
                change instanceof ItemChange.OtherKey to && is(item, to) ? with(item, to) : item)
        .collect(
            Collectors.toMap(
                item -> new ItemVersionRef(item.id(), item.version()), Function.identity()));
  }

  private static boolean is(ServedItem item, ItemChange change) {
    return item.id().equals(change.item()) && item.version() == change.version();
  }

  private static ServedItem with(ServedItem item, ItemChange.OtherKey other) {
    return new ServedItem(
        item.id(), item.version(), item.keyRevision() + 1, item.kind(), item.body(), other.key());
  }

  private FormItem changed(
      FormItem item, Map<ItemVersionRef, ServedItem> served, TestVersion test, ItemChange change) {
    var of = Objects.requireNonNull(served.get(item.ref()));
    var marked =
        item.keyRevision() == null || item.keyRevision() == of.keyRevision()
            ? item
            : item.with(decisions.mark(item, of, test.plan().late()));
    return change instanceof ItemChange.TakenOut && is(of, change) ? marked.out() : marked;
  }

  private static Foreseen decided(Attempt attempt, TestVersion test, List<FormItem> form) {
    var before = Standing.of(attempt);
    var sections = DecisionWorkflow.sections(test, attempt, form);
    boolean waits =
        !attempt.state().isDecided()
            && (!attempt.state().isGraded()
                || form.stream().anyMatch(item -> item.counts() && item.score() == null));
    boolean tellsNothing =
        attempt.state().isDecided() && sections.stream().allMatch(Objects::isNull);
    if (waits || tellsNothing) {
      return new Foreseen(DecisionWorkflow.redecided(attempt, before, before), before.level());
    }
    var decision = Decision.of(test.plan(), sections);
    @Nullable Integer level = DecisionWorkflow.kept(attempt, decision.level());
    boolean same =
        Objects.equals(attempt.level(), level) && Objects.equals(attempt.score(), decision.score());
    var now = same ? before : new Standing(level != null, level, decision.score());
    return new Foreseen(DecisionWorkflow.redecided(attempt, before, now), decision.level());
  }
}
