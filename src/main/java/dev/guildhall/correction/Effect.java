package dev.guildhall.correction;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.attempt.Attempts.Foreseen;
import dev.guildhall.attempt.Attempts.Redecided;
import dev.guildhall.grading.Papers.SetAside;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.money.Money;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a correction comes to; the contract's {@code CorrectionEffect}.
 *
 * @param effectHash of what is corrected and of all that becomes of it, attempt by attempt
 * @param attempts that were sent and that it touches
 * @param changed whose score changes
 * @param wouldNotPass who passed and would not by the new score; they keep their level
 * @param regrading papers that need another reviewer
 * @param pay that becomes due for that, at most
 */
record Effect(
    String effectHash,
    int attempts,
    int changed,
    int newlyPassed,
    int raised,
    int wouldNotPass,
    int regrading,
    List<Money> pay,
    List<Example> examples) {

  private static final int MOST_EXAMPLES = 10;

  /**
   * One attempt whose score changes.
   *
   * @param attempt a pseudonym
   * @param levelAfter what is held then, also where it was earned before
   */
  record Example(
      String attempt,
      double before,
      double after,
      @Nullable Integer levelBefore,
      @Nullable Integer levelAfter) {}

  /**
   * Of a change to an item.
   *
   * @param basis what is changed: the correction, and the key that held before
   * @param pseudonym of an attempt
   */
  static Effect of(
      JsonObject basis, List<Foreseen> foreseen, Function<AttemptId, String> pseudonym) {
    var changed = foreseen.stream().filter(Foreseen::changes).toList();
    var lines = new JsonArray();
    changed.forEach(one -> lines.add(line(one)));
    return new Effect(
        hash(basis.copy().put("attempts", foreseen.size()).put("changes", lines)),
        foreseen.size(),
        changed.size(),
        count(changed, Effect::isNewlyPassed),
        count(changed, Effect::isRaised),
        count(changed, Effect::wouldNotPass),
        0,
        List.of(),
        changed.stream()
            .filter(one -> one.redecided().scoreBefore() != null)
            .sorted(Comparator.comparing((Foreseen one) -> !isNewlyPassed(one)))
            .limit(MOST_EXAMPLES)
            .map(one -> example(one.redecided(), pseudonym))
            .toList());
  }

  /**
   * Of gradings that are set aside: what becomes of the attempts is known when they are graded
   * anew.
   */
  static Effect of(JsonObject basis, SetAside setAside) {
    var attempts = new JsonArray();
    setAside.attempts().stream().map(AttemptId::toString).sorted().forEach(attempts::add);
    return new Effect(
        hash(
            basis
                .copy()
                .put("attempts", attempts)
                .put("gradings", setAside.gradings())
                .put("regrading", setAside.regrading())),
        setAside.attempts().size(),
        0,
        0,
        0,
        0,
        setAside.regrading(),
        setAside.pay(),
        List.of());
  }

  private static boolean isNewlyPassed(Foreseen one) {
    return !one.redecided().passedBefore() && one.redecided().passed();
  }

  private static boolean isRaised(Foreseen one) {
    var before = one.redecided().levelBefore();
    var after = one.redecided().level();
    return before != null && after != null && after > before;
  }

  private static boolean wouldNotPass(Foreseen one) {
    return one.redecided().passedBefore() && one.shown() == null;
  }

  private static int count(List<Foreseen> all, Predicate<Foreseen> which) {
    return (int) all.stream().filter(which).count();
  }

  private static Example example(Redecided one, Function<AttemptId, String> pseudonym) {
    return new Example(
        pseudonym.apply(one.attemptId()),
        Objects.requireNonNull(one.scoreBefore()),
        Objects.requireNonNull(one.score()),
        one.levelBefore(),
        one.level());
  }

  private static JsonArray line(Foreseen one) {
    var it = one.redecided();
    return new JsonArray()
        .add(it.attemptId().toString())
        .add(it.scoreBefore())
        .add(it.score())
        .add(it.levelBefore())
        .add(it.level())
        .add(one.shown());
  }

  private static String hash(JsonObject all) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest(StrictJson.canonical(all).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
