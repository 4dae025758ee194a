package dev.guildhall.platform.sql;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Lets many requests share one commit. While batches are under way, requests collect; the next
 * batch takes what has collected. Nothing waits on purpose: under little load each request is a
 * batch of one, under much load the batches grow and the cost of durability is shared.
 *
 * <p>A batch that fails is done again one by one, so that one bad request cannot spoil its
 * neighbours; not when the database is away, for then all share the fate.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class GroupCommit<Q, A> {

  private static final int MAX_BATCH = 128;
  private static final int MAX_UNDER_WAY = 2;
  private static final int MAX_WAITING = 20_000;

  private final Vertx vertx;
  private final String name;
  private final Meters meters;
  private final Function<List<Q>, Future<List<A>>> work;
  private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
  private int underWay;

  private record Waiting<Q, A>(Q question, Promise<A> answer, Context context) {}

  /**
   * @param work answers each question at its index, in one transaction
   */
  public GroupCommit(
      Vertx vertx, String name, Meters meters, Function<List<Q>, Future<List<A>>> work) {
    this.vertx = vertx;
    this.name = name;
    this.meters = meters;
    this.work = work;
  }

  /** The answer to {@code question}, once the transaction that holds it is committed. */
  public Future<A> ask(Q question) {
    var one = new Waiting<Q, A>(question, Promise.promise(), vertx.getOrCreateContext());
    synchronized (this) {
      if (waiting.size() >= MAX_WAITING) {
        return Future.failedFuture(new Refusal.Unavailable(name));
      }
      waiting.add(one);
    }
    startNext();
    return one.answer().future();
  }

  private void startNext() {
    List<Waiting<Q, A>> batch;
    synchronized (this) {
      if (underWay == MAX_UNDER_WAY || waiting.isEmpty()) {
        return;
      }
      underWay++;
      batch = new ArrayList<>(Math.min(waiting.size(), MAX_BATCH));
      while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
        batch.add(waiting.poll());
      }
    }
    meters.batch(name, batch.size());
    run(batch)
        .onComplete(
            _ -> {
              synchronized (this) {
                underWay--;
              }
              startNext();
            });
  }

  private Future<?> run(List<Waiting<Q, A>> batch) {
    return called(batch.stream().map(Waiting::question).toList())
        .onSuccess(answers -> answer(batch, answers))
        .recover(
            failure -> {
              if (batch.size() == 1 || failure instanceof Refusal.Unavailable) {
                batch.forEach(one -> one.context().runOnContext(_ -> one.answer().fail(failure)));
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
      one.context().runOnContext(_ -> one.answer().complete(answer));
    }
  }
}
