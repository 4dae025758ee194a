package dev.guildhall.overlap;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often each answer was given.
 *
 * @param counts by answer; answers that nobody gave may be left out
 * @param options how many different answers there are, 2 or more
 */
public record Tally(Map<String, Integer> counts, int options) {

  public Tally {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    if (options < 2 || counts.size() > options) {
      throw new IllegalArgumentException(counts.size() + " answers of " + options);
    }
    if (counts.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("an answer was given less than never: " + counts);
    }
  }

  static Tally unanimous(int answers, int options) {
    return new Tally(Map.of("a", answers), options);
  }

  /** How many answers there are. */
  public int answers() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The counts of all options, largest first, those of nobody as 0. */
  List<Integer> ranked() {
    var all = new java.util.ArrayList<>(counts.values());
    while (all.size() < options) {
      all.add(0);
    }
    all.sort(Collections.reverseOrder());
    return all;
  }

  /** The answer that was given more often than any other. */
  Optional<String> leading() {
    var ranked = ranked();
    return ranked.get(0).equals(ranked.get(1))
        ? Optional.empty()
        : counts.entrySet().stream()
            .filter(entry -> entry.getValue().equals(ranked.getFirst()))
            .map(Map.Entry::getKey)
            .findFirst();
  }
}
