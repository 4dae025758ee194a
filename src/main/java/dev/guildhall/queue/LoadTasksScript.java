package dev.guildhall.queue;

import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.redis.Script;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Loads a pool's queue in steps of {@value #STEP} tasks. */
final class LoadTasksScript {

  private static final Script SCRIPT = Script.load("queue/load_tasks");
  private static final int STEP = 1_000;

  private final Redis redis;

  LoadTasksScript(Redis redis) {
    this.redis = redis;
  }

  Future<Void> run(UUID pool, long epoch, List<WaitingTask> tasks) {
    Future<Void> loaded = Future.succeededFuture();
    for (int from = 0; from == 0 || from < tasks.size(); from += STEP) {
      boolean first = from == 0;
      boolean last = from + STEP >= tasks.size();
      var part = tasks.subList(from, Math.min(from + STEP, tasks.size()));
      loaded = loaded.compose(_ -> step(pool, epoch, step(first, last), part));
    }
    return loaded;
  }

  private static String step(boolean first, boolean last) {
    if (first) {
      return last ? "only" : "first";
    }
    return last ? "last" : "more";
  }

  private Future<Void> step(UUID pool, long epoch, String step, List<WaitingTask> tasks) {
    var keys = new PoolKeys(pool);
    var entries = tasks.stream().map(t -> List.of(t.id().toString(), t.rank(), t.free())).toList();
    return redis
        .<List<Long>>run(
            SCRIPT,
            List.of(
                keys.epoch(), // epoch
                keys.waiting(), // waiting
                keys.more(), // more
                keys.offered(), // offered
                keys.offers(), // offers
                keys.cursors(), // cursors
                keys.nextWaiting(), // next_waiting
                keys.nextMore()), // next_more
            List.of(
                step, // step
                Long.toString(epoch), // new_epoch
                StrictJson.write(entries).toString())) // tasks
        .mapEmpty();
  }
}
