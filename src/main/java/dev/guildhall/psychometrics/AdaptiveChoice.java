package dev.guildhall.psychometrics;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Chooses the items of an adaptive form one after another.
 *
 * @param targetError the standard error of the ability at which the form ends, in logits
 * @param least items that are asked in any case
 * @param most items that are asked at most
 */
public record AdaptiveChoice(double targetError, int least, int most) {

  // One is drawn from so many of the most telling items, so that the best are not worn out
  // (Kingsbury and Zara 1989).
  private static final int AMONG = 5;

  /** Whether the form is over after so many answers. */
  public boolean isOver(int asked, Ability ability) {
    return asked >= most || (asked >= least && ability.error() <= targetError);
  }

  /**
   * The next item: one of the five that tell most at the ability estimated so far.
   *
   * @param left the items that may still be asked
   * @return its place in {@code left}; empty when there is none
   */
  public static OptionalInt next(
      List<ItemParameters> left, Ability ability, RandomGenerator random) {
    if (left.isEmpty()) {
      return OptionalInt.empty();
    }
    var best =
        IntStream.range(0, left.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> -left.get(i).information(ability.mean())))
            .limit(AMONG)
            .toList();
    return OptionalInt.of(best.get(random.nextInt(best.size())));
  }
}
