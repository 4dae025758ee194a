package dev.guildhall.queue;

import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.redis.Script;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what waits in a pool's queue, {@value #STEP} tasks at a time. */
final class ReadWaitingScript {

  private static final Script SCRIPT = Script.load("queue/read_waiting");
  private static final int STEP = 500;

  private final Redis redis;

  ReadWaitingScript(Redis redis) {
    this.redis = redis;
  }

  Future<WaitingPart> run(UUID pool, Optional<String> after) {
    var keys = new PoolKeys(pool);
    return redis
        .<List<String>>run(
            SCRIPT,
            List.of(
                keys.epoch(), // epoch
                keys.waiting()), // waiting
            List.of(
                after.orElse("-inf"), // after
                Integer.toString(STEP))) // limit
        .map(ReadWaitingScript::part);
  }

  private static WaitingPart part(List<String> answer) {
    var tasks = new ArrayList<UUID>();
    for (int i = 1; i < answer.size(); i += 2) {
      tasks.add(UUID.fromString(answer.get(i)));
    }
    return new WaitingPart(
        Optional.of(answer.getFirst()).filter(epoch -> !epoch.isEmpty()).map(Long::valueOf),
        tasks,
        tasks.size() < STEP ? Optional.empty() : Optional.of(answer.getLast()));
  }
}
