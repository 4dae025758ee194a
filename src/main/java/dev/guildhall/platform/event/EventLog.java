package dev.guildhall.platform.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The log of everything that happened. {@link #append} writes events in the transaction of the
 * change, and beside each one an outbox row per handler of its type, which {@link OutboxJob} takes
 * away once the handler has answered.
 */
public final class EventLog {

  private final EventRepository repository = new EventRepository();
  private final Map<String, Map<String, EventHandler>> handlersByType = new HashMap<>();

  /**
   * Registers a handler, at start-up only. {@code name} is stored with undelivered events: keep it
   * stable.
   *
   * @throws IllegalStateException when the name is taken for that type
   */
  public void handle(String type, String name, EventHandler handler) {
    if (handlersByType.computeIfAbsent(type, _ -> new HashMap<>()).putIfAbsent(name, handler)
        != null) {
      throw new IllegalStateException(type + " already has a handler " + name);
    }
  }

  /** Appends events in the caller's transaction; they become visible with it or not at all. */
  public Future<Void> append(SqlConnection tx, List<Event> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    return repository
        .insert(tx, events)
        .compose(
            ids -> {
              var due = new ArrayList<OutboxEntry>();
              for (int i = 0; i < events.size(); i++) {
                for (String handler : handlersOf(events.get(i).type()).keySet()) {
                  due.add(new OutboxEntry(ids.get(i), handler));
                }
              }
              return repository.enqueue(tx, due);
            });
  }

  public Future<Void> append(SqlConnection tx, Event event) {
    return append(tx, List.of(event));
  }

  /** Where the log stands. */
  public Future<EventPosition> position(SqlClient client) {
    return repository.position(client);
  }

  /**
   * Events of these types that a reader at {@code seen} has not seen, for readers that keep their
   * own place. With {@code most} of them there may be more that are not told.
   */
  public Future<News> since(SqlClient client, EventPosition seen, Set<String> types, int most) {
    return repository.since(client, seen, types, most);
  }

  Map<String, EventHandler> handlersOf(String type) {
    return handlersByType.getOrDefault(type, Map.of());
  }

  EventRepository repository() {
    return repository;
  }
}
