package dev.guildhall.matching;

import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.eligibility.Explained;
import dev.guildhall.matching.HeldRepository.Held;
import dev.guildhall.matching.Matching.Locked;
import dev.guildhall.matching.Matching.View;
import dev.guildhall.matching.Offers.Standing;
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
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The worker's operations on the market. */
final class FeedRoutes implements Routes {

  private final Database database;
  private final Matching matching;
  private final Eligibility eligibility;
  private final Projects projects;
  private final HeldRepository held;
  private final InstantSource time;
  private final LeaseLength leaseLength;
  private final int heldPerWorker;

  FeedRoutes(
      Database database,
      Matching matching,
      Eligibility eligibility,
      Projects projects,
      HeldRepository held,
      InstantSource time,
      LeaseLength leaseLength,
      int heldPerWorker) {
    this.database = database;
    this.matching = matching;
    this.eligibility = eligibility;
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
      @Nullable Offer offer,
      int guidelineVersion,
      boolean acknowledged) {}

  /** Of work that more want than there is: whether it is offered to this worker, until when. */
  private record Offer(boolean yours, Instant until) {}

  private record ReasonText(String code, String text) {}

  private record Empty(String code, String text, List<Unlock> unlock) {}

  private record Unlock(
      ProjectId projectId, String projectTitle, List<Explained> missing, Money payPerHour) {}

  private record FeedProject(
      Card card,
      Guideline guideline,
      @Nullable Integer acknowledgedVersion,
      @Nullable String previousMarkdown,
      JsonObject template) {}

  private Future<Response> feed(Request request) {
    var worker = worker(request.principal());
    return Future.all(
            matching.view(worker, Device.of(request)),
            held.heldBy(database.client(), worker.value()))
        .compose(
            both -> {
              View view = both.resultAt(0);
              List<Held> mine = both.resultAt(1);
              var cards = view.open().stream().map(r -> card(r, view, request.locale())).toList();
              return empty(request, view, mine)
                  .map(
                      empty ->
                          new Feed(
                              cards,
                              mine.stream().map(Held::id).toList(),
                              empty.orElse(null),
                              Instant.EPOCH));
            })
        .map(feed -> Response.ok(feed.at(time.instant())).taggedBy(feed));
  }

  private Card card(Ranked ranked, View view, Locale locale) {
    var pool = ranked.pool();
    var project = pool.project();
    var accepts = pool.facts().acceptedShare();
    return new Card(
        project.id(),
        project.name(),
        pool.requester(),
        Sql.wire(project.kind()),
        pool.summary(),
        project.price(),
        ranked.payPerHour(),
        Sql.wire(ranked.basis()),
        Math.round(ranked.seconds() / 6) / 10.0,
        leaseLength.seconds(project.estimateSeconds()),
        project.review().mode() == ReviewMode.AUTOMATIC ? 0 : project.review().hours(),
        Math.min(PoolFacts.MOST, ranked.waiting()),
        accepts.isPresent() ? Math.round(accepts.getAsDouble() * 100) / 100.0 : null,
        ranked.reasons().stream().map(r -> reason(r, ranked, locale)).toList(),
        offer(view.rank().standing(ranked)),
        project.guidelineVersion(),
        view.acknowledged().getOrDefault(project.id(), 0) >= project.guidelineVersion());
  }

  private static @Nullable Offer offer(Standing standing) {
    return switch (standing) {
      case Standing.Open _ -> null;
      case Standing.Offered offered -> new Offer(true, offered.until());
      case Standing.Waiting waiting -> new Offer(false, waiting.until());
    };
  }

  private static ReasonText reason(Ranking.Reason reason, Ranked ranked, Locale locale) {
    var languages =
        ranked.pool().project().requirements().languages().stream()
            .map(one -> Locale.forLanguageTag(one.language()).getDisplayName(locale))
            .collect(Collectors.joining(", "));
    return new ReasonText(
        Sql.wire(reason), FeedTexts.of(locale, "reason." + Sql.wire(reason), languages));
  }

  private Future<Optional<Empty>> empty(Request request, View view, List<Held> held) {
    return view.open().isEmpty()
        ? Future.all(view.locked().stream().map(l -> unlock(l, view, request.locale())).toList())
            .map(unlocks -> Optional.of(empty(request, held, unlocks.list())))
        : Future.succeededFuture(Optional.empty());
  }

  private Empty empty(Request request, List<Held> held, List<Unlock> unlock) {
    String code;
    if (!request.principal().is("verified")) {
      code = "email_not_verified";
    } else if (held.stream().filter(Held::claimed).count() >= heldPerWorker) {
      code = "at_capacity";
    } else if (!unlock.isEmpty()) {
      code = "locked";
    } else {
      code = "no_work";
    }
    return new Empty(code, FeedTexts.of(request.locale(), "empty." + code), unlock);
  }

  private Future<Unlock> unlock(Locked locked, View view, Locale locale) {
    var project = locked.pool().project();
    return eligibility
        .explain(locked.failing(), view.applicant(), locale)
        .map(
            missing ->
                new Unlock(project.id(), project.name(), missing, locked.pool().payPerHour()));
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
                    .view(worker, Device.of(request))
                    .compose(
                        view ->
                            requireReadable(pool, view, request.locale())
                                .compose(_ -> page(ranked(pool, view), view, request.locale()))));
  }

  /** Who holds a task of the project may read it, whatever it asks of others. */
  private Future<Void> requireReadable(Pool pool, View view, Locale locale) {
    var applicant = view.applicant();
    var failing = Eligibility.failing(pool.predicates(), applicant);
    if (Eligibility.isReadable(failing)) {
      return Future.succeededFuture();
    }
    return held.holdsOf(database.client(), applicant.facts().worker().value(), pool.id().value())
        .compose(
            holds ->
                holds
                    ? Future.succeededFuture()
                    : eligibility
                        .refusal(applicant, failing, locale)
                        .compose(Future::failedFuture));
  }

  private static Ranked ranked(Pool pool, View view) {
    return view.open().stream()
        .filter(open -> open.pool().id().equals(pool.id()))
        .findFirst()
        .orElseGet(() -> unranked(pool, view));
  }

  /** A pool in which nothing waits for this worker now; its page can still be read. */
  private static Ranked unranked(Pool pool, View view) {
    return view.rank().ranking().rank(pool, 0, Optional.empty()).withCommon(0);
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
              return Response.ok(
                  new FeedProject(
                      card(ranked, view, locale),
                      current.orElseThrow(() -> new Refusal.NotFound("guideline")),
                      acknowledged,
                      previous.map(Guideline::markdown).orElse(null),
                      project.template().json()));
            });
  }

  private static WorkerId worker(Principal who) {
    return new WorkerId(who.required("worker"));
  }
}
