package dev.guildhall.eligibility;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.AccountNews;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventCache;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.QualificationEvents;
import dev.guildhall.worker.WorkerId;
import dev.guildhall.worker.Workers;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts about workers: read, or as this node knows them. */
public final class FactsSource {

  /** A new estimate of a worker's skill; the subject is the worker. */
  public static final String SKILL_ESTIMATED = "skill.estimated";

  /** Events that change the facts about a worker. */
  public static final Set<String> TYPES =
      Stream.of(
              AccountNews.TYPES,
              Set.of(Workers.PROFILE_CHANGED, SKILL_ESTIMATED),
              QualificationEvents.TYPES,
              EligibilityEvents.TYPES)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private static final int MAX_KNOWN = 50_000;

  private final Database database;
  private final FactsRepository repository;
  private final EventCache<WorkerId, Facts> known;
  // Some events know the account only. Two ids for each worker that this node has met.
  private final Map<AccountId, WorkerId> workers = new ConcurrentHashMap<>();

  FactsSource(Platform platform, FactsRepository repository) {
    this.database = platform.database();
    this.repository = repository;
    this.known = new EventCache<>(platform.feed(), MAX_KNOWN, TYPES, this::worker, this::read);
  }

  /** The worker whose facts an event of {@link #TYPES} changed; empty: one this node never met. */
  public Optional<WorkerId> worker(RecordedEvent event) {
    return AccountNews.TYPES.contains(event.type())
        ? Optional.ofNullable(workers.get(AccountNews.account(event)))
        : Optional.of(new WorkerId(event.subject()));
  }

  /** The facts as this node knows them: at most a second behind. */
  public Future<Facts> known(WorkerId worker) {
    return known.get(worker);
  }

  /** The facts as they are; fails with NotFound when there is no such worker. */
  public Future<Facts> read(WorkerId worker) {
    return repository
        .find(database.client(), worker)
        .map(
            found -> {
              var facts = found.orElseThrow(() -> new Refusal.NotFound("worker"));
              workers.put(facts.account(), facts.worker());
              return facts;
            });
  }
}
