package dev.guildhall.attempt;

import dev.guildhall.attempt.AnswerService.Saved;
import dev.guildhall.attempt.AttemptRepository.Placed;
import dev.guildhall.exam.Form;
import dev.guildhall.exam.OptionOrder;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestPlan.Adaptive;
import dev.guildhall.exam.Tests;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.item.Marker;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.Ability.Scored;
import dev.guildhall.psychometrics.AdaptiveChoice;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Adaptive sections: each answer is final, is marked at once, and decides which item follows. The
 * choice hangs on the attempt and on how many items were asked, so that repeating it chooses the
 * same.
 */
final class AdaptiveWorkflow {

  private final AttemptRepository repository;
  private final Tests tests;
  private final Bank bank;
  private final Marker marker;

  AdaptiveWorkflow(AttemptRepository repository, Tests tests, Bank bank, Marker marker) {
    this.repository = repository;
    this.tests = tests;
    this.bank = bank;
    this.marker = marker;
  }

  /** Asks the first item of a section that begins; of one that is not adaptive it does nothing. */
  void begin(SqlConnection tx, AttemptId attempt, TestPlan plan, JsonArray pools, int section) {
    if (section < plan.sections().size() && plan.sections().get(section).adaptive() != null) {
      var pool = Objects.requireNonNull(AdaptivePool.parse(pools).get(section));
      ask(tx, attempt, pool, section, List.of(), Ability.PRIOR);
    }
  }

  /** The item that follows those that were asked; empty when there is none left. */
  private Optional<ServedItem> ask(
      SqlConnection tx,
      AttemptId attempt,
      AdaptivePool pool,
      int section,
      List<FormItem> asked,
      Ability ability) {
    var random =
        new SplittableRandom(
            attempt.value().getLeastSignificantBits() + 31L * section + asked.size());
    Set<ItemId> passed = new HashSet<>();
    asked.forEach(item -> passed.add(item.itemId()));
    while (true) {
      Optional<ItemVersionRef> chosen = pool.next(passed, ability, random);
      if (chosen.isEmpty()) {
        return Optional.empty();
      }
      // The cap of an item may have been reached since the attempt began.
      if (!bank.exposed(tx, List.of(chosen.get().id())).await().isEmpty()) {
        return Optional.of(show(tx, attempt, chosen.get(), section, asked.size(), random));
      }
      passed.add(chosen.get().id());
    }
  }

  private ServedItem show(
      SqlConnection tx,
      AttemptId attempt,
      ItemVersionRef ref,
      int section,
      int position,
      SplittableRandom random) {
    var served = bank.served(tx, List.of(ref)).await().getFirst();
    var options = OptionOrder.drawn(served.kind(), served.body(), random);
    repository
        .insertItems(
            tx, attempt, List.of(new Placed(new Form.Drawn(ref, true, options), section, position)))
        .await();
    return served;
  }

  /** Takes an answer for good; the same one again is answered as the first time. */
  Saved answer(SqlConnection tx, AnswerRepository.Written written) {
    var attempt =
        repository.lock(tx, List.of(written.attempt())).await().stream()
            .filter(one -> one.workerId().equals(written.worker()))
            .findFirst()
            .orElseThrow(() -> new Refusal.NotFound("attempt"));
    var plan = tests.get(tx, attempt.testId()).await().plan();
    var items = repository.items(tx, attempt.id()).await();
    var item =
        items.stream()
            .filter(one -> one.itemId().equals(written.item()))
            .findFirst()
            .orElseThrow(() -> new Refusal.NotFound("item"));
    var asked = items.stream().filter(one -> one.section() == item.section()).toList();
    if (item.revision() > 0) {
      if (!written.answer().equals(item.last())) {
        throw new Refusal.Conflict(ErrorCode.ANSWER_CONFLICT, Map.of(), AttemptView.current(item));
      }
      return saved(tx, attempt, item, following(asked, item));
    }
    Sitting.requireOpen(attempt, item.section());
    if (written.seen() != 0) {
      throw new Refusal.Conflict(ErrorCode.ANSWER_CONFLICT, Map.of(), AttemptView.current(item));
    }
    return taken(tx, attempt, plan, item, asked, written);
  }

  private static @Nullable FormItem following(List<FormItem> asked, FormItem item) {
    return asked.stream()
        .filter(one -> one.position() == item.position() + 1)
        .findFirst()
        .orElse(null);
  }

  private Saved taken(
      SqlConnection tx,
      Attempt attempt,
      TestPlan plan,
      FormItem item,
      List<FormItem> asked,
      AnswerRepository.Written written) {
    boolean late = attempt.clock().isLate(attempt.now());
    var served = bank.served(tx, List.of(item.ref())).await().getFirst();
    var mark = marker.mark(served, written.answer()).await();
    boolean counts = !late || plan.late() == TestPlan.Late.COUNT;
    @Nullable Double score = counts && mark.score().isPresent() ? mark.score().getAsDouble() : null;
    repository
        .answerFinally(
            tx,
            attempt.id(),
            item.itemId(),
            written.answer(),
            written.seconds(),
            late,
            score,
            served.keyRevision())
        .await();
    var now = repository.items(tx, attempt.id()).await();
    estimate(tx, attempt, now);
    if (!late) {
      goOn(tx, attempt, plan, item.section(), now);
    }
    var after = repository.items(tx, attempt.id()).await();
    var section = after.stream().filter(one -> one.section() == item.section()).toList();
    return saved(tx, attempt, section.get(asked.indexOf(item)), following(section, item));
  }

  private void estimate(SqlConnection tx, Attempt attempt, List<FormItem> items) {
    var scored = new ArrayList<Scored>();
    AdaptivePool.parse(attempt.pools()).values().forEach(pool -> scored.addAll(pool.scored(items)));
    var ability = Ability.of(scored);
    repository.ability(tx, attempt.id(), ability.mean(), ability.error()).await();
  }

  private void goOn(
      SqlConnection tx, Attempt attempt, TestPlan plan, int section, List<FormItem> items) {
    var asked = items.stream().filter(one -> one.section() == section).toList();
    var pool = Objects.requireNonNull(AdaptivePool.parse(attempt.pools()).get(section));
    var ability = Ability.of(pool.scored(asked));
    if (!choice(Objects.requireNonNull(plan.sections().get(section).adaptive()))
        .isOver(asked.size(), ability)) {
      ask(tx, attempt.id(), pool, section, asked, ability);
    }
  }

  private static AdaptiveChoice choice(Adaptive adaptive) {
    return new AdaptiveChoice(adaptive.targetError(), adaptive.minItems(), adaptive.maxItems());
  }

  private Saved saved(SqlConnection tx, Attempt attempt, FormItem item, @Nullable FormItem next) {
    var shown =
        next == null
            ? null
            : AttemptView.item(next, bank.served(tx, List.of(next.ref())).await().getFirst());
    return new Saved(
        item.itemId(),
        item.revision(),
        Objects.requireNonNull(item.savedAt()),
        item.isLate(),
        attempt.now(),
        shown);
  }
}
