package dev.guildhall.load.baseline;

import dev.guildhall.load.market.Settings;
import dev.guildhall.load.market.Stores;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * The least that could be called the same work, to compare with: a task is popped in Redis and
 * leased by one script, and its answer is written durably, many answers in one statement. No
 * tokens, no repeats, no overlap, no money, no events. It uses the stores of the server under test.
 *
 * <p>As a program of its own it says where it listens and serves until its input ends: {@code
 * -Dhome=… -Dtasks=1000000}, of which none comes back.
 */
public final class BareServer implements AutoCloseable {

  private static final String KEY = "{bare}:";
  private static final int MAX_UNDER_WAY = 2;
  private static final int PUSHED_AT_ONCE = 10_000;
  private static final String CLAIM =
      """
      local task = redis.call('LPOP', KEYS[1])
      if not task then return false end
      redis.call('HSET', KEYS[2], task, ARGV[1])
      redis.call('ZADD', KEYS[3], ARGV[2], task)
      return task
      """;
  private static final String WRITE =
      """
      insert into bare.submission (id, task, output)
      select id, task, output::jsonb from unnest($1::uuid[], $2::text[], $3::text[]) as s (id, task, output)
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Stores stores;
  private final Pool postgres;
  private final StatefulRedisConnection<String, String> connection;
  private final String claim;
  private final HttpServer http;
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private int underWay;

  private record Sent(UUID id, String task, String output, Promise<Void> written) {}

  /**
   * @param home the folder of the server under test, which says where its stores listen
   * @param tasks how many tasks wait
   */
  BareServer(Path home, int tasks) throws IOException {
    stores = new Stores(vertx, home, 8);
    postgres = stores.postgres();
    connection = stores.redis().connect();
    claim = connection.sync().scriptLoad(CLAIM);
    clear();
    Stores.await(
        postgres
            .query(
                "create schema bare; create table bare.submission (id uuid primary key, task text, output jsonb)")
            .execute());
    var ids = new ArrayList<String>();
    for (int i = 0; i < tasks; i++) {
      ids.add(UUID.randomUUID().toString());
    }
    for (int from = 0; from < tasks; from += PUSHED_AT_ONCE) {
      connection
          .sync()
          .rpush(
              KEY + "waiting",
              ids.subList(from, Math.min(tasks, from + PUSHED_AT_ONCE)).toArray(String[]::new));
    }
    http =
        Stores.await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  public static void main(String[] arguments) throws IOException {
    try (var server = new BareServer(Settings.HOME, Settings.number("tasks", 1_000_000))) {
      System.out.println(server.address());
      while (System.in.read() >= 0) {
        // Whoever started it says by closing the input that it may end.
      }
    }
  }

  String address() {
    return "http://127.0.0.1:" + http.actualPort();
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .map(body -> body.toJsonObject())
        .compose(body -> request.path().equals("/claims") ? claim(body) : submit(body))
        .onSuccess(answer -> request.response().setStatusCode(201).end(answer.toBuffer()))
        .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
  }

  private Future<JsonObject> claim(JsonObject body) {
    return Future.fromCompletionStage(
            connection
                .async()
                .<String>evalsha(
                    claim,
                    ScriptOutputType.VALUE,
                    new String[] {KEY + "waiting", KEY + "leases", KEY + "expiry"},
                    body.getString("claim_id"),
                    Long.toString(System.currentTimeMillis() + 90_000)),
            vertx.getOrCreateContext())
        .map(task -> new JsonObject().put("id", task));
  }

  private Future<JsonObject> submit(JsonObject body) {
    var written = Promise.<Void>promise();
    synchronized (this) {
      waiting.add(
          new Sent(
              UUID.fromString(body.getString("submission_id")),
              body.getString("task"),
              body.getJsonObject("output").encode(),
              written));
    }
    writeNext();
    return written.future().map(new JsonObject());
  }

  private void writeNext() {
    List<Sent> batch;
    synchronized (this) {
      if (underWay == MAX_UNDER_WAY || waiting.isEmpty()) {
        return;
      }
      underWay++;
      batch = List.copyOf(waiting);
      waiting.clear();
    }
    postgres
        .preparedQuery(WRITE)
        .execute(
            Tuple.of(
                batch.stream().map(Sent::id).toArray(UUID[]::new),
                batch.stream().map(Sent::task).toArray(String[]::new),
                batch.stream().map(Sent::output).toArray(String[]::new)))
        .onComplete(
            result -> {
              synchronized (this) {
                underWay--;
              }
              writeNext();
              batch.forEach(
                  sent -> {
                    if (result.succeeded()) {
                      sent.written().complete();
                    } else {
                      sent.written().fail(result.cause());
                    }
                  });
            });
  }

  private void clear() {
    connection.sync().del(KEY + "waiting", KEY + "leases", KEY + "expiry");
    Stores.await(postgres.query("drop schema if exists bare cascade").execute());
  }

  @Override
  public void close() {
    Stores.await(http.close());
    clear();
    connection.close();
    stores.close();
  }
}
