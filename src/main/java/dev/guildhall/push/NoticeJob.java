package dev.guildhall.push;

import dev.guildhall.matching.Invitees;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.push.SubscriptionRepository.Listener;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the log and writes down what is to be sent. One node at a time reads; how far it came is
 * stored with what it found, so nothing is told twice or left out.
 */
final class NoticeJob {

  /** Events after which there may be work for somebody who is away. */
  private static final Set<String> NEW_WORK = Set.of("project.launched", "project.loaded");

  private static final Set<String> TYPES =
      Stream.of(Notices.TYPES, NEW_WORK)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  // Whoever was away for longer than so much takes reads the app, not thousands of messages.
  private static final int MOST_EVENTS = 10_000;
  // Nobody is called to work more often.
  private static final Duration BETWEEN_OFFERS = Duration.ofHours(4);
  private static final int MOST_ASKED = 2_000;

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final InstantSource time;
  private final Notices notices = new Notices();
  private final PushRepository repository;
  private final SubscriptionRepository subscriptions;
  private final Invitees invitees;

  NoticeJob(
      Platform platform,
      PushRepository repository,
      SubscriptionRepository subscriptions,
      Invitees invitees) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.time = platform.time();
    this.repository = repository;
    this.subscriptions = subscriptions;
    this.invitees = invitees;
  }

  /** Looks once. Always 0: there is never more to do at once. */
  int run() {
    return database.inTransaction(tx -> Workflows.start(() -> look(tx))).await();
  }

  private int look(SqlConnection tx) {
    for (String position : repository.progress(tx).await()) {
      var seen = EventPosition.parse(position);
      if (seen.isEmpty()) {
        repository.advance(tx, events.position(tx).await().toString()).await();
      } else {
        var news = events.since(tx, seen.get(), TYPES, MOST_EVENTS).await();
        tell(tx, news.events());
        repository.advance(tx, news.position().toString()).await();
      }
    }
    return 0;
  }

  private void tell(SqlConnection tx, List<RecordedEvent> news) {
    var ofPeople = news.stream().filter(event -> Notices.TYPES.contains(event.type())).toList();
    if (!ofPeople.isEmpty()) {
      tellAll(tx, notices.of(tx, ofPeople).await());
    }
    news.stream()
        .filter(event -> NEW_WORK.contains(event.type()))
        .map(RecordedEvent::subject)
        .distinct()
        .forEach(project -> call(tx, new ProjectId(project)));
  }

  /** Calls those who could do it, as many as there is work for. */
  private void call(SqlConnection tx, ProjectId project) {
    var asked = subscriptions.toOffer(tx, project.value(), BETWEEN_OFFERS, MOST_ASKED).await();
    if (asked.isEmpty()) {
      return;
    }
    for (var call : invitees.among(project, asked).await().stream().toList()) {
      tellAll(
          tx,
          call.workers().stream()
              .map(
                  worker ->
                      new Notice(
                          PushKind.OFFER,
                          worker,
                          "offer " + project,
                          call.payPerHour(),
                          call.title(),
                          "/projects/" + project,
                          null))
              .toList());
      subscriptions.offered(tx, call.workers()).await();
    }
  }

  private void tellAll(SqlConnection tx, List<Notice> told) {
    var workers = told.stream().map(Notice::worker).collect(Collectors.toCollection(HashSet::new));
    if (workers.isEmpty()) {
      return;
    }
    var listeners =
        subscriptions.listeners(tx, workers).await().stream()
            .collect(Collectors.groupingBy(Listener::worker));
    var added =
        told.stream()
            .flatMap(
                notice ->
                    listeners.getOrDefault(notice.worker(), List.of()).stream()
                        .filter(listener -> listener.settings().wants(notice.kind()))
                        .map(listener -> add(tx, notice, listener)))
            .toList();
    if (!added.isEmpty()) {
      Future.all(added).await();
    }
  }

  private Future<Void> add(SqlConnection tx, Notice notice, Listener listener) {
    Instant due = time.instant().plus(notice.kind().gathering());
    UUID id = ids.next();
    return repository.add(
        tx,
        id,
        listener.session(),
        notice,
        listener.settings().mayBeSent(notice.kind(), due, listener.zone()));
  }
}
