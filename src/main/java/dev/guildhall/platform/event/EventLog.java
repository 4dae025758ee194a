package dev.guildhall.platform.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  Map<String, EventHandler> handlersOf(String type) {
    return handlersByType.getOrDefault(type, Map.of());
  }

  EventRepository repository() {
    return repository;
  }
}
