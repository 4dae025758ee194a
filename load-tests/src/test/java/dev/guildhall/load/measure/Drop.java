package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Client;
import dev.guildhall.load.driver.Load;
import dev.guildhall.load.driver.MarketWorker;
import dev.guildhall.load.driver.Phone;
import dev.guildhall.load.driver.SignIns;
import dev.guildhall.load.driver.Tally;
import dev.guildhall.load.driver.Timings;
import dev.guildhall.load.market.Crowd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * People with a phone each, on whom work is dropped. A phone does as the app does: it looks at a
 * moment of its own within the time the server names, takes a task and hands it in; asked to come
 * back, it does. Everything happens on one event loop.
 */
final class Drop {

  private static final int CONNECTING_AT_ONCE = 100;
  private static final int REQUESTS_AT_ONCE = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TestedServer server;
  private final Vertx vertx;
  private final String project;
  private final Load load;
  private final Client client;
  private final List<Long> heardAt = new ArrayList<>();
  private final Timings feeds = new Timings();
  private Tally tally = new Tally();
  private boolean begun;
  private int foundNothing;
  private volatile int phones;
  private volatile int done;
  private volatile boolean failed;

  Drop(TestedServer server, Vertx vertx, String project) {
    this.server = server;
    this.vertx = vertx;
    this.project = project;
    this.load = new Load(vertx);
    this.client = new Client(vertx, server.url(), REQUESTS_AT_ONCE);
  }

  /** Signs people in and opens their streams. */
  void connect(Crowd crowd) {
    int people = crowd.emails().size();
    var tokens = SignIns.tokens(vertx, load, client, crowd.emails()).iterator();
    var network = new Phone.Network(vertx, server.url(), people);
    load.await(
        () -> {
          var chains = new ArrayList<Future<Void>>();
          for (int i = 0; i < CONNECTING_AT_ONCE; i++) {
            chains.add(connectNext(network, tokens));
          }
          return Future.join(chains);
        });
    phones = people;
  }

  private Future<Void> connectNext(Phone.Network network, Iterator<String> tokens) {
    if (!tokens.hasNext()) {
      return Future.succeededFuture();
    }
    var person = new Person(tokens.next());
    return network
        .connect(person.token, facts -> person.hear(facts.getLong("within_ms")))
        .compose(ignored -> connectNext(network, tokens));
  }

  /** From now on what is heard counts. */
  void begins() {
    load.await(
        () -> {
          begun = true;
          tally = new Tally();
          return Future.succeededFuture();
        });
  }

  /**
   * Waits until everybody did a task.
   *
   * @throws IllegalStateException when somebody cannot
   */
  void awaitAllDone() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (done < phones && !failed && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    tally.requireNoFailure();
    if (done < phones) {
      throw new IllegalStateException(
          done + " of " + phones + " did a task, " + heardAt.size() + " heard of it");
    }
  }

  Tally tally() {
    return tally;
  }

  Timings feeds() {
    return feeds;
  }

  /** How often somebody heard that there was no task. */
  int foundNothing() {
    return foundNothing;
  }

  /** When each heard of the work, in milliseconds of the clock. */
  List<Long> heardAt() {
    return heardAt;
  }

  private final class Person {
    private final String token;
    private final MarketWorker worker;
    private boolean hasHeard;

    private Person(String token) {
      this.token = token;
      this.worker = new MarketWorker(vertx, client, token, project);
    }

    private void hear(long withinMs) {
      if (!begun || hasHeard) {
        return;
      }
      hasHeard = true;
      heardAt.add(System.currentTimeMillis());
      long moment = ThreadLocalRandom.current().nextLong(1, Math.max(2, withinMs));
      vertx.setTimer(moment, ignored -> look());
    }

    private void look() {
      long asked = System.nanoTime();
      client
          .get("/v1/feed", token)
          .onFailure(this::fail)
          .onSuccess(
              answer -> {
                if (answer.isToComeBack()) {
                  comeBack(this::look);
                } else if (answer.status() == 200) {
                  feeds.add(System.nanoTime() - asked);
                  work();
                } else {
                  fail(new IllegalStateException("feed answered " + answer.status()));
                }
              });
    }

    private void work() {
      worker
          .cycle(tally, System.nanoTime())
          .onFailure(this::fail)
          .onSuccess(
              outcome -> {
                switch (outcome) {
                  case REFUSED -> comeBack(this::work);
                  case NOTHING -> {
                    foundNothing++;
                    comeBack(this::work);
                  }
                  case FAILED -> failed = true;
                  case DONE -> {
                    tally.finish();
                    done++;
                  }
                }
              });
    }

    private void comeBack(Runnable what) {
      tally.refuse();
      vertx.setTimer(ThreadLocalRandom.current().nextLong(500, 1_500), ignored -> what.run());
    }

    private void fail(Throwable failure) {
      tally.fail(failure.toString());
      failed = true;
    }
  }
}
