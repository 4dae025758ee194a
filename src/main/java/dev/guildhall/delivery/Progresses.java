package dev.guildhall.delivery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How projects go. The figures of a project are computed once in a while, however many look at them
 * and however large it is: for {@link #FRESH}, or where computing takes long, for {@value #SPARING}
 * times as long as it took.
 */
final class Progresses {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int SPARING = 20;
  private static final int MAX_KEPT = 10_000;

  private final Platform platform;
  private final Database database;
  private final ProjectAccess access;
  private final ProgressRepository repository = new ProgressRepository();
  private final AsyncCache<UUID, Kept> kept;

  Progresses(Platform platform, ProjectAccess access) {
    this.platform = platform;
    this.database = platform.database();
    this.access = access;
    this.kept =
        Caffeine.newBuilder()
            .expireAfter(Expiry.writing((UUID _, Kept figures) -> figures.fresh()))
            .maximumSize(MAX_KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(platform.time().millis()))
            .buildAsync();
  }

  /** Figures with what it took to compute them. */
  private record Kept(Progress progress, Duration took) {

    Duration fresh() {
      var spared = took.multipliedBy(SPARING);
      return spared.compareTo(FRESH) > 0 ? spared : FRESH;
    }
  }

  Future<Progress> of(Principal who, UUID project) {
    return access.mayRead(who, project).compose(_ -> kept(project)).map(Kept::progress);
  }

  /** Who asks while the figures are computed waits for them too; what failed is not kept. */
  private Future<Kept> kept(UUID project) {
    return Future.fromCompletionStage(
        kept.get(project, (id, _) -> timed(id).toCompletionStage().toCompletableFuture()),
        platform.vertx().getOrCreateContext());
  }

  private Future<Kept> timed(UUID project) {
    var start = platform.time().instant();
    return database
        .read(client -> compute(client, project))
        .map(progress -> new Kept(progress, Duration.between(start, platform.time().instant())));
  }

  private Future<Progress> compute(SqlClient client, UUID project) {
    return repository
        .figures(client, project)
        .map(figures -> figures.orElseThrow(() -> new Refusal.NotFound("project")))
        .compose(
            figures ->
                repository
                    .series(client, project)
                    .compose(
                        series ->
                            votes(client, project, figures.kind())
                                .compose(
                                    votes ->
                                        repository
                                            .settling(client, project)
                                            .map(
                                                settling ->
                                                    progress(figures, series, votes, settling)))));
  }

  private Future<List<KrippendorffAlpha.Votes>> votes(SqlClient client, UUID project, String kind) {
    return TaskAnswer.answerField(kind)
        .map(field -> repository.votes(client, project, field))
        .orElseGet(() -> Future.succeededFuture(List.of()));
  }

  private static Progress progress(
      ProgressRepository.Figures figures,
      List<Progress.Quarter> series,
      List<KrippendorffAlpha.Votes> votes,
      Optional<Progress.Settling> settling) {
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
        eta(figures),
        settling);
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
