package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.calibration.CalibrationDesk.Shown;
import dev.guildhall.calibration.FiguresRepository.KnownLine;
import dev.guildhall.exam.TestId;
import dev.guildhall.grading.Reviewer;
import dev.guildhall.grading.Reviewer.Measures;
import dev.guildhall.grading.Reviewers.Past;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.QualificationId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was measured of reviewers and tests, over HTTP. */
final class CalibrationRoutes implements Routes {

  private final CalibrationDesk desk;
  private final TestFiguresDesk tests;
  private final Secret secret;

  /**
   * @param secret behind the pseudonyms of reviewers
   */
  CalibrationRoutes(CalibrationDesk desk, TestFiguresDesk tests, Secret secret) {
    this.desk = desk;
    this.tests = tests;
    this.secret = secret;
  }

  @Override
  public void bind(Binder to) {
    to.on("getCalibration", this::own)
        .on("listReviewers", this::panel)
        .on("getTestStatistics", this::test);
  }

  private record Measure(double value, @Nullable Double low, @Nullable Double high) {}

  private record Point(
      Instant at,
      double severity,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double kappa) {}

  /** The contract's {@code Calibration} and {@code Reviewer}. */
  private record Line(
      @Nullable AccountId accountId,
      @Nullable String reviewer,
      QualificationId qualificationId,
      String name,
      int graded,
      int validityPapers,
      @Nullable Measure kappa,
      @Nullable Double exact,
      @Nullable Double adjacent,
      @Nullable Measure severity,
      @Nullable Double fairShift,
      @Nullable Double infit,
      @Nullable Double outfit,
      @Nullable Double medianSeconds,
      @Nullable Double panelMedianSeconds,
      @Nullable Double adjudicated,
      @Nullable Double useful,
      Reviewer.@Nullable Pause pause,
      @Nullable List<String> meaning,
      @Nullable List<Point> history,
      @Nullable List<KnownLine> papers) {}

  private record All(List<Line> data) {}

  private Future<Response> own(Request request) {
    return desk.own(new AccountId(request.principal().accountId()))
        .map(
            all ->
                Response.ok(new All(all.stream().map(one -> own(one, request.locale())).toList())));
  }

  private static Line own(Shown shown, Locale locale) {
    return line(
        shown,
        null,
        null,
        shown.figures().settled(),
        Meaning.of(shown, locale),
        shown.history().stream().flatMap(past -> point(past).stream()).toList().reversed(),
        shown.papers());
  }

  private Future<Response> panel(Request request) {
    return desk.panel(request.principal(), QualificationId.parse(request.path("qualification_id")))
        .map(all -> Response.ok(new All(all.stream().map(this::other).toList())));
  }

  /** People of the organisation by their names; others are known to it by a pseudonym. */
  private Line other(Shown shown) {
    var reviewer = shown.reviewer();
    return line(
        shown,
        reviewer.accountId(),
        reviewer.shownName(secret),
        reviewer.validityPapers(),
        null,
        null,
        null);
  }

  private static Line line(
      Shown shown,
      @Nullable AccountId account,
      @Nullable String name,
      int validityPapers,
      @Nullable List<String> meaning,
      @Nullable List<Point> history,
      @Nullable List<KnownLine> papers) {
    var reviewer = shown.reviewer();
    var measures = reviewer.measures() == null ? Measures.NONE : reviewer.measures();
    var agreement = shown.agreement();
    return new Line(
        account,
        name,
        reviewer.qualificationId(),
        shown.qualification(),
        reviewer.graded(),
        validityPapers,
        agreement
            .flatMap(found -> Optional.ofNullable(found.kappa()))
            .map(kappa -> new Measure(kappa.value(), kappa.low(), kappa.high()))
            .orElse(null),
        agreement.map(Agreement::exact).orElse(null),
        agreement.map(Agreement::adjacent).orElse(null),
        severity(measures),
        measures.fairShift(),
        measures.infit(),
        measures.outfit(),
        shown.figures().medianSeconds(),
        shown.panelSeconds().isPresent() ? shown.panelSeconds().getAsDouble() : null,
        shown.figures().adjudicated(),
        shown.useful().orElse(null),
        reviewer.pause(),
        meaning,
        history,
        papers);
  }

  private static @Nullable Measure severity(Measures measures) {
    var severity = measures.severity();
    return severity == null
        ? null
        : new Measure(severity, measures.severityLow(), measures.severityHigh());
  }

  private static Optional<Point> point(Past past) {
    var severity = past.severity();
    var error = past.severityError();
    return severity == null
        ? Optional.empty()
        : Optional.of(
            new Point(
                past.at(),
                severity,
                error == null ? null : severity - Meaning.NORMAL_97_5 * error,
                error == null ? null : severity + Meaning.NORMAL_97_5 * error,
                past.kappa()));
  }

  private Future<Response> test(Request request) {
    return tests
        .statistics(request.principal(), TestId.parse(request.path("test_id")))
        .map(Response::ok);
  }
}
