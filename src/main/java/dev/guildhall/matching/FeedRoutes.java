package dev.guildhall.matching;

import dev.guildhall.matching.HeldRepository.Held;
import dev.guildhall.matching.Matching.Locked;
import dev.guildhall.matching.Matching.View;
import dev.guildhall.matching.Ranking.Ranked;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.project.Guideline;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.project.ReviewMode;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The worker's operations on the market. */
final class FeedRoutes implements Routes {

  private static final int MAX_CARDS = 20;
  private static final int MAX_UNLOCKS = 3;

  private final Database database;
  private final Matching matching;
  private final Projects projects;
  private final HeldRepository held;
  private final InstantSource time;
  private final LeaseLength leaseLength;
  private final int heldPerWorker;

  FeedRoutes(
      Database database,
      Matching matching,
      Projects projects,
      HeldRepository held,
      InstantSource time,
      LeaseLength leaseLength,
      int heldPerWorker) {
    this.database = database;
    this.matching = matching;
    this.projects = projects;
    this.held = held;
    this.time = time;
    this.leaseLength = leaseLength;
    this.heldPerWorker = heldPerWorker;
  }

  /** How long a lease on a task of so many estimated seconds lasts, in seconds. */
  @FunctionalInterface
  public interface LeaseLength {
    int seconds(int estimateSeconds);
  }

  @Override
  public void bind(Binder to) {
    to.on("getFeed", this::feed).on("getFeedProject", this::project);
  }

  private record Feed(
      List<Card> cards, List<String> held, @Nullable Empty empty, Instant serverTime) {
    private Feed at(Instant now) {
      return new Feed(cards, held, empty, now);
    }
  }

  private record Card(
      ProjectId projectId,
      String title,
      String requester,
      String kind,
      String summary,
      Money pay,
      Money payPerHour,
      String payBasis,
      double minutes,
      int leaseSeconds,
      int autoAcceptHours,
      int waiting,
      @Nullable Double requesterAccepts,
      List<ReasonText> reasons,
      int guidelineVersion,
      boolean acknowledged) {}

  private record ReasonText(String code, String text) {}

  private record Empty(String code, String text, List<Unlock> unlock) {}

  private record Unlock(String projectTitle, List<String> missing, Money payPerHour) {}

  private record FeedProject(
      Card card,
      Guideline guideline,
      @Nullable Integer acknowledgedVersion,
      @Nullable String previousMarkdown,
      JsonObject template) {}

  private Future<Response> feed(Request request) {
    var worker = worker(request.principal());
    return Future.all(
            matching.view(request.principal(), worker),
            held.heldBy(database.client(), worker.value()),
            projects.summaries(database.client()))
        .map(
            all -> {
              View view = all.resultAt(0);
              List<Held> mine = all.resultAt(1);
              Map<ProjectId, String> summaries = all.resultAt(2);
              var cards =
                  view.open().stream()
                      .limit(MAX_CARDS)
                      .map(
                          r ->
                              card(
                                  r,
                                  view,
                                  summaries.getOrDefault(r.pool().id(), ""),
                                  request.locale()))
                      .toList();
              var empty = cards.isEmpty() ? empty(request, view, mine) : null;
              var feed =
                  new Feed(cards, mine.stream().map(Held::id).toList(), empty, Instant.EPOCH);
              return Response.ok(feed.at(time.instant())).taggedBy(feed);
            });
  }

  private Card card(Ranked ranked, View view, String summary, Locale locale) {
    var project = ranked.pool().project();
    var accepts = ranked.pool().facts().acceptedShare();
    return new Card(
        project.id(),
        project.name(),
        ranked.pool().facts().requester(),
        Sql.wire(project.kind()),
        summary,
        project.price(),
        ranked.payPerHour(),
        Sql.wire(ranked.basis()),
        Math.round(ranked.seconds() / 6) / 10.0,
        leaseLength.seconds(project.estimateSeconds()),
        project.review().mode() == ReviewMode.AUTOMATIC ? 0 : project.review().hours(),
        Math.min(100, ranked.waiting().total()),
        accepts.isPresent() ? Math.round(accepts.getAsDouble() * 100) / 100.0 : null,
        ranked.reasons().stream().map(r -> reason(r, ranked, locale)).toList(),
        project.guidelineVersion(),
        view.acknowledged().getOrDefault(project.id(), 0) >= project.guidelineVersion());
  }

  private static ReasonText reason(Ranking.Reason reason, Ranked ranked, Locale locale) {
    return new ReasonText(
        Sql.wire(reason),
        FeedTexts.of(
            locale,
            "reason." + Sql.wire(reason),
            String.join(", ", ranked.pool().project().languages())));
  }

  private Empty empty(Request request, View view, List<Held> held) {
    var unlock = view.locked().stream().limit(MAX_UNLOCKS).map(FeedRoutes::unlock).toList();
    String code;
    if (!request.principal().is("verified")) {
      code = "email_not_verified";
    } else if (held.stream().filter(Held::claimed).count() >= heldPerWorker) {
      code = "at_capacity";
    } else if (!unlock.isEmpty()) {
      code = "languages";
    } else {
      code = "no_work";
    }
    return new Empty(code, FeedTexts.of(request.locale(), "empty." + code), unlock);
  }

  private static Unlock unlock(Locked locked) {
    var project = locked.pool().project();
    return new Unlock(
        project.name(), locked.missing(), project.price().perHour(project.estimateSeconds()));
  }

  private Future<Response> project(Request request) {
    var worker = worker(request.principal());
    var id = ProjectId.parse(request.path("project_id"));
    return matching
        .pool(id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("project")))
        .compose(
            pool ->
                matching
                    .view(request.principal(), worker)
                    .compose(view -> page(ranked(pool, view), view, request.locale())));
  }

  private static Ranked ranked(Pool pool, View view) {
    return view.open().stream()
        .filter(open -> open.pool().id().equals(pool.id()))
        .findFirst()
        .orElseGet(() -> unranked(pool, view));
  }

  /** A pool in which nothing waits for this worker now; its page can still be read. */
  private static Ranked unranked(Pool pool, View view) {
    return Ranking.rank(
        pool,
        view.worker(),
        new MatchingRepository.Waiting(0, 0),
        Optional.empty(),
        Optional.empty());
  }

  private Future<Response> page(Ranked ranked, View view, Locale locale) {
    var project = ranked.pool().project();
    Integer acknowledged = view.acknowledged().get(project.id());
    return Future.all(
            projects.guideline(database.client(), project.id(), project.guidelineVersion()),
            acknowledged != null && acknowledged < project.guidelineVersion()
                ? projects.guideline(database.client(), project.id(), acknowledged)
                : Future.succeededFuture(Optional.<Guideline>empty()))
        .map(
            both -> {
              Optional<Guideline> current = both.resultAt(0);
              Optional<Guideline> previous = both.resultAt(1);
              var guideline = current.orElseThrow(() -> new Refusal.NotFound("guideline"));
              return Response.ok(
                  new FeedProject(
                      card(ranked, view, guideline.summary(), locale),
                      guideline,
                      acknowledged,
                      previous.map(Guideline::markdown).orElse(null),
                      project.template().json()));
            });
  }

  private static WorkerId worker(Principal who) {
    return new WorkerId(who.required("worker"));
  }
}
