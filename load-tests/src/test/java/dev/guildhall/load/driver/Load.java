package dev.guildhall.load.driver;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has workers work. All of them live on one event loop: what they do between two answers is too
 * little for more.
 */
public final class Load {

  private static final long COME_BACK_MS = 1_000;
  private static final long TICK_MS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final Context context;

  public Load(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /**
   * Every worker works as fast as the server answers; one that is refused comes back after a
   * second.
   */
  public Tally closed(List<? extends Worker> workers, Duration time) {
    return await(
        () -> {
          var tally = new Tally();
          long end = System.nanoTime() + time.toNanos();
          var loops = workers.stream().map(worker -> loop(worker, tally, end)).toList();
          return vertx
              .timer(time.toMillis())
              .onSuccess(ignored -> tally.end())
              .compose(ignored -> Future.join(loops))
              .map(tally);
        });
  }

  private Future<Void> loop(Worker worker, Tally tally, long end) {
    long now = System.nanoTime();
    if (now >= end) {
      return Future.succeededFuture();
    }
    tally.begin();
    return worker
        .cycle(tally, now)
        .otherwise(
            failure -> {
              tally.fail(failure.toString());
              return Worker.Outcome.FAILED;
            })
        .compose(
            outcome -> {
              boolean inTime = System.nanoTime() < end;
              switch (outcome) {
                case DONE -> {
                  if (inTime) {
                    tally.finish();
                  }
                }
                case REFUSED -> {
                  tally.refuse();
                  return vertx.timer(COME_BACK_MS).compose(ignored -> loop(worker, tally, end));
                }
                case NOTHING -> {
                  tally.fail("no task is left");
                  return vertx.timer(COME_BACK_MS).compose(ignored -> loop(worker, tally, end));
                }
                case FAILED -> {
                  return vertx.timer(COME_BACK_MS).compose(ignored -> loop(worker, tally, end));
                }
              }
              return loop(worker, tally, end);
            });
  }

  /**
   * Cycles begin at a rate, whatever the server does; what is refused is not tried again. Times
   * count from when a cycle was to begin. A cycle for which no worker is free is missed.
   */
  public Tally open(List<? extends Worker> workers, double perSecond, Duration time) {
    return await(() -> new Arrivals(workers, perSecond, time).run());
  }

  private final class Arrivals {
    private final Deque<Worker> idle;
    private final int all;
    private final double nanosBetween;
    private final long begun = System.nanoTime();
    private final long end;
    private final Tally tally = new Tally();
    private final Promise<Tally> over = Promise.promise();
    private long next;
    private boolean counted = true;

    private Arrivals(List<? extends Worker> workers, double perSecond, Duration time) {
      idle = new ArrayDeque<>(workers);
      all = workers.size();
      nanosBetween = 1e9 / perSecond;
      end = begun + time.toNanos();
    }

    private Future<Tally> run() {
      vertx.setPeriodic(TICK_MS, this::tick);
      return over.future();
    }

    private void tick(long timer) {
      long now = System.nanoTime();
      if (now >= end) {
        vertx.cancelTimer(timer);
        counted = false;
        tally.end();
        endWhenIdle();
        return;
      }
      for (; begun + (long) (next * nanosBetween) <= now; next++) {
        begin(begun + (long) (next * nanosBetween));
      }
    }

    private void begin(long due) {
      tally.begin();
      var worker = idle.poll();
      if (worker == null) {
        tally.miss();
        return;
      }
      worker
          .cycle(tally, due)
          .onComplete(
              result -> {
                idle.add(worker);
                if (result.failed()) {
                  tally.fail(String.valueOf(result.cause()));
                } else if (counted) {
                  switch (result.result()) {
                    case DONE -> tally.finish();
                    case REFUSED -> tally.refuse();
                    case NOTHING -> tally.fail("no task is left");
                    case FAILED -> {}
                  }
                }
                endWhenIdle();
              });
    }

    private void endWhenIdle() {
      if (!counted && idle.size() == all) {
        over.tryComplete(tally);
      }
    }
  }

  /** What begins on the event loop of this load, awaited by a thread that is none. */
  public <T> T await(Supplier<Future<T>> work) {
    var done = Promise.<T>promise();
    context.runOnContext(ignored -> work.get().onComplete(done));
    try {
      return done.future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMinutes(), TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
