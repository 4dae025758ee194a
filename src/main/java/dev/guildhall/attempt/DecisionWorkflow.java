package dev.guildhall.attempt;

import dev.guildhall.attempt.MarkRepository.Decided;
import dev.guildhall.attempt.MarkRepository.Marked;
import dev.guildhall.attempt.MarkRepository.Recorded;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.TestPlan.Section;
import dev.guildhall.exam.TestVersion;
import dev.guildhall.exam.Tests;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.Mark;
import dev.guildhall.item.Marker;
import dev.guildhall.item.ServedItem;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.Ability.Scored;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Marks answers, decides attempts and grants what they earn. Whatever changes an attempt here is
 * given it under its lock.
 */
final class DecisionWorkflow {

  private final AttemptRepository attempts;
  private final MarkRepository repository = new MarkRepository();
  private final Tests tests;
  private final Bank bank;
  private final Marker marker;
  private final Qualifications qualifications;
  private final EventLog events;

  DecisionWorkflow(
      AttemptRepository attempts,
      Tests tests,
      Bank bank,
      Marker marker,
      Qualifications qualifications,
      EventLog events) {
    this.attempts = attempts;
    this.tests = tests;
    this.bank = bank;
    this.marker = marker;
    this.qualifications = qualifications;
    this.events = events;
  }

  MarkRepository repository() {
    return repository;
  }

  Map<ItemId, ServedItem> served(SqlClient client, List<FormItem> items) {
    return bank.served(client, items.stream().map(FormItem::ref).toList()).await().stream()
        .collect(Collectors.toMap(ServedItem::id, Function.identity()));
  }

  boolean runsPrograms(SqlClient client, AttemptId id) {
    return served(client, attempts.items(client, id).await()).values().stream()
        .anyMatch(item -> item.kind() == ItemKind.CODE && item.closedShare() > 0);
  }

  /** What the keys say of a form as it was sent; nothing is changed. */
  List<Marked> marks(SqlClient client, Attempt attempt) {
    var late = tests.get(client, attempt.testId()).await().plan().late();
    var items = attempts.items(client, attempt.id()).await();
    var served = served(client, items);
    return items.stream()
        .map(item -> mark(item, Objects.requireNonNull(served.get(item.itemId())), late))
        .toList();
  }

  Marked mark(FormItem item, ServedItem served, TestPlan.Late late) {
    var answer = item.marked(late);
    if (answer == null) {
      return new Marked(item.itemId(), 0.0, 0.0, new JsonArray(), served.keyRevision());
    }
    var mark = marker.mark(served, answer).await();
    boolean people = served.rubric().isPresent();
    if (mark.score().isEmpty() && !people) {
      throw new IllegalStateException(
          "an answer to %s cannot be marked now: %s".formatted(item.itemId(), mark.problem()));
    }
    @Nullable Double closed = mark.score().isPresent() ? mark.score().getAsDouble() : null;
    return new Marked(
        item.itemId(),
        score(served, closed, item.graded()),
        closed,
        parts(mark),
        served.keyRevision());
  }

  private static JsonArray parts(Mark mark) {
    var parts = new JsonArray();
    mark.parts().forEach(part -> parts.add(StrictJson.toObject(part)));
    return parts;
  }

  /** The score of an answer out of both its parts; null while people have to grade it. */
  private static @Nullable Double score(
      ServedItem served, @Nullable Double closed, @Nullable Double graded) {
    if (served.rubric().isEmpty()) {
      return closed;
    }
    if (graded == null || closed == null) {
      return graded;
    }
    return served.closedShare() * closed + (1 - served.closedShare()) * graded;
  }

  /** Writes the first marks of an attempt that was sent, and decides it when nothing waits. */
  void marked(SqlConnection tx, Attempt attempt, List<Marked> marks) {
    repository.mark(tx, attempt.id(), marks).await();
    // The marks were made before the lock; a key may have been put right since.
    remark(tx, attempt);
    become(tx, attempt.id(), attempt.state(), AttemptState.AUTO_GRADED);
    settle(tx, attempt, AttemptState.AUTO_GRADED);
  }

  private void become(SqlConnection tx, AttemptId id, AttemptState from, AttemptState to) {
    require(from, to);
    repository.become(tx, id, to).await();
  }

