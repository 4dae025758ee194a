package dev.guildhall.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How projects go. The figures of a project are computed once in {@link #FRESH}, however many look
 * at them.
 */
final class Progresses {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MAX_KEPT = 10_000;

  private final Database database;
  private final ProjectAccess access;
  private final ProgressRepository repository = new ProgressRepository();
  private final Cache<UUID, Future<Progress>> kept;

  Progresses(Platform platform, ProjectAccess access) {
    this.database = platform.database();
    this.access = access;
    this.kept =
        Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumSize(MAX_KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(platform.time().millis()))
            .build();
  }

  Future<Progress> of(Principal who, UUID project) {
    return access.mayRead(who, project).compose(_ -> kept(project));
  }

  private Future<Progress> kept(UUID project) {
    var found = kept.get(project, this::compute);
    // What failed is asked again at once.
    return found.onFailure(_ -> kept.asMap().remove(project, found));
  }

  private Future<Progress> compute(UUID project) {
    var client = database.client();
    return repository
        .figures(client, project)
        .map(figures -> figures.orElseThrow(() -> new Refusal.NotFound("project")))
        .compose(
            figures ->
                repository
                    .series(client, project)
                    .compose(
                        series ->
                            votes(project, figures.kind())
                                .map(votes -> progress(figures, series, votes))));
  }

  private Future<List<KrippendorffAlpha.Votes>> votes(UUID project, String kind) {
    return TaskAnswer.answerField(kind)
        .map(field -> repository.votes(database.client(), project, field))
        .orElseGet(() -> Future.succeededFuture(List.of()));
  }

  private static Progress progress(
      ProgressRepository.Figures figures,
      List<Progress.Quarter> series,
      List<KrippendorffAlpha.Votes> votes) {
    var alpha = KrippendorffAlpha.of(votes);
    return new Progress(
        figures.state(),
        figures.tasks(),
        figures.submissions(),
        figures.money(),
        figures.medianSeconds(),
        alpha.isPresent() ? Optional.of(TaskAnswer.rounded(alpha.getAsDouble())) : Optional.empty(),
        figures.tasks().gold() > 0 ? Optional.of(figures.gold()) : Optional.empty(),
        figures.workers(),
        series,
        labels(votes),
        eta(figures));
  }

  /** The most frequent first. */
  private static List<Progress.Label> labels(List<KrippendorffAlpha.Votes> votes) {
    var counts = new HashMap<String, Long>();
    for (var unit : votes) {
      unit.counts().forEach((value, count) -> counts.merge(value, count * unit.units(), Long::sum));
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> new Progress.Label(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Optional<Long> eta(ProgressRepository.Figures figures) {
    var submissions = figures.submissions();
    long missing =
        Math.max(0, submissions.wanted() - submissions.accepted() - submissions.waiting());
    return figures.lastHour() == 0
        ? Optional.empty()
        : Optional.of(Math.round((double) missing * figures.windowSeconds() / figures.lastHour()));
  }
}
