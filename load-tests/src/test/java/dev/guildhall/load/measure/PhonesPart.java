package dev.guildhall.load.measure;

import dev.guildhall.load.driver.Timings;
import dev.guildhall.load.market.Crowd;
import dev.guildhall.load.market.Market;
import dev.guildhall.load.market.Stores;
import dev.guildhall.load.measure.Figures.Point;
import dev.guildhall.load.measure.TestedServer.Passwords;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Very many phones have the app open when very many tasks appear: how soon does the last one hear
 * of it, and how fast is the work then taken?
 */
final class PhonesPart implements Part {

  private static final long QUIET_MS = 3_000;

  @Override
  public void measure() throws Exception {
    try (var server = TestedServer.start("phones", Passwords.CHEAP)) {
      var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      try {
        drop(server, vertx);
      } finally {
        vertx.close().toCompletionStage().toCompletableFuture().join();
      }
    }
  }

  private static void drop(TestedServer server, Vertx vertx) throws Exception {
    var market = new Market(server.url());
    var order = market.order();
    order.launchWith(1);
    var crowd = Crowd.of(market, server.home(), Sizes.PHONES, order.project());
    order.pause();
    order.load(Sizes.DROPPED);
    var drop = new Drop(server, vertx, order.project());
    drop.connect(crowd);
    Thread.sleep(QUIET_MS);
    var processors = Processors.watch(server);
    drop.begins();
    order.launch();
    drop.awaitAllDone();
    tell(drop, appearedAt(server), processors.shares());
  }

  private static void tell(Drop drop, long appeared, String shares) {
    var tally = drop.tally();
    var news = new Timings();
    drop.heardAt().forEach(at -> news.add((at - appeared) * 1_000_000));
    String how =
        String.format(
            Locale.ROOT,
            "%,d phones, %,d tasks; median %.0f ms, last %.0f ms; %d found nothing; processors: %s",
            Sizes.PHONES,
            Sizes.DROPPED,
            news.percentile(0.5),
            news.percentile(1),
            drop.foundNothing(),
            shares);
    Figures.record("news.p99", "ms", how, news.percentile(0.99));
    Figures.record("drop.claim.p99", "ms", how, tally.claims().percentile(0.99));
    Figures.record("drop.feed.p99", "ms", how, drop.feeds().percentile(0.99));
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    var done = new ArrayList<Point>();
    var refused = new ArrayList<Point>();
    tally
        .bySecond()
        .forEach(
            (second, it) -> {
              done.add(new Point(second, it.done()));
              refused.add(new Point(second, it.refused()));
            });
    lines.put("tasks done", done);
    lines.put("asked to come back", refused);
    Figures.record("drop", "seconds after the launch", "per second", lines);
  }

  /** When the work became open, by the event that says so, in milliseconds. */
  private static long appearedAt(TestedServer server) throws Exception {
    try (var stores = new Stores(Vertx.vertx(), server.home(), 1)) {
      return Stores.await(
              stores
                  .postgres()
                  .query(
                      """
                      select (extract(epoch from at) * 1000)::bigint as at from event
                      where type = 'project.launched' order by id desc limit 1
                      """)
                  .execute())
          .iterator()
          .next()
          .getLong("at");
    }
  }
}
