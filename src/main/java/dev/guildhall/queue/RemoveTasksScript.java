package dev.guildhall.queue;

import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.redis.Script;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Takes tasks out of a pool's queue. */
final class RemoveTasksScript {

  private static final Script SCRIPT = Script.load("queue/remove_tasks");

  private final Redis redis;

  RemoveTasksScript(Redis redis) {
    this.redis = redis;
  }

  /** How many of them waited. */
  Future<Long> run(UUID pool, Collection<UUID> tasks) {
    var keys = new PoolKeys(pool);
    return redis
        .<List<Long>>run(
            SCRIPT,
            List.of(
                keys.waiting(), // waiting
                keys.more(), // more
                keys.nextWaiting(), // next_waiting
                keys.nextMore()), // next_more
            List.of(
                StrictJson.write(tasks.stream().map(UUID::toString).toList()).toString())) // tasks
        .map(List::getFirst);
  }
}
