package dev.guildhallbroken.task;

import dev.guildhallbroken.worker.LooseRepository;
import io.lettuce.core.RedisURI;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.UUID;

public class Loose {
  LooseRepository upper;
  Pool pool;
  RedisURI redis;

  void everythingAtOnce(Future<String> future) throws InterruptedException {
    System.out.println(future.await() + Instant.now() + UUID.randomUUID());
    Thread.sleep(System.currentTimeMillis());
  }
}
