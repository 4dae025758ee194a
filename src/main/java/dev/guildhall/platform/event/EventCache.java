package dev.guildhall.platform.event;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What was read from PostgreSQL, kept on this node until an event says that it changed. A value is
 * at most {@link #AGE} behind; while the feed is, nothing is kept and everything read.
 */
public final class EventCache<K, V> {

  private static final Duration AGE = Duration.ofSeconds(1);

  private final EventFeed feed;
  private final Function<K, Future<V>> read;
  private final AsyncCache<K, V> kept;

  /**
   * @param types events that change a value
   * @param changed the key of the value that an event changed; empty: of none
   */
  public EventCache(
      EventFeed feed,
      int size,
      Set<String> types,
      Function<RecordedEvent, Optional<K>> changed,
      Function<K, Future<V>> read) {
    this.feed = feed;
    this.read = read;
    this.kept = Caffeine.newBuilder().maximumSize(size).buildAsync();
    feed.listen(new Forgetting(types, changed));
  }

  /** Forgetting takes reads under way with it: they may have begun before the change. */
  private final class Forgetting implements EventListener {
    private final Set<String> types;
    private final Function<RecordedEvent, Optional<K>> changed;

    private Forgetting(Set<String> types, Function<RecordedEvent, Optional<K>> changed) {
      this.types = types;
      this.changed = changed;
    }

    @Override
    public Set<String> types() {
      return types;
    }

    @Override
    public void heard(News news) {
      for (RecordedEvent event : news.events()) {
        if (types.contains(event.type())) {
          changed.apply(event).ifPresent(kept.synchronous()::invalidate);
        }
      }
    }

    @Override
    public void missedSome(EventPosition position) {
      kept.synchronous().invalidateAll();
    }
  }

  /** The value, from here or from PostgreSQL. */
  public Future<V> get(K key) {
    if (!feed.isCurrent(AGE)) {
      return read.apply(key);
    }
    var value =
        kept.get(key, (absent, _) -> read.apply(absent).toCompletionStage().toCompletableFuture());
    return isThere(value) ? Future.succeededFuture(value.join()) : onContext(value);
  }

  /** A read may serve callers of several event loops: each goes on where it came from. */
  private static <T> Future<T> onContext(CompletableFuture<T> value) {
    var context = Vertx.currentContext();
    return context == null
        ? Future.fromCompletionStage(value)
        : Future.fromCompletionStage(value, context);
  }

  private static boolean isThere(CompletableFuture<?> value) {
    return value.isDone() && !value.isCompletedExceptionally();
  }
}
