package dev.guildhall.calibration;

import dev.guildhall.attempt.AttemptEvents;
import dev.guildhall.calibration.ProgressRepository.Reader;
import dev.guildhall.calibration.WatchRepository.Score;
import dev.guildhall.calibration.WatchRepository.Watched;
import dev.guildhall.item.Bank;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads the log for attempts that were decided: looks whether their items have leaked, and says of
 * their banks that there is news. One node at a time reads; how far it came is stored with what it
 * found.
 */
final class LeakJob {

  private static final Set<String> TYPES = Set.of(AttemptEvents.DECIDED);
  private static final int MOST_EVENTS = 10_000;

  private final Database database;
  private final EventLog events;
  private final ProgressRepository progress;
  private final WatchRepository repository;
  private final Bank bank;
  private final FlagWorkflow flags;

  LeakJob(
      Database database,
      EventLog events,
      ProgressRepository progress,
      WatchRepository repository,
      Bank bank,
      FlagWorkflow flags) {
    this.database = database;
    this.events = events;
    this.progress = progress;
    this.repository = repository;
    this.bank = bank;
    this.flags = flags;
  }

  /** Looks once. Always 0: there is never more to do at once. */
  int run() {
    return database.inTransaction(tx -> Workflows.start(() -> look(tx))).await();
  }

  private int look(SqlConnection tx) {
    var stored = progress.progress(tx, Reader.ITEMS).await();
    if (stored.isEmpty()) {
      return 0;
    }
    var seen = EventPosition.parse(stored.get());
    if (seen.isEmpty()) {
      progress.advance(tx, Reader.ITEMS, events.position(tx).await().toString()).await();
      return 0;
    }
    var news = events.since(tx, seen.get(), TYPES, MOST_EVENTS).await();
    if (!news.events().isEmpty()) {
      progress
          .newsOfBanks(tx, news.events().stream().map(RecordedEvent::subject).distinct().toList())
          .await();
      watch(
          tx, news.events().stream().filter(LeakJob::isFirst).map(RecordedEvent::subject).toList());
    }
    progress.advance(tx, Reader.ITEMS, news.position().toString()).await();
    return 0;
  }

  /** What is decided anew was answered before. */
  private static boolean isFirst(RecordedEvent event) {
    return StrictJson.convert(event.payload(), AttemptEvents.Decided.class).number() == 1;
  }

  private void watch(SqlConnection tx, List<UUID> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    repository.adopt(tx, attempts).await();
    var watched = repository.lock(tx, attempts).await();
    if (watched.isEmpty()) {
      return;
    }
    var scores =
        repository.scores(tx, attempts).await().stream()
            .collect(Collectors.groupingBy(Score::attempt));
    var leaks = new Leaks(watched);
    attempts.forEach(attempt -> leaks.add(scores.getOrDefault(attempt, List.of())));
    repository.write(tx, leaks.all()).await();
    raise(tx, leaks.suspects());
  }

  private void raise(SqlConnection tx, List<Watched> suspects) {
    for (Watched item : suspects) {
      repository.raise(tx, item.ref()).await();
      bank.leaked(
              tx,
              item.ref(),
              new JsonObject()
                  .put("answers", item.alarm().since())
                  .put("surplus", item.alarm().surplus()))
          .await();
    }
    flags.tell(
        tx,
        suspects.stream()
            .map(
                item ->
                    new FlagWorkflow.Found(
                        item.ref(),
                        item.keyRevision(),
                        item.organisationId(),
                        item.authorId(),
                        item.title(),
                        Set.of(ItemMeasures.LEAK_SUSPECT)))
            .toList());
  }
}
