package dev.guildhall.attempt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.attempt.AnswerRepository.At;
import dev.guildhall.attempt.AnswerRepository.Body;
import dev.guildhall.attempt.AnswerRepository.Place;
import dev.guildhall.attempt.AnswerRepository.Stored;
import dev.guildhall.attempt.AnswerRepository.Written;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.Tests;
import dev.guildhall.item.Answers;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Coalescer;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers as they are given; those that arrive together share a commit. What of an attempt
 * never changes is remembered, so that the usual answer costs one statement.
 */
final class AnswerService {

  private static final long MOST_PLACES = 50_000;
  private static final int MAX_CHARACTERS = 16_000_000;

  private final Database database;
  private final Tests tests;
  private final AttemptRepository attempts;
  private final AdaptiveWorkflow adaptive;
  private final AnswerRepository repository = new AnswerRepository();
  private final Cache<At, Place> places = Caffeine.newBuilder().maximumSize(MOST_PLACES).build();
  private final Cache<ItemVersionRef, Body> bodies =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARACTERS)
          .weigher((ItemVersionRef _, Body body) -> body.body().encode().length())
          .build();
  private final Coalescer<Written, Optional<Stored>> saves;

  AnswerService(
      Platform platform, Tests tests, AttemptRepository attempts, AdaptiveWorkflow adaptive) {
    this.database = platform.database();
    this.tests = tests;
    this.attempts = attempts;
    this.adaptive = adaptive;
    this.saves =
        new Coalescer<>(
            platform.vertx(),
            "answers",
            platform.meters(),
            Written::attempt,
            answers -> database.inTransaction(tx -> saved(tx, answers)));
  }

  /**
   * An answer that is kept.
   *
   * @param next in an adaptive section the item that follows; null: it is over, or not adaptive
   */
  record Saved(
      ItemId itemId,
      int revision,
      Instant savedAt,
      boolean late,
      Instant serverTime,
      @Nullable JsonObject next) {}

  /** Completes once the answer is durable; refused when another device has saved since. */
  Future<Saved> save(Written written) {
    return place(written.at())
        .compose(
            place -> {
              if (!place.worker().equals(written.worker())) {
                throw new Refusal.NotFound("attempt");
              }
              return body(place.item())
                  .compose(
                      body -> {
                        requireFitting(body, written.answer());
                        return tests.get(database.client(), place.test());
                      })
                  .compose(test -> saved(test.plan().sections().get(place.section()), written));
            });
  }

  private Future<Saved> saved(TestPlan.Section section, Written written) {
    return section.adaptive() == null
        ? open(written)
        : database.inTransaction(tx -> Workflows.start(() -> adaptive.answer(tx, written)));
  }

  private Future<Place> place(At at) {
    var known = places.getIfPresent(at);
    return known != null
        ? Future.succeededFuture(known)
        : repository
            .places(database.client(), List.of(at))
            .map(
                found -> {
                  var place = found.get(at);
                  if (place == null) {
                    throw new Refusal.NotFound("item");
                  }
                  places.put(at, place);
                  return place;
                });
  }

  private Future<Body> body(ItemVersionRef ref) {
    var known = bodies.getIfPresent(ref);
    return known != null
        ? Future.succeededFuture(known)
        : repository
            .bodies(database.client(), List.of(ref))
            .map(
                found -> {
                  var body = Objects.requireNonNull(found.get(ref));
                  bodies.put(ref, body);
                  return body;
                });
  }

  private static void requireFitting(Body body, JsonObject answer) {
    var errors = Answers.errors(body.kind(), body.body(), answer);
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
  }

  private Future<Saved> open(Written written) {
    return saves
        .ask(written)
        .compose(
            stored ->
                stored.isPresent()
                    ? Future.succeededFuture(
                        new Saved(
                            written.item(),
                            stored.get().revision(),
                            stored.get().savedAt(),
                            stored.get().late(),
                            stored.get().now(),
                            null))
                    : explained(written));
  }

  /** Why it was not saved; or that it was, before. */
  private Future<Saved> explained(Written written) {
    return Future.all(
            attempts.find(database.client(), written.attempt()),
            attempts.items(database.client(), written.attempt()))
        .map(
            both -> {
              Optional<Attempt> found = both.resultAt(0);
              List<FormItem> items = both.resultAt(1);
              var attempt = found.orElseThrow(() -> new Refusal.NotFound("attempt"));
              var item =
                  items.stream()
                      .filter(one -> one.itemId().equals(written.item()))
                      .findFirst()
                      .orElseThrow(() -> new Refusal.NotFound("item"));
              if (item.revision() > written.seen() && written.answer().equals(item.last())) {
                return new Saved(
                    item.itemId(),
                    item.revision(),
                    Objects.requireNonNull(item.savedAt()),
                    item.isLate(),
                    attempt.now(),
                    null);
              }
              Sitting.requireOpen(attempt, item.section());
              throw new Refusal.Conflict(
                  ErrorCode.ANSWER_CONFLICT, Map.of(), AttemptView.current(item));
            });
  }

  private Future<List<Optional<Stored>>> saved(SqlConnection tx, List<Written> answers) {
    return savedByAnswer(tx, new LinkedHashSet<>(answers))
        .map(saved -> answers.stream().map(one -> Optional.ofNullable(saved.get(one))).toList());
  }

  /** One statement for all, unless an item has several: each goes upon the one before. */
  private Future<Map<Written, Stored>> savedByAnswer(SqlConnection tx, Set<Written> answers) {
    var first = new LinkedHashMap<At, Written>();
    var later = new LinkedHashSet<Written>();
    for (Written answer : answers) {
      if (first.putIfAbsent(answer.at(), answer) != null) {
        later.add(answer);
      }
    }
    var saved = new HashMap<Written, Stored>();
    return repository
        .save(tx, first.values())
        .onSuccess(
            parts ->
                parts.forEach((at, part) -> saved.put(Objects.requireNonNull(first.get(at)), part)))
        .compose(
            _ ->
                later.isEmpty()
                    ? Future.succeededFuture(Map.<Written, Stored>of())
                    : savedByAnswer(tx, later))
        .map(
            rest -> {
              saved.putAll(rest);
              return saved;
            });
  }
}
