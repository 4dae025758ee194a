package dev.guildhall.platform.event;

import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Map<String, Set<EventListener>> listeners = new HashMap<>();
  private volatile Optional<String> seen = Optional.empty();
  private volatile long currentAt;

  public EventFeed(Database database, EventLog events) {
    this.database = database;
    this.repository = events.repository();
  }

  /** Registers a listener, at start-up only. */
  public void listen(Set<String> types, EventListener listener) {
    types.forEach(type -> listeners.computeIfAbsent(type, _ -> new HashSet<>()).add(listener));
  }

  /** Tells what is new. Always 0: there is never more to do at once. */
  public Future<Integer> poll() {
    long begun = System.nanoTime();
    return (seen.isEmpty() ? start() : follow(seen.get()))
        .map(
            position -> {
              seen = Optional.of(position);
              currentAt = begun;
              return 0;
            });
  }

  private Future<String> start() {
    return repository.position(database.client());
  }

  private Future<String> follow(String from) {
    return repository
        .since(database.client(), from, listeners.keySet(), MOST + 1)
        .map(
            news -> {
              tell(news.events());
              return news.position();
            });
  }

  private void tell(List<RecordedEvent> events) {
    if (events.size() > MOST) {
      var all = new HashSet<EventListener>();
      listeners.values().forEach(all::addAll);
      all.forEach(EventListener::missedSome);
      return;
    }
    for (RecordedEvent event : events) {
      listeners.getOrDefault(event.type(), Set.of()).forEach(one -> one.heard(event));
    }
  }

  /** Whether everything that was committed more than {@code age} ago has been told. */
  public boolean isCurrent(Duration age) {
    return seen.isPresent() && System.nanoTime() - currentAt <= age.toNanos();
  }
}
