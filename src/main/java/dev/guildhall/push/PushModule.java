package dev.guildhall.push;

import dev.guildhall.account.Seal;
import dev.guildhall.matching.Invitees;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Routes;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class PushModule {

  private static final Duration READ = Duration.ofSeconds(1);
  private static final Duration SEND = Duration.ofSeconds(1);
  private static final Duration CLEAN_UP = Duration.ofMinutes(10);

  private final PushRoutes routes;

  /**
   * @param secret of the server, which seals the key by which push services know it
   * @param contact whom a push service may turn to: a {@code mailto:} or {@code https:} address
   * @param invitees who could do work that is new
   */
  public PushModule(
      Platform platform, PushConfig config, Secret secret, String contact, Invitees invitees) {
    var subscriptions = new SubscriptionRepository();
    var repository = new PushRepository();
    var keys =
        new PushKeys(platform.database(), new PushKeyRepository(), Seal.of(secret, "push keys"));
    var notices = new NoticeJob(platform, repository, subscriptions, invitees);
    var sending =
        new PushJob(
            platform,
            repository,
            subscriptions,
            new WebPushSender(platform.vertx(), contact, keys::get));
    platform.jobs().every("find what to push", READ, notices::run);
    platform.jobs().every("push", SEND, sending::run);
    platform.jobs().every("forget devices", CLEAN_UP, sending::cleanUp);
    this.routes = new PushRoutes(platform.database(), config, keys, subscriptions);
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