  private static void require(AttemptState from, AttemptState to) {
    if (!from.mayBecome(to)) {
      throw new IllegalStateException(from + " does not become " + to);
    }
  }

  /** Decides, unless something waits for people. */
  private void settle(SqlConnection tx, Attempt attempt, AttemptState state) {
    var items = attempts.items(tx, attempt.id()).await();
    boolean waits = items.stream().anyMatch(item -> item.counts() && item.score() == null);
    if (!waits) {
      decide(tx, attempt, state, items, null, null);
    } else if (state == AttemptState.AUTO_GRADED) {
      become(tx, attempt.id(), state, AttemptState.IN_GRADING);
    }
  }

  /** A third person has decided about an answer. */
  void adjudicated(SqlConnection tx, Attempt attempt) {
    if (attempt.state() == AttemptState.IN_GRADING) {
      become(tx, attempt.id(), attempt.state(), AttemptState.ADJUDICATED);
    }
  }

  /** Writes what people say, and decides when nothing waits any more. */
  void graded(SqlConnection tx, Attempt attempt, Map<ItemId, Double> grades) {
    var items =
        attempts.items(tx, attempt.id()).await().stream()
            .filter(item -> grades.containsKey(item.itemId()))
            .toList();
    var served = served(tx, items);
    var written =
        items.stream()
            .map(
                item -> {
                  double graded = Objects.requireNonNull(grades.get(item.itemId()));
                  var score =
                      score(
                          Objects.requireNonNull(served.get(item.itemId())), item.closed(), graded);
                  return new MarkRepository.Graded(
                      item.itemId(), graded, Objects.requireNonNullElse(score, graded));
                })
            .toList();
    repository.grade(tx, attempt.id(), written).await();
    if (attempt.state().isGraded()) {
      settle(tx, attempt, attempt.state());
    }
  }

  /** How an attempt was decided before, and is now. */
  record Standing(boolean passed, @Nullable Integer level, @Nullable Double score) {
    static Standing of(Attempt attempt) {
      return new Standing(attempt.state() == AttemptState.PASSED, attempt.level(), attempt.score());
    }
  }

  /**
   * Marks and decides anew by the keys and grades that hold now. What was granted stays; where
   * nothing changes no decision is written.
   */
  Attempts.Redecided again(SqlConnection tx, Attempt attempt, UUID cause, String reason) {
    remark(tx, attempt);
    var before = Standing.of(attempt);
    if (attempt.state().isDecided()) {
      decide(tx, attempt, attempt.state(), attempts.items(tx, attempt.id()).await(), cause, reason);
    } else if (attempt.state().isGraded()) {
      // What waited may have been taken out.
      settle(tx, attempt, attempt.state());
    }
    return redecided(
        attempt, before, Standing.of(attempts.find(tx, attempt.id()).await().orElseThrow()));
  }

  static Attempts.Redecided redecided(Attempt attempt, Standing before, Standing now) {
    return new Attempts.Redecided(
        attempt.id(),
        attempt.qualificationId(),
        attempt.workerId(),
        before.passed(),
        now.passed(),
        before.level(),
        now.level(),
        before.score(),
        now.score());
  }

  /** Marks again what was marked by another key. */
  private void remark(SqlConnection tx, Attempt attempt) {
    if (!attempt.state().isDecided() && !attempt.state().isWaiting()) {
      return;
    }
    var late = tests.get(tx, attempt.testId()).await().plan().late();
    var items =
        attempts.items(tx, attempt.id()).await().stream()
            .filter(item -> item.keyRevision() != null)
            .toList();
    var served = served(tx, items);
    var marks =
        items.stream()
            .filter(
                item ->
                    Objects.requireNonNull(served.get(item.itemId())).keyRevision()
                        != Objects.requireNonNull(item.keyRevision()))
            .map(item -> mark(item, Objects.requireNonNull(served.get(item.itemId())), late))
            .toList();
    if (!marks.isEmpty()) {
      repository.mark(tx, attempt.id(), marks).await();
    }
  }

