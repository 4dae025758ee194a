package dev.guildhall.delivery;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The accepted outputs of one task, brought together: for labels and choices how often each was
 * given, for rubrics the mean of each line, and for every kind how many there are. Collects one
 * output after the other and keeps none.
 */
final class TaskAnswer {

  private final @Nullable String answerField;
  private final Map<String, Long> distribution = new TreeMap<>();
  private final Map<String, long[]> sumsAndCounts = new TreeMap<>();
  private long outputs;

  private TaskAnswer(@Nullable String answerField) {
    this.answerField = answerField;
  }

  static TaskAnswer of(String kind) {
    return new TaskAnswer(answerField(kind).orElse(null));
  }

  /** The member of an output that holds the answer, for kinds that have one. */
  static Optional<String> answerField(String kind) {
    return switch (kind) {
      case "classification" -> Optional.of("label");
      case "preference" -> Optional.of("choice");
      default -> Optional.empty();
    };
  }

  void add(JsonObject output) {
    outputs++;
    if (answerField != null) {
      distribution.merge(output.getString(answerField), 1L, Long::sum);
    }
    var scores = output.getJsonObject("scores");
    if (scores != null) {
      scores.forEach(
          line -> {
            long[] sumAndCount = sumsAndCounts.computeIfAbsent(line.getKey(), _ -> new long[2]);
            sumAndCount[0] += ((Number) line.getValue()).longValue();
            sumAndCount[1]++;
          });
    }
  }

  /** How many outputs there are. */
  long outputs() {
    return outputs;
  }

  Map<String, Long> distribution() {
    return distribution;
  }

  /** How often {@code value} was given. */
  long votesFor(String value) {
    return distribution.getOrDefault(value, 0L);
  }

  /** What was given most often; empty when several were, and for kinds without one answer. */
  Optional<String> majority() {
    long most = distribution.values().stream().mapToLong(Long::longValue).max().orElse(0);
    var winners =
        distribution.entrySet().stream().filter(entry -> entry.getValue() == most).toList();
    return winners.size() == 1 ? Optional.of(winners.getFirst().getKey()) : Optional.empty();
  }

  /** Mean score by line, to four decimals. */
  Map<String, Double> meanScores() {
    var means = new TreeMap<String, Double>();
    sumsAndCounts.forEach((line, sum) -> means.put(line, rounded((double) sum[0] / sum[1])));
    return means;
  }

  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
