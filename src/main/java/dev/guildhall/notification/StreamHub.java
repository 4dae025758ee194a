package dev.guildhall.notification;

import dev.guildhall.eligibility.FactsSource;
import dev.guildhall.matching.OfferRounds.Offer;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventListener;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.News;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.project.ProjectEvents;
import dev.guildhall.worker.Earnings;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open streams of this node, and the news of the last while, so that a device that was away for
 * a moment goes on where it was, on whichever node it comes back to.
 */
final class StreamHub implements EventListener {

  private static final String SESSION_ENDED = "session.ended";
  private static final Set<String> OF_WORK =
      Set.of(
          "assignment.claimed",
          "assignment.submitted",
          "assignment.paused",
          "assignment.resumed",
          "assignment.expiring",
          "assignment.ended",
          "assignment.cancelled",
          "assignment.reopened",
          "assignment.judged");
  private static final Set<String> TYPES =
      Stream.of(
              OF_WORK,
              ProjectEvents.OF_POOLS,
              FactsSource.TYPES,
              Set.of(SESSION_ENDED, Earnings.RELEASED))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());
  // All at once would come to look; a node answers about so many in a second beside its other work.
  private static final int LOOKS_PER_SECOND = 200;
  private static final int MAX_STREAMS = 20_000;
  private static final int MAX_PER_SESSION = 6;
  private static final int MAX_KEPT = 20_000;

  private final Supplier<Future<Void>> refreshPools;
  private final FactsSource facts;
  private final Map<UUID, Set<LiveStream>> bySession = new HashMap<>();
  private final Map<UUID, Set<LiveStream>> byWorker = new HashMap<>();
  private final Deque<News> kept = new ArrayDeque<>();
  private @Nullable EventPosition keptSince;
  private @Nullable EventPosition position;
  private int keptEvents;
  private int streams;
  private boolean closed;

  /**
   * @param refreshPools has this node read which pools are live, so that whoever is told of them
   *     finds them
   * @param facts tells whose facts an event changes, who then may see other work
   */
  StreamHub(Supplier<Future<Void>> refreshPools, FactsSource facts) {
    this.refreshPools = refreshPools;
    this.facts = facts;
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  /** How many streams are open. */
  synchronized int open() {
    return streams;
  }

  /**
   * Checks that another stream can be opened.
   *
   * @throws Refusal.Unavailable when there are as many as the node serves, or it starts or stops
   */
  synchronized void requireRoom() {
    if (closed || position == null || streams >= MAX_STREAMS) {
      throw new Refusal.Unavailable("streams");
    }
  }

  /**
   * Opens a stream: it is told what happened since its reader was here, then what happens.
   *
   * @param seen where the reader was; empty for one that has seen nothing
   */
  synchronized void open(LiveStream stream, Optional<EventPosition> seen) {
    var now = position;
    if (closed || now == null) {
      stream.end();
      return;
    }
    var ofSession = bySession.computeIfAbsent(stream.session(), _ -> new LinkedHashSet<>());
    if (ofSession.size() >= MAX_PER_SESSION) {
      forget(ofSession.iterator().next()).end();
    }
    ofSession.add(stream);
    stream
        .worker()
        .ifPresent(
            worker -> byWorker.computeIfAbsent(worker, _ -> new LinkedHashSet<>()).add(stream));
    streams++;
    stream.ended().onComplete(_ -> forget(stream));
    if (seen.isPresent() && (keptSince == null || !seen.get().sawAllOf(keptSince))) {
      stream.send(Message.reset(now));
      return;
    }
    stream.send(Message.ready(seen.orElse(now)));
    seen.ifPresent(
        from -> {
          stream.goesOnFrom(from);
          catchUp(stream, from);
        });
  }

  private void catchUp(LiveStream stream, EventPosition from) {
    for (News news : kept) {
      for (RecordedEvent event : news.events()) {
        if (!from.saw(event.transaction())) {
          tell(event, news.position(), stream::equals);
          if (ProjectEvents.OF_POOLS.contains(event.type()) && stream.worker().isPresent()) {
            stream.sendFeed(news.position(), spread());
          }
        }
      }
    }
  }

  private synchronized LiveStream forget(LiveStream stream) {
    if (remove(bySession, stream.session(), stream)) {
      stream.worker().ifPresent(worker -> remove(byWorker, worker, stream));
      streams--;
    }
    return stream;
  }

  private static boolean remove(Map<UUID, Set<LiveStream>> streams, UUID key, LiveStream stream) {
    var ofKey = streams.getOrDefault(key, Set.of());
    boolean was = ofKey.contains(stream) && ofKey.remove(stream);
    if (ofKey.isEmpty()) {
      streams.remove(key);
    }
    return was;
  }

  @Override
  public synchronized void heard(News news) {
    if (keptSince == null) {
      keptSince = news.position();
    }
    position = news.position();
    var mine = news.events().stream().filter(event -> TYPES.contains(event.type())).toList();
    if (mine.isEmpty()) {
      return;
    }
    keep(new News(news.position(), mine));
    mine.forEach(event -> tell(event, news.position(), to -> !to.hadSeen(event.transaction())));
    if (mine.stream().anyMatch(event -> ProjectEvents.OF_POOLS.contains(event.type()))) {
      refreshPools.get().onComplete(_ -> tellOfPools(news.position()));
    }
  }

  private synchronized void tellOfPools(EventPosition at) {
    var spread = spread();
    byWorker.values().forEach(streams -> streams.forEach(stream -> stream.sendFeed(at, spread)));
  }

  private Duration spread() {
    return Duration.ofSeconds(1).multipliedBy(byWorker.size()).dividedBy(LOOKS_PER_SECOND);
  }

  /** The workers who watch. */
  synchronized Set<WorkerId> watching() {
    return byWorker.keySet().stream().map(WorkerId::new).collect(Collectors.toSet());
  }

  /** Tells those who watch of what is offered to them. */
  synchronized void tellOfOffers(List<Offer> offers) {
    var now = position;
    if (now != null) {
      offers.forEach(
          offer ->
              of(byWorker, offer.worker().value())
                  .forEach(stream -> stream.send(Message.offer(now, offer))));
    }
  }

  private void keep(News news) {
    kept.add(news);
    keptEvents += news.events().size();
    while (keptEvents > MAX_KEPT) {
      var oldest = kept.remove();
      keptEvents -= oldest.events().size();
      keptSince = oldest.position();
    }
  }

  @Override
  public synchronized void missedSome(EventPosition now) {
    kept.clear();
    keptEvents = 0;
    keptSince = now;
    position = now;
    all().forEach(stream -> stream.send(Message.reset(now)));
  }

  private void tell(RecordedEvent event, EventPosition at, Predicate<LiveStream> to) {
    if (OF_WORK.contains(event.type())) {
      var message = Message.ofWork(event, at);
      of(byWorker, UUID.fromString(event.payload().getString("worker"))).stream()
          .filter(to)
          .forEach(stream -> stream.send(message));
    } else if (event.type().equals(SESSION_ENDED)) {
      of(bySession, event.subject()).stream().filter(to).forEach(stream -> forget(stream).end());
    } else if (FactsSource.TYPES.contains(event.type())) {
      facts
          .worker(event)
          .ifPresent(
              worker ->
                  of(byWorker, worker.value()).stream()
                      .filter(to)
                      .forEach(stream -> stream.sendFeed(at, Duration.ZERO)));
    } else if (event.type().equals(Earnings.RELEASED)) {
      var message = Message.money(at);
      of(byWorker, event.subject()).stream().filter(to).forEach(stream -> stream.send(message));
    }
  }

  private static List<LiveStream> of(Map<UUID, Set<LiveStream>> streams, UUID key) {
    return List.copyOf(streams.getOrDefault(key, Set.of()));
  }

  private List<LiveStream> all() {
    var all = new ArrayList<LiveStream>();
    bySession.values().forEach(all::addAll);
    return all;
  }

  /** Says to every reader that the stream still stands, and how far. */
  synchronized void beat() {
    var now = position;
    if (now != null) {
      all().forEach(stream -> stream.send(Message.beat(now)));
    }
  }

  /** Ends every stream; their readers go to another node. */
  synchronized void close() {
    closed = true;
    all().forEach(LiveStream::end);
  }
}
