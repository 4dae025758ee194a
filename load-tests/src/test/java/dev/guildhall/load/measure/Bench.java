package dev.guildhall.load.measure;

import dev.guildhall.load.driver.BareWorker;
import dev.guildhall.load.driver.Client;
import dev.guildhall.load.driver.Load;
import dev.guildhall.load.driver.MarketWorker;
import dev.guildhall.load.driver.SignIns;
import dev.guildhall.load.driver.TestTaker;
import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A server with a project full of tasks, and workers who are signed in and may do them. */
final class Bench implements AutoCloseable {

  private final TestedServer server;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Load load = new Load(vertx);
  private final Client client;
  private final String project;
  private final String qualification;
  private final Crowd crowd;

  private Bench(TestedServer server, int workers, int tasks, int items) throws Exception {
    this.server = server;
    this.client = new Client(vertx, server.url(), Math.max(64, workers));
    var market = new Market(server.url());
    var order = market.order();
    order.launchWith(tasks);
    this.project = order.project();
    this.qualification = items == 0 ? "" : market.test(order, items);
    this.crowd = Crowd.of(market, server.home(), workers, project);
  }

  static Bench open(String name, int workers, int tasks) throws Exception {
    return open(name, workers, tasks, 0);
  }

  /**
   * @param items of a test that the workers may take; 0: there is none
   */
  static Bench open(String name, int workers, int tasks, int items) throws Exception {
    var server = TestedServer.start(name, TestedServer.Passwords.CHEAP);
    try {
      return new Bench(server, workers, tasks, items);
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  TestedServer server() {
    return server;
  }

  Load load() {
    return load;
  }

  Vertx vertx() {
    return vertx;
  }

  /** So many of the workers, with tokens that are good for ten minutes from now. */
  List<MarketWorker> workers(int count) {
    var tokens = SignIns.tokens(vertx, load, client, crowd.emails().subList(0, count));
    return tokens.stream().map(token -> new MarketWorker(vertx, client, token, project)).toList();
  }

  /** So many others of the crowd, each with the test open. */
  List<TestTaker> takers(int besides, int count) {
    var emails = crowd.emails().subList(besides, besides + count);
    return SignIns.tokens(vertx, load, client, emails).stream()
        .map(token -> load.await(() -> TestTaker.begin(client, token, qualification)))
        .toList();
  }

  /** Callers of a bare server. */
  List<BareWorker> callers(String address, int count) {
    var bare = new Client(vertx, address, count);
    return Stream.generate(() -> new BareWorker(bare)).limit(count).toList();
  }

  /** What a JVM does in its first seconds says nothing of the days after. */
  void warmUp() {
    load.closed(workers(Sizes.WORKERS), Duration.ofSeconds(Sizes.WARM_UP)).requireNoFailure();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    server.close();
  }
}
