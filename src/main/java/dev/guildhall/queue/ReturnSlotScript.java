package dev.guildhall.queue;

import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.redis.Script;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Puts one slot of a task back into the queue. */
final class ReturnSlotScript {

  private static final Script SCRIPT = Script.load("queue/return_slot");

  private final Redis redis;

  ReturnSlotScript(Redis redis) {
    this.redis = redis;
  }

  /** The task's free slots afterwards; 0 when the index is of another epoch. */
  Future<Long> run(UUID pool, long epoch, UUID task, long rank, int overlap) {
    var keys = new PoolKeys(pool);
    return redis
        .<List<Long>>run(
            SCRIPT,
            List.of(
                keys.epoch(), // epoch
                keys.waiting(), // waiting
                keys.more()), // more
            List.of(
                Long.toString(epoch), // expected_epoch
                task.toString(), // task_id
                Long.toString(rank), // rank
                Integer.toString(overlap))) // overlap
        .map(List::getFirst);
  }
}
