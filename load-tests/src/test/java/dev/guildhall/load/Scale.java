package dev.guildhall.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What a claim and a feed cost in a market of a given size, how much memory Redis needs for a
 * queued task, and how long an empty Redis is without its queues while claims go on. Compare two
 * runs:
 *
 * <p>{@code -Dserver=… -Dhome=… -Dpools=100 -Dtasks=100 -Dpeople=1000}, then {@code -Dpools=10000
 * -Dtasks=100 -Dpeople=100000}; also {@code -Dcallers=16 -Dseconds=20}. The server is the demo,
 * with its limits raised.
 */
public final class Scale {

  private static final String SERVER = System.getProperty("server", "http://127.0.0.1:8080");
  private static final Path HOME = Path.of(System.getProperty("home", "../.guildhall"));
  private static final int POOLS = Integer.getInteger("pools", 100);
  private static final int TASKS = Integer.getInteger("tasks", 100);
  private static final int PEOPLE = Integer.getInteger("people", 1_000);
  private static final int CALLERS = Integer.getInteger("callers", 16);
  private static final int SECONDS = Integer.getInteger("seconds", 20);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Scale() {}

  public static void main(String[] arguments) throws Exception {
    try (var stores = new Stores(Vertx.vertx(), HOME, 4)) {
      var redis = stores.redis().connect().sync();
      var market = new LargeMarket(stores, POOLS);
      say("%,d pools of %,d tasks, %,d people", POOLS, TASKS, PEOPLE);
      say("written in %.1f s", seconds(() -> market.fill(POOLS, TASKS, PEOPLE)));
      var tokens = callers(market);
      say("queues loaded in %.1f s", seconds(() -> awaitQueues(redis)));

      say("feed, warm-up   %s", during(SECONDS / 2, tokens, Scale::feed));
      say("feed            %s", during(SECONDS, tokens, Scale::feed));
      say("claim, warm-up  %s", during(SECONDS / 2, tokens, Scale::claimAndReturn));
      say("claim           %s", during(SECONDS, tokens, Scale::claimAndReturn));
      memory(redis);
      rebuild(redis, tokens);
    }
  }

  private static List<String> callers(LargeMarket market) throws Exception {
    var api = new Market(SERVER);
    var emails = new ArrayList<String>();
    var tokens = new ArrayList<String>();
    for (int i = 0; i < CALLERS; i++) {
      emails.add("scale-" + api.run() + '-' + i + "@load.guildhall");
      tokens.add(api.newWorker(emails.get(i)));
    }
    market.admit(emails);
    return tokens;
  }

  private static void awaitQueues(RedisCommands<String, String> redis) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (loaded(redis) < POOLS) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + loaded(redis) + " queues are loaded");
      }
      pause(200);
    }
  }

  private static int loaded(RedisCommands<String, String> redis) {
    var keys = ScanIterator.scan(redis, ScanArgs.Builder.matches("{pool:*}:epoch").limit(2_000));
    int found = 0;
    while (keys.hasNext()) {
      keys.next();
      found++;
    }
    return found;
  }

  /** What the queues take: all that Redis holds, less what it takes when it is empty. */
  private static void memory(RedisCommands<String, String> redis) {
    long tasks = 0;
    var keys = ScanIterator.scan(redis, ScanArgs.Builder.matches("{pool:*}:waiting").limit(2_000));
    long bytes = 0;
    while (keys.hasNext()) {
      String waiting = keys.next();
      tasks += redis.zcard(waiting);
      for (String part : List.of("waiting", "more", "epoch")) {
        Long size = redis.memoryUsage(waiting.replace("waiting", part));
        bytes += size == null ? 0 : size;
      }
    }
    say("redis           %,d tasks, %.0f bytes each", tasks, (double) bytes / tasks);
  }

  private static void rebuild(RedisCommands<String, String> redis, List<String> tokens)
      throws Exception {
    var done = new AtomicBoolean();
    var threads = Executors.newSingleThreadExecutor();
    var claims = threads.submit(() -> until(done, tokens, Scale::claimAndReturn));
    redis.flushall();
    say("queues rebuilt in %.1f s", seconds(() -> awaitQueues(redis)));
    done.set(true);
    say("claims meanwhile %s", claims.get());
    threads.shutdown();
  }

  @FunctionalInterface
  private interface Call {
    /** The time of what is measured, in nanoseconds. */
    long make(String token) throws Exception;
  }

  private static long feed(String token) throws Exception {
    long begun = System.nanoTime();
    send(request("/v1/feed", token).GET(), 200);
    return System.nanoTime() - begun;
  }

  private static long claimAndReturn(String token) throws Exception {
    long begun = System.nanoTime();
    var claim = JSON.writeValueAsBytes(Map.of("claim_id", UUID.randomUUID().toString()));
    var held = send(posting("/v1/claims", token, claim), 201);
    long took = System.nanoTime() - begun;
    var assignment = JSON.readTree(held);
    var fence = JSON.writeValueAsBytes(Map.of("fence", assignment.get("fence").asLong()));
    send(
        posting("/v1/assignments/" + assignment.get("id").asText() + "/return", token, fence), 200);
    return took;
  }

  private static HttpRequest.Builder posting(String path, String token, byte[] body) {
    return request(path, token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(SERVER + path))
        .header("Authorization", "Bearer " + token);
  }

  private static String send(HttpRequest.Builder request, int expected) throws Exception {
    var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(
          answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private static Times during(int seconds, List<String> tokens, Call call) throws Exception {
    var done = new AtomicBoolean();
    var timer = Executors.newSingleThreadScheduledExecutor();
    timer.schedule(() -> done.set(true), seconds, TimeUnit.SECONDS);
    try {
      return until(done, tokens, call);
    } finally {
      timer.shutdownNow();
    }
  }

  /** Every caller calls over and over until it is done. */
  private static Times until(AtomicBoolean done, List<String> tokens, Call call) throws Exception {
    var threads = Executors.newFixedThreadPool(tokens.size());
    long begun = System.nanoTime();
    try {
      List<Callable<List<Long>>> callers = new ArrayList<>();
      for (String token : tokens) {
        callers.add(
            () -> {
              var times = new ArrayList<Long>();
              while (!done.get()) {
                times.add(call.make(token));
              }
              return times;
            });
      }
      var all = new ArrayList<Long>();
      for (var caller : threads.invokeAll(callers)) {
        all.addAll(caller.get());
      }
      return new Times(
          all.stream().mapToLong(Long::longValue).sorted().toArray(),
          (System.nanoTime() - begun) / 1e9);
    } finally {
      threads.shutdown();
    }
  }

  private record Times(long[] nanos, double seconds) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f per second; mean %.1f ms, median %.1f ms, 99th percentile %.1f ms",
          nanos.length / seconds,
          Arrays.stream(nanos).average().orElse(0) / 1e6,
          at(0.5),
          at(0.99));
    }

    private double at(double share) {
      return nanos.length == 0 ? 0 : nanos[(int) (share * (nanos.length - 1))] / 1e6;
    }
  }

  private static double seconds(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
