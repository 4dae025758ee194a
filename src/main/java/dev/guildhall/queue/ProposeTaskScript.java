package dev.guildhall.queue;

import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.redis.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Proposes the next waiting task of a pool to a worker. */
final class ProposeTaskScript {

  private static final Script SCRIPT = Script.load("queue/propose_task");
  private static final int SCAN = 200;

  private final Redis redis;

  ProposeTaskScript(Redis redis) {
    this.redis = redis;
  }

  Future<Proposal> run(UUID pool, long epoch, UUID worker, UUID claim, Duration offer) {
    var keys = new PoolKeys(pool);
    return redis
        .<List<String>>run(
            SCRIPT,
            List.of(
                keys.epoch(), // epoch
                keys.waiting(), // waiting
                keys.more(), // more
                keys.offered(), // offered
                keys.offers(), // offers
                keys.seen(worker), // seen
                keys.cursors()), // cursors
            List.of(
                Long.toString(epoch), // expected_epoch
                worker.toString(), // worker_id
                claim.toString(), // claim_id
                Long.toString(offer.toMillis()), // offer_ms
                Integer.toString(SCAN))) // scan
        .map(ProposeTaskScript::proposal);
  }

  private static Proposal proposal(List<String> answer) {
    return switch (answer.getFirst()) {
      case "task" -> new Proposal.Task(UUID.fromString(answer.get(1)));
      case "none" -> new Proposal.None();
      case "cold" -> new Proposal.Cold();
      default -> throw new IllegalStateException("propose_task answered " + answer);
    };
  }
}
