package dev.guildhall.eligibility;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which of many pools are open to a worker. Inverted: each predicate that some pool asks for has
 * the set of the pools that do, so a worker is held against each predicate once, and all pools that
 * ask for one they fail drop out together.
 *
 * <p>Incremental on both sides. A pool that comes, goes or changes touches the sets of its own
 * predicates; what was found for a worker is kept, and only the pools that have changed since are
 * looked at again, until the worker's facts change or a qualification of theirs expires.
 *
 * <p>Readers see one snapshot and never wait; whoever changes the index makes the next one.
 *
 * @param <P> what is known of a pool
 */
public final class EligibilityIndex<P> {

  // A thousand pools take some 150 bytes of a kept answer.
  private static final int MAX_KEPT = 8_000;

  private final Map<ProjectId, Integer> places = new HashMap<>();
  private final BitSet taken = new BitSet();
  private final Cache<Asked, Answer> kept = Caffeine.newBuilder().maximumSize(MAX_KEPT).build();
  private volatile Snapshot<P> snapshot =
      new Snapshot<>(0, List.of(), new long[0], new BitSet(), Map.of());

  private record Asked(WorkerId worker, Device device) {}

  /**
   * What was found for a worker.
   *
   * @param version of the index that it was found in
   * @param facts that it was found from
   * @param until when the facts say something else by themselves
   */
  private record Answer(long version, Facts facts, Instant until, BitSet open) {
    boolean holdsFor(Applicant applicant) {
      return applicant.at().isBefore(until) && facts.equals(applicant.facts());
    }
  }

  private record Entry<P>(ProjectId id, P pool, List<Predicate> predicates) {}

  /**
   * The index at a moment. Its parts are never changed.
   *
   * @param entries by place; null where a pool has gone
   * @param changedAt by place, the version in which it was last taken or left, or asked for
   *     something else
   * @param requiring for each predicate, the places of the pools that ask for it
   */
  private record Snapshot<P>(
      long version,
      List<@Nullable Entry<P>> entries,
      long[] changedAt,
      BitSet live,
      Map<Predicate, BitSet> requiring) {

    BitSet open(Applicant applicant) {
      var open = (BitSet) live.clone();
      requiring.forEach(
          (predicate, places) -> {
            if (open.intersects(places) && !predicate.holds(applicant)) {
              open.andNot(places);
            }
          });
      return open;
    }

    BitSet since(Answer before, Applicant applicant) {
      var open = (BitSet) before.open().clone();
      for (int place = 0; place < changedAt.length; place++) {
        if (changedAt[place] > before.version()) {
          var entry = entries.get(place);
          open.set(
              place,
              entry != null && entry.predicates().stream().allMatch(p -> p.holds(applicant)));
        }
      }
      return open;
    }
  }

  /** A pool with what it asks for. */
  public record Listed<P>(ProjectId id, P pool, List<Predicate> predicates) {}

  /** Takes pools in, or in place of what was known of them, and others out. */
  public synchronized void update(Collection<Listed<P>> listed, Collection<ProjectId> gone) {
    var next = new Change();
    gone.forEach(next::remove);
    listed.forEach(next::put);
    snapshot = next.done();
  }

  /** The pools that are open to the applicant, in no order. */
  public void open(Applicant applicant, Consumer<P> to) {
    var now = snapshot;
    var open = answer(now, applicant).open();
    for (int place = open.nextSetBit(0); place >= 0; place = open.nextSetBit(place + 1)) {
      var entry = now.entries().get(place);
      if (entry != null) {
        to.accept(entry.pool());
      }
    }
  }

  private Answer answer(Snapshot<P> now, Applicant applicant) {
    var asked = new Asked(applicant.facts().worker(), applicant.device());
    var before = kept.getIfPresent(asked);
    if (before == null || !before.holdsFor(applicant) || before.version() > now.version()) {
      return keep(asked, now, applicant, now.open(applicant));
    }
    return before.version() == now.version()
        ? before
        : keep(asked, now, applicant, now.since(before, applicant));
  }

  private Answer keep(Asked asked, Snapshot<P> now, Applicant applicant, BitSet open) {
    var until = applicant.facts().stableUntil(applicant.at());
    var answer = new Answer(now.version(), applicant.facts(), until, open);
    kept.put(asked, answer);
    return answer;
  }

  /** How many different predicates all pools together ask for. */
  int predicates() {
    return snapshot.requiring().size();
  }

  /** The next snapshot as it is made: shares with the one before what it does not touch. */
  private final class Change {
    private final long version = snapshot.version() + 1;
    private final List<@Nullable Entry<P>> entries = new ArrayList<>(snapshot.entries());
    private final BitSet live = (BitSet) snapshot.live().clone();
    private final Map<Predicate, BitSet> requiring = new HashMap<>(snapshot.requiring());
    private final Map<Predicate, BitSet> own = new HashMap<>();
    private long[] changedAt = snapshot.changedAt().clone();
    private boolean changesAnswers;

    private void put(Listed<P> listed) {
      var known = places.get(listed.id());
      var before = known == null ? null : entries.get(known);
      var entry = new Entry<>(listed.id(), listed.pool(), listed.predicates());
      if (known != null && before != null && before.predicates().equals(listed.predicates())) {
        entries.set(known, entry);
        return;
      }
      remove(listed.id());
      int place = taken.nextClearBit(0);
      taken.set(place);
      places.put(listed.id(), place);
      while (entries.size() <= place) {
        entries.add(null);
      }
      entries.set(place, entry);
      live.set(place);
      listed.predicates().forEach(predicate -> places(predicate).set(place));
      touched(place);
    }

    private void remove(ProjectId id) {
      var place = places.remove(id);
      var entry = place == null ? null : entries.get(place);
      if (place == null || entry == null) {
        return;
      }
      taken.clear(place);
      entries.set(place, null);
      live.clear(place);
      for (Predicate predicate : entry.predicates()) {
        var of = places(predicate);
        of.clear(place);
        if (of.isEmpty()) {
          requiring.remove(predicate);
          own.remove(predicate);
        }
      }
      touched(place);
    }

    private BitSet places(Predicate predicate) {
      return own.computeIfAbsent(
          predicate,
          asked -> {
            var before = requiring.get(asked);
            var copy = before == null ? new BitSet() : (BitSet) before.clone();
            requiring.put(asked, copy);
            return copy;
          });
    }

    private void touched(int place) {
      if (place >= changedAt.length) {
        changedAt = Arrays.copyOf(changedAt, Math.max(16, place * 2));
      }
      changedAt[place] = version;
      changesAnswers = true;
    }

    private Snapshot<P> done() {
      return new Snapshot<>(
          changesAnswers ? version : snapshot.version(), entries, changedAt, live, requiring);
    }
  }
}
