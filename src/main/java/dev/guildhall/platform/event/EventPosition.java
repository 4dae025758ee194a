package dev.guildhall.platform.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A place in the event log: a snapshot of PostgreSQL, by which transactions can be told that a
 * reader has seen. It means the same on every node.
 *
 * @param first every transaction before it is seen
 * @param next no transaction from it on is seen
 * @param running transactions between the two that are not seen
 */
public record EventPosition(long first, long next, Set<Long> running) {

  /** Where nothing is seen. */
  public static final EventPosition BEGINNING = new EventPosition(0, 0, Set.of());

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,18}(,[0-9]{1,18}){0,500})?");

  /** Reads what {@link #toString} wrote; empty for anything else. */
  public static Optional<EventPosition> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String running = parts.group(3);
    return Optional.of(
        new EventPosition(
            Long.parseLong(parts.group(1)),
            Long.parseLong(parts.group(2)),
            running == null
                ? Set.of()
                : Arrays.stream(running.split(","))
                    .map(Long::valueOf)
                    .collect(Collectors.toUnmodifiableSet())));
  }

  /** Whether a reader that stands here has seen the transaction. */
  public boolean saw(long transaction) {
    return transaction < first || (transaction < next && !running.contains(transaction));
  }

  /** Whether a reader that stands here has seen everything that one at {@code other} has. */
  public boolean sawAllOf(EventPosition other) {
    return running.stream().noneMatch(other::saw)
        && LongStream.range(next, other.next).noneMatch(other::saw);
  }

  /** As PostgreSQL writes a snapshot. */
  @Override
  public String toString() {
    return first
        + ":"
        + next
        + ":"
        + running.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }
}
