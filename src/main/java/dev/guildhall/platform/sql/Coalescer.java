package dev.guildhall.platform.sql;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Lets many requests share one commit, or one statement that reads. While a batch is under way,
 * requests collect; the next batch takes what has collected. Nothing waits on purpose: under little
 * load each request is a batch of one, under much load the batches grow and the cost of the way to
 * PostgreSQL, and of durability, is shared.
 *
 * <p>Requests travel in lanes, one batch under way in each. Those that want the same rows belong in
 * one lane: there they share a batch, where two batches would wait for each other's locks.
 *
 * <p>The lanes are bounded, and what has waited for longer than anybody waits for an answer is not
 * begun.
 *
 * <p>A batch that fails is done again one by one, so that one bad request cannot spoil its
 * neighbours; not when the database is away, for then all share the fate.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class Coalescer<Q, A> {

  private static final int MAX_BATCH = 128;
  private static final int LANES = 4;
  private static final int MAX_WAITING = 4_000;
  // Whoever asked this long ago has given up, or does so before the answer is there.
  private static final long DEADLINE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Vertx vertx;
  private final String name;
  private final Meters meters;
  private final Function<Q, ?> contended;
  private final Function<List<Q>, Future<List<A>>> work;
  private final LongSupplier nanos;
  private final List<Lane<Q, A>> lanes;

  private record Waiting<Q, A>(Q question, Promise<A> answer, Context context, long since) {}

  private static final class Lane<Q, A> {
    private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private boolean underWay;
  }

  /**
   * @param contended what a question contends for, such as its project; equal ones share a lane
   * @param work answers each question at its index, in one transaction
   */
  public Coalescer(
      Vertx vertx,
      String name,
      Meters meters,
      Function<Q, ?> contended,
      Function<List<Q>, Future<List<A>>> work) {
    this(vertx, name, meters, contended, work, System::nanoTime);
  }

  Coalescer(
      Vertx vertx,
      String name,
      Meters meters,
      Function<Q, ?> contended,
      Function<List<Q>, Future<List<A>>> work,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.vertx = vertx;
    this.name = name;
    this.meters = meters;
    this.contended = contended;
    this.work = work;
    this.lanes = Stream.generate(Lane<Q, A>::new).limit(LANES).toList();
  }

  /** Reads of rows by their keys: {@code work} finds those of a batch in one statement. */
  public static <K, V> Coalescer<K, Optional<V>> ofReads(
      Vertx vertx, String name, Meters meters, Function<Set<K>, Future<Map<K, V>>> work) {
    return new Coalescer<>(
        vertx,
        name,
        meters,
        _ -> name,
        keys ->
            work.apply(Set.copyOf(keys))
                .map(
                    found ->
                        keys.stream().map(key -> Optional.ofNullable(found.get(key))).toList()));
  }

  /** The answer to {@code question}, once the transaction that holds it is committed. */
  public Future<A> ask(Q question) {
    var one =
        new Waiting<Q, A>(
            question, Promise.promise(), vertx.getOrCreateContext(), nanos.getAsLong());
    var lane = lanes.get(Math.floorMod(contended.apply(question).hashCode(), LANES));
    synchronized (lane) {
      if (lane.waiting.size() >= MAX_WAITING) {
        return Future.failedFuture(new Refusal.Unavailable(name));
      }
      lane.waiting.add(one);
    }
    startNext(lane);
    return one.answer().future();
  }

  private void startNext(Lane<Q, A> lane) {
    List<Waiting<Q, A>> batch;
    synchronized (lane) {
      if (lane.underWay || lane.waiting.isEmpty()) {
        return;
      }
      lane.underWay = true;
      batch = new ArrayList<>(Math.min(lane.waiting.size(), MAX_BATCH));
      long now = nanos.getAsLong();
      while (batch.size() < MAX_BATCH && !lane.waiting.isEmpty()) {
        var next = lane.waiting.poll();
        if (now - next.since() < DEADLINE_NANOS) {
          batch.add(next);
        } else {
          tell(next, answer -> answer.fail(new Refusal.Unavailable(name)));
        }
      }
      if (batch.isEmpty()) {
        lane.underWay = false;
        return;
      }
    }
    meters.batch(name, batch.size());
    run(batch)
        .onComplete(
            _ -> {
              synchronized (lane) {
                lane.underWay = false;
              }
              startNext(lane);
            });
  }

  private Future<?> run(List<Waiting<Q, A>> batch) {
    return called(batch.stream().map(Waiting::question).toList())
        .onSuccess(answers -> answer(batch, answers))
        .recover(
            failure -> {
              if (batch.size() == 1 || failure instanceof Refusal.Unavailable) {
                batch.forEach(one -> tell(one, answer -> answer.fail(failure)));
                return Future.succeededFuture(List.of());
              }
              return oneByOne(batch).map(List.of());
            });
  }

  private Future<Void> oneByOne(List<Waiting<Q, A>> batch) {
    Future<Void> done = Future.succeededFuture();
    for (var one : batch) {
      done = done.compose(_ -> run(List.of(one)).mapEmpty());
    }
    return done;
  }

  private Future<List<A>> called(List<Q> questions) {
    try {
      return work.apply(questions);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static <Q, A> void answer(List<Waiting<Q, A>> batch, List<A> answers) {
    for (int i = 0; i < batch.size(); i++) {
      var one = batch.get(i);
      A answer = answers.get(i);
      tell(one, asked -> asked.complete(answer));
    }
  }

  private static <Q, A> void tell(Waiting<Q, A> one, Consumer<Promise<A>> told) {
    one.context().runOnContext(_ -> told.accept(one.answer()));
  }
}
