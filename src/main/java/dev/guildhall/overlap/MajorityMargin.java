package dev.guildhall.overlap;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles a task when one answer leads by enough: by a margin of votes over the next one, or with a
 * probability that it is the answer which most people would give, of all who could be asked.
 *
 * <p><b>The probability.</b> Of all those people, let θ<sub>k</sub> be the part that would give
 * answer k, with a uniform Dirichlet prior over the answers that the template offers. After
 * c<sub>k</sub> votes for each, θ<sub>l</sub> ÷ (θ<sub>l</sub> + θ<sub>k</sub>) of the leading
 * answer l against another k is distributed as Beta(c<sub>l</sub> + 1, c<sub>k</sub> + 1), whatever
 * the third ones got, and with n = c<sub>l</sub> + c<sub>k</sub> + 1 the probability that k is
 * ahead of l in truth is its part below one half,
 *
 * <pre>  P(k ahead of l) = Σ C(n, j) ÷ 2ⁿ, for j = 0 … c_k</pre>
 *
 * <p>the label uncertainty of Sheng, Provost and Ipeirotis, "Get Another Label?", KDD 2008, §4.2.
 * The posterior is {@code 1 − Σ P(k ahead of l)} over the other answers k: exact for two answers, a
 * lower bound (Boole) for more, so that it may ask for an answer too many and never for one too
 * few. All of it is computed in whole numbers.
 *
 * <p>It says how sure the majority is, not how right: workers are taken as equally good and as
 * answering by themselves. In a tie nothing leads, and nothing is settled.
 */
public final class MajorityMargin implements OverlapRule {

  private static final int THOUSAND = 1_000;
  private static final int DIGITS = 6;

  private final @Nullable Integer permille;
  private final @Nullable Integer margin;

  private MajorityMargin(@Nullable Integer permille, @Nullable Integer margin) {
    this.permille = permille;
    this.margin = margin;
  }

  /**
   * @param permille the least posterior, of a thousand, above 500
   */
  public static MajorityMargin ofPosterior(int permille) {
    return new MajorityMargin(permille, null);
  }

  /**
   * @param margin the least margin of votes, 1 or more
   */
  public static MajorityMargin ofVotes(int margin) {
    return new MajorityMargin(null, margin);
  }

  @Override
  public String name() {
    return "majority_margin/1";
  }

  @Override
  public Standing of(Tally answers) {
    var ranked = answers.ranked();
    int ahead = ranked.get(0) - ranked.get(1);
    var doubt = doubt(ranked);
    boolean isSettled =
        ahead > 0 && (margin != null ? ahead >= margin : permille != null && isSure(doubt));
    return new Standing(isSettled, answers.leading(), ahead, doubt.complement());
  }

  /** {@code posterior ≥ permille ÷ 1000}, in whole numbers. */
  private boolean isSure(Fraction doubt) {
    int least = permille == null ? THOUSAND : permille;
    var allowed = BigInteger.valueOf(THOUSAND - (long) least).shiftLeft(doubt.twos());
    return doubt.part().multiply(BigInteger.valueOf(THOUSAND)).compareTo(allowed) <= 0;
  }

  /** {@code part ÷ 2^twos}. */
  private record Fraction(BigInteger part, int twos) {

    private Fraction plus(Fraction other) {
      int both = Math.max(twos, other.twos);
      return new Fraction(
          part.shiftLeft(both - twos).add(other.part.shiftLeft(both - other.twos)), both);
    }

    /** One less this; never below 0, for of many answers the bound may be useless. */
    private BigDecimal complement() {
      var one = BigInteger.ONE.shiftLeft(twos);
      return new BigDecimal(one.subtract(part).max(BigInteger.ZERO))
          .divide(new BigDecimal(one), DIGITS, RoundingMode.DOWN);
    }
  }

  private static Fraction doubt(List<Integer> ranked) {
    int leading = ranked.getFirst();
    return ranked.stream()
        .skip(1)
        .map(other -> ahead(leading, other))
        .reduce(new Fraction(BigInteger.ZERO, 0), Fraction::plus);
  }

  /**
   * The probability that an answer with {@code other} votes is in truth ahead of the leading one.
   */
  private static Fraction ahead(int leading, int other) {
    int n = leading + other + 1;
    var binomial = BigInteger.ONE;
    var sum = BigInteger.ONE;
    for (int j = 1; j <= other; j++) {
      binomial = binomial.multiply(BigInteger.valueOf(n - j + 1L)).divide(BigInteger.valueOf(j));
      sum = sum.add(binomial);
    }
    return new Fraction(sum, n);
  }
}
