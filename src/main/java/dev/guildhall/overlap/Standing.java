package dev.guildhall.overlap;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a task stands.
 *
 * @param leading the answer that was given most often; empty without answers and in a tie
 * @param margin how many more gave it than the next one; 0 in a tie
 * @param posterior at least the probability that it leads among all who could be asked, rounded
 *     down to six digits; see {@link MajorityMargin}
 */
public record Standing(
    boolean settled, Optional<String> leading, int margin, BigDecimal posterior) {}
