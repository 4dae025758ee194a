package dev.guildhall.settling;

import dev.guildhall.overlap.Standing;
import dev.guildhall.overlap.Tally;
import dev.guildhall.platform.event.Event;
import dev.guildhall.settling.SettlingRepository.Undecided;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code task.raised}, {@code task.settled} or {@code task.exhausted}: what a rule decided of a
 * task, and on what.
 *
 * @param answers how often each was given
 * @param leading absent in a tie
 * @param posterior of the leading answer, or at least so much
 * @param overlap that the task has from now on
 */
record SettlingEvents(
    UUID task,
    UUID project,
    String rule,
    Map<String, Integer> answers,
    @Nullable String leading,
    int margin,
    String posterior,
    int overlap,
    int max) {

  static Event of(
      Decision decision, Undecided task, String rule, Tally answers, Standing standing) {
    var payload =
        new SettlingEvents(
            task.id(),
            task.project(),
            rule,
            answers.counts(),
            standing.leading().orElse(null),
            standing.margin(),
            standing.posterior().toPlainString(),
            decision.overlap(),
            task.most());
    return Event.of("task." + decision.name(), task.id(), null, payload);
  }
}
