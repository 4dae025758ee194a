package dev.guildhall.notification;

import dev.guildhall.eligibility.FactsSource;
import dev.guildhall.matching.Matching;
import dev.guildhall.matching.OfferRounds;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class NotificationModule {

  // Shorter than the patience of phones' networks and of proxies with a connection on which nothing
  // moves.
  private static final Duration BEAT = Duration.ofSeconds(15);

  private static final Duration OFFERS = Duration.ofSeconds(1);

  private final StreamHub hub;
  private final StreamRoutes routes;

  public NotificationModule(
      Platform platform, Matching matching, OfferRounds offers, FactsSource facts) {
    this.hub = new StreamHub(matching::refresh, facts);
    platform.feed().listen(hub);
    platform.meters().gauge("streams.open", hub::open);
    platform.jobs().every("stream beat", BEAT, this::beat);
    platform
        .jobs()
        .repeat(
            "tell of offers",
            OFFERS,
            () ->
                offers
                    .next(hub.watching())
                    .map(
                        made -> {
                          hub.tellOfOffers(made);
                          return 0;
                        }));
    this.routes = new StreamRoutes(platform.vertx(), hub);
  }

  private int beat() {
    hub.beat();
    return 0;
  }

  public List<Routes> routes() {
    return List.of(routes);
  }

  /** Ends the streams of this node, before it stops. */
  public void endStreams() {
    hub.close();
  }
}
