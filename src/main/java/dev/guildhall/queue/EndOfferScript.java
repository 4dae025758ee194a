package dev.guildhall.queue;

import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.redis.Script;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Ends the offer of a task to a claim. */
final class EndOfferScript {

  private static final Script SCRIPT = Script.load("queue/end_offer");

  private final Redis redis;

  EndOfferScript(Redis redis) {
    this.redis = redis;
  }

  Future<Boolean> run(
      UUID pool, UUID worker, UUID claim, UUID task, OfferEnd outcome, Duration remember) {
    var keys = new PoolKeys(pool);
    return redis
        .<List<Long>>run(
            SCRIPT,
            List.of(
                keys.waiting(), // waiting
                keys.more(), // more
                keys.offered(), // offered
                keys.offers(), // offers
                keys.seen(worker)), // seen
            List.of(
                task.toString(), // task_id
                claim.toString(), // claim_id
                Sql.wire(outcome), // outcome
                Long.toString(remember.toMillis()))) // seen_ms
        .map(answer -> answer.getFirst() == 1);
  }
}
