package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Client;
import dev.guildhall.load.driver.Load;
import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Timings;
import dev.guildhall.load.driver.Worker;
import dev.guildhall.load.market.LargeMarket;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Stores;
import dev.guildhall.load.measure.TestedServer.Passwords;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A market of a given size, and what things cost in it: a claim, a feed, the memory of a queued
 * task in Redis, and how long an empty Redis is without its queues.
 */
final class MarketSize implements AutoCloseable {

  private static final int TASKS_PER_POOL = 100;
  private static final int CALLERS = 16;
  // When they come at a rate, so many may be under way at a time.
  private static final int CROWD = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final int pools;
  private final int people;
  private final TestedServer server;
  private final Stores stores;
  private final RedisCommands<String, String> redis;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Load load = new Load(vertx);
  private final List<Caller> callers = new ArrayList<>();

  private MarketSize(TestedServer server, int pools, int people) throws Exception {
    this.pools = pools;
    this.people = people;
    this.server = server;
    this.stores = new Stores(Vertx.vertx(), server.home(), 4);
    this.redis = stores.redis().connect().sync();
  }

  static MarketSize open(String name, int pools, int people) throws Exception {
    var size = new MarketSize(TestedServer.start("market-" + name, Passwords.CHEAP), pools, people);
    try {
      size.fill();
      return size;
    } catch (Exception e) {
      size.close();
      throw e;
    }
  }

  private void fill() throws Exception {
    var market = new LargeMarket(stores, pools);
    say("%,d pools of %,d tasks, %,d people", pools, TASKS_PER_POOL, people);
    say("written in %.1f s", seconds(() -> market.fill(pools, TASKS_PER_POOL, people)));
    var api = new Market(server.url());
    var client = new Client(vertx, server.url(), CROWD);
    var emails = new ArrayList<String>();
    for (int i = 0; i < CROWD; i++) {
      emails.add("caller-" + api.run() + '-' + i + "@load.guildhall");
      callers.add(new Caller(client, api.newWorker(emails.get(i))));
    }
    market.admit(emails);
    say("queues loaded in %.1f s", seconds(this::awaitQueues));
  }

  /** In words. */
  String size() {
    return String.format(
        Locale.ROOT,
        "%,d tasks, %,d pools, %,d people, %d callers",
        TASKS_PER_POOL * pools,
        pools,
        people,
        CALLERS);
  }

  /** Feeds per second, by callers who look as fast as they are answered. */
  double feedsAtPeak(Duration time) {
    return load.closed(looking(CALLERS, new Timings()), time).requireNoFailure().perSecond();
  }

  /** What a feed takes when callers come at a rate. */
  Timings feeds(double perSecond, Duration time) {
    var feeds = new Timings();
    load.open(looking(CROWD, feeds), perSecond, time).requireNoFailure().requireNoneMissed();
    return feeds;
  }

  private List<Worker> looking(int crowd, Timings feeds) {
    return callers.subList(0, crowd).stream().map(caller -> caller.looking(feeds)).toList();
  }

  /** What a claim takes, by callers who give each task back. */
  Timings claims(Duration time) {
    return load.closed(claiming(), time).requireNoFailure().claims();
  }

  private List<Worker> claiming() {
    // Nobody gets a task that they gave back, so many have to take turns.
    return Worker.inTurns(callers.stream().map(Caller::returning).toList(), CALLERS);
  }

  /** What a queued task takes in Redis, in bytes: its queue with all that belongs to it. */
  double bytesPerTask() {
    long tasks = 0;
    long bytes = 0;
    var keys = ScanIterator.scan(redis, ScanArgs.Builder.matches("{pool:*}:waiting").limit(2_000));
    while (keys.hasNext()) {
      String waiting = keys.next();
      tasks += redis.zcard(waiting);
      for (String part : List.of("waiting", "more", "epoch")) {
        Long size = redis.memoryUsage(waiting.replace("waiting", part));
        bytes += size == null ? 0 : size;
      }
    }
    return (double) bytes / tasks;
  }

  /**
   * Empties Redis while claims go on.
   *
   * @param meanwhile what the claims took is added to it; a claim that fails is an error
   * @return how many seconds passed until every queue was there again
   */
  double rebuild(List<Tally> meanwhile) throws Exception {
    var rebuilt = new AtomicBoolean();
    var claims =
        CompletableFuture.runAsync(
            () -> {
              while (!rebuilt.get()) {
                meanwhile.add(load.closed(claiming(), SLICE).requireNoFailure());
              }
            });
    try {
      redis.flushall();
      return seconds(this::awaitQueues);
    } finally {
      rebuilt.set(true);
      claims.get();
    }
  }

  private void awaitQueues() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (loaded() < pools) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + loaded() + " queues are loaded");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private int loaded() {
    var keys = ScanIterator.scan(redis, ScanArgs.Builder.matches("{pool:*}:epoch").limit(2_000));
    int found = 0;
    while (keys.hasNext()) {
      keys.next();
      found++;
    }
    return found;
  }

  private static double seconds(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.println("  " + String.format(Locale.ROOT, format, values));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    stores.close();
    server.close();
  }
}
