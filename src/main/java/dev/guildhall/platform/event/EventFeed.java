package dev.guildhall.platform.event;

import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The event log as it grows, told on every node: a listener hears of each event once, soon after it
 * was committed. The outbox, in contrast, has each event handled by one node, for certain.
 *
 * <p>The place in the log is a snapshot of PostgreSQL. New is what this snapshot did not see, by
 * the transaction that wrote it; so an event neither waits for long transactions that began before
 * it, nor is passed over when its own was long.
 */
public final class EventFeed {

  private static final int MOST = 10_000;

  private final Database database;
  private final EventRepository repository;
  private final LongSupplier nanos;
  private final List<EventListener> listeners = new ArrayList<>();
  private volatile Optional<EventPosition> seen = Optional.empty();
  private volatile long currentAt;
  private Future<Integer> last = Future.succeededFuture(0);

  public EventFeed(Database database, EventLog events) {
    this(database, events, System::nanoTime);
  }

  /**
   * @param nanos by which the age of what was told is measured
   */
  public EventFeed(Database database, EventLog events, LongSupplier nanos) {
    this.database = database;
    this.repository = events.repository();
    this.nanos = nanos;
  }

  /** Registers a listener, at start-up only. */
  public void listen(EventListener listener) {
    listeners.add(listener);
  }

  /**
   * Tells what is new, once all earlier calls have. Always 0: there is never more to do at once.
   */
  public synchronized Future<Integer> poll() {
    last = last.transform(_ -> look());
    return last;
  }

  private Future<Integer> look() {
    long begun = nanos.getAsLong();
    return news()
        .map(
            news -> {
              tell(news);
              seen = Optional.of(news.position());
              currentAt = begun;
              return 0;
            });
  }

  private Future<News> news() {
    return seen.isEmpty()
        ? repository.position(database.client()).map(position -> new News(position, List.of()))
        : repository.since(database.client(), seen.get(), types(), MOST + 1);
  }

  private Set<String> types() {
    return listeners.stream()
        .flatMap(listener -> listener.types().stream())
        .collect(Collectors.toSet());
  }

  private void tell(News news) {
    for (EventListener listener : listeners) {
      if (news.events().size() > MOST) {
        listener.missedSome(news.position());
      } else {
        listener.heard(news);
      }
    }
  }

  /** Whether everything that was committed more than {@code age} ago has been told. */
  public boolean isCurrent(Duration age) {
    return seen.isPresent() && nanos.getAsLong() - currentAt <= age.toNanos();
  }
}
