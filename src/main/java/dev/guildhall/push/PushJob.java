package dev.guildhall.push;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.push.PushRepository.Due;
import dev.guildhall.push.PushSender.Outcome;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, at least once: a node has the lease of the messages that it sends, and holds
 * nothing of the database meanwhile.
 */
final class PushJob {

  private static final Logger log = LoggerFactory.getLogger(PushJob.class);
  private static final int BATCH = 50;
  private static final int MAX_ATTEMPTS = 6;
  // Ends well after the timeout of the sender, so that no other node sends the same meanwhile.
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Database database;
  private final Meters meters;
  private final PushRepository repository;
  private final SubscriptionRepository subscriptions;
  private final PushSender sender;

  PushJob(
      Platform platform,
      PushRepository repository,
      SubscriptionRepository subscriptions,
      PushSender sender) {
    this.database = platform.database();
    this.meters = platform.meters();
    this.repository = repository;
    this.subscriptions = subscriptions;
    this.sender = sender;
  }

  /** Sends up to {@value #BATCH} messages at once; returns how many were due. */
  int run() {
    var due = repository.takeDue(database.client(), LEASE, BATCH).await();
    var sent = due.stream().map(this::send).toList();
    if (!sent.isEmpty()) {
      Future.join(sent).await();
    }
    return due.size();
  }

  private Future<Void> send(Due push) {
    if (!push.isWanted()) {
      return settle(push, "late");
    }
    byte[] message = PushTexts.message(push).encode().getBytes(StandardCharsets.UTF_8);
    return sender
        .send(push.to(), message, push.kind(), push.topic(), push.life())
        .recover(failure -> unreachable(push, failure))
        .compose(outcome -> after(push, outcome));
  }

  private static Future<Outcome> unreachable(Due push, Throwable failure) {
    log.info(
        "the push service of a device was not reached, trying again later: {}",
        failure.getMessage());
    return Future.succeededFuture(
        new Outcome.Later(Duration.ofSeconds(2L << Math.min(push.attempt(), 8))));
  }

  private Future<Void> after(Due push, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken _ -> settle(push, "taken");
      case Outcome.Gone _ ->
          subscriptions.gone(database.client(), push.to()).compose(_ -> settle(push, "gone"));
      case Outcome.Refused refused -> {
        log.warn("a push service refused a message: {}", refused.status());
        yield settle(push, "refused");
      }
      case Outcome.Later later -> later(push, later.pause());
    };
  }

  private Future<Void> later(Due push, Duration pause) {
    if (push.attempt() >= MAX_ATTEMPTS || pause.compareTo(push.life()) > 0) {
      return settle(push, "given up");
    }
    return repository
        .postpone(database.client(), push, pause)
        .compose(postponed -> postponed ? Future.succeededFuture() : settle(push, "overtaken"));
  }

  private Future<Void> settle(Due push, String how) {
    meters.count("push.messages", "outcome", how);
    return repository.done(database.client(), push);
  }

  /** Forgets devices whose sessions have ended. Always 0: there is never more to do at once. */
  int cleanUp() {
    subscriptions.forgetEnded(database.client()).await();
    return 0;
  }
}
