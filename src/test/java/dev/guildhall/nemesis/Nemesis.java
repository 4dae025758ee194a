package dev.guildhall.nemesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does harm, one fault after the other and now and then two at once, in an order that the seed
 * decides; every kind comes once before any comes again. After each it waits until all nodes serve.
 */
final class Nemesis {

  static final Duration RECOVERY_WITHIN = Duration.ofSeconds(60);
  private static final int TWO_OF = 5;

  private final Market market;
  private final Tally tally;
  private final History history;
  private final Random lots;
  private final Duration calm;
  private final List<Fault> kinds;
  private final Deque<Fault> deck = new ArrayDeque<>();
  private final List<Window> windows = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  /**
   * @param calm how long nothing is wrong between two faults
   */
  Nemesis(Market market, Tally tally, History history, long seed, Duration calm) {
    this.market = market;
    this.tally = tally;
    this.history = history;
    this.lots = new Random(seed);
    this.calm = calm;
    this.kinds = kinds(market);
  }

  private static List<Fault> kinds(Market market) {
    return Stream.of(
            LinkFaults.all(),
            NodeFaults.all(),
            RedisFaults.all(),
            PostgresFaults.all(),
            market.disk().isPresent() ? PostgresFaults.ofDisk() : List.<Fault>of())
        .flatMap(List::stream)
        .toList();
  }

  /** How many kinds of harm it knows here. */
  int kinds() {
    return kinds.size();
  }

  /** When something was wrong. */
  List<Window> windows() {
    return windows;
  }

  /** The name of each fault, once for each time. */
  List<String> done() {
    return done;
  }

  /** Does harm so many times, or until that time is over. */
  void rage(int faults, Duration atMost) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    awaitRecovery("the start");
    while (done.size() < faults && System.nanoTime() < end) {
      pause(calm);
      strike();
    }
  }

  private void strike() throws Exception {
    var faults = new ArrayList<Fault>();
    faults.add(next());
    if (lots.nextInt(TWO_OF) == 0) {
      another(faults.getFirst()).ifPresent(faults::add);
    }
    String name = faults.stream().map(Fault::name).collect(Collectors.joining(" with "));
    faults.sort(Comparator.comparing(fault -> Collections.max(fault.places())));
    var from = Instant.now();
    var mending = new ArrayList<AutoCloseable>();
    try {
      for (var fault : faults) {
        mending.add(fault.strike().on(market, lots));
        done.add(fault.name());
      }
      pause(lasting(faults));
    } finally {
      for (var mend : mending) {
        mend.close();
      }
    }
    var over = Instant.now();
    awaitRecovery(name);
    windows.add(new Window(name, from, over, Instant.now()));
  }

  private Fault next() {
    if (deck.isEmpty()) {
      var shuffled = new ArrayList<>(kinds);
      Collections.shuffle(shuffled, lots);
      deck.addAll(shuffled);
    }
    return deck.poll();
  }

  private Optional<Fault> another(Fault first) {
    var found =
        deck.stream()
            .filter(fault -> Collections.disjoint(fault.places(), first.places()))
            .findFirst();
    found.ifPresent(deck::remove);
    return found;
  }

  private Duration lasting(List<Fault> faults) {
    long longest = faults.stream().mapToLong(fault -> fault.longest().toMillis()).max().orElse(0);
    return Duration.ofMillis(longest / 2 + lots.nextLong(longest / 2 + 1));
  }

  private void awaitRecovery(String name) {
    long[] before = before();
    long deadline = System.nanoTime() + RECOVERY_WITHIN.toNanos();
    while (!allServe(before)) {
      if (System.nanoTime() > deadline) {
        history.violated(Rule.NOT_RECOVERED.brokenBy(name, "a node does not serve"));
        return;
      }
      pause(Duration.ofMillis(20));
    }
  }

  private long[] before() {
    var before = new long[market.nodes().size()];
    for (int node = 0; node < before.length; node++) {
      before[node] = tally.of(node);
    }
    return before;
  }

  private boolean allServe(long[] before) {
    for (int node = 0; node < before.length; node++) {
      if (tally.of(node) <= before[node]) {
        return false;
      }
    }
    return true;
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