  private void decide(
      SqlConnection tx,
      Attempt attempt,
      AttemptState from,
      List<FormItem> items,
      @Nullable UUID cause,
      @Nullable String reason) {
    var test = tests.get(tx, attempt.testId()).await();
    var sections = sections(test, attempt, items);
    boolean tellsNothing = sections.stream().allMatch(Objects::isNull);
    if (attempt.state().isDecided() && tellsNothing) {
      // All of it was taken out: what is left says nothing against what was decided.
      return;
    }
    var ability = ability(attempt, items);
    var decision = Decision.of(test.plan(), sections);
    @Nullable Integer level = kept(attempt, decision.level());
    boolean same =
        attempt.state().isDecided()
            && Objects.equals(attempt.level(), level)
            && Objects.equals(attempt.score(), decision.score());
    if (same) {
      return;
    }
    var state = level == null ? AttemptState.FAILED : AttemptState.PASSED;
    if (state != from) {
      require(from, state);
    }
    var made =
        repository
            .decide(
                tx,
                attempt.id(),
                new Decided(
                    state,
                    decision.score(),
                    level,
                    ability.map(Ability::mean).orElse(null),
                    ability.map(Ability::error).orElse(null),
                    isHighest(test, level) || tellsNothing ? null : test.plan().retryHours()))
            .await();
    repository
        .record(
            tx,
            attempt.id(),
            new Recorded(
                made.number(),
                level != null,
                level,
                decision.score(),
                decision.detail(test.plan()),
                cause,
                reason))
        .await();
    // A level that was granted before is not granted anew: it ends when it was said to end, and
    // what was revoked since stays so.
    if (level != null && !level.equals(attempt.level())) {
      grant(tx, attempt, level, made.at());
    }
    events
        .append(
            tx,
            new AttemptEvents.Decided(
                    attempt.id(),
                    attempt.qualificationId(),
                    attempt.workerId(),
                    made.number(),
                    level != null,
                    level,
                    cause)
                .by(null))
        .await();
  }

  /** A level that was granted in good faith stays, whatever is found out later. */
  static @Nullable Integer kept(Attempt attempt, @Nullable Integer level) {
    var before = attempt.level();
    return before != null && (level == null || before > level) ? before : level;
  }

  private static boolean isHighest(TestVersion test, @Nullable Integer level) {
    return level != null && level >= test.plan().highestLevel();
  }

  private void grant(SqlConnection tx, Attempt attempt, int level, Instant at) {
    var qualification = qualifications.get(tx, attempt.qualificationId()).await();
    var days = qualification.validDays();
    qualifications
        .earn(
            tx,
            attempt.qualificationId(),
            attempt.workerId(),
            level,
            days == null ? null : at.plus(Duration.ofDays(days)),
            attempt.id().value())
        .await();
  }

  /** The score of each section; null where nothing of it counts. */
  static List<@Nullable Double> sections(TestVersion test, Attempt attempt, List<FormItem> items) {
    var pools = AdaptivePool.parse(attempt.pools());
    var scores = new ArrayList<@Nullable Double>();
    for (int s = 0; s < test.plan().sections().size(); s++) {
      int section = s;
      var pool = pools.get(s);
      var counting =
          items.stream().filter(item -> item.section() == section && item.counts()).toList();
      if (pool != null) {
        scores.add(adaptive(test.plan().sections().get(s), pool, counting));
      } else if (counting.isEmpty()) {
        scores.add(null);
      } else {
        scores.add(
            counting.stream()
                .mapToDouble(item -> Objects.requireNonNullElse(item.score(), 0.0))
                .average()
                .orElse(0));
      }
    }
    return scores;
  }

  /**
   * What is expected of the whole pool. Who left before the least number of items has shown only a
   * part of it; what was shown and not answered was not known.
   */
  private static double adaptive(Section section, AdaptivePool pool, List<FormItem> items) {
    long answered = items.stream().filter(item -> item.revision() > 0).count();
    int least = Objects.requireNonNull(section.adaptive()).minItems();
    double part = Math.min(1, (double) answered / least);
    return part * pool.expectedScore(Ability.of(pool.scored(items)));
  }

  /** By the answers of all adaptive sections; empty when there is none. */
  private static Optional<Ability> ability(Attempt attempt, List<FormItem> items) {
    var scored = new ArrayList<Scored>();
    AdaptivePool.parse(attempt.pools()).values().forEach(pool -> scored.addAll(pool.scored(items)));
    return scored.isEmpty() ? Optional.empty() : Optional.of(Ability.of(scored));
  }
}
