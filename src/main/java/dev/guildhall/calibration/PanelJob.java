package dev.guildhall.calibration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.guildhall.account.AccountId;
import dev.guildhall.calibration.ProgressRepository.Due;
import dev.guildhall.calibration.ProgressRepository.Kind;
import dev.guildhall.grading.Reviewer;
import dev.guildhall.grading.Reviewer.Measures;
import dev.guildhall.grading.Reviewers;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.grading.Reviewers.Measured;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.QualificationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how the reviewers of qualifications with news grade. Several nodes may run it at once:
 * each takes a panel that no other has, and goes on from what it estimated of it before, if it did.
 */
final class PanelJob {

  // A grading's time is taken before its transaction commits, which takes less than this.
  private static final Duration LOOK_BACK = Duration.ofMinutes(1);
  private static final long MOST_KEPT = 20;
  // Others' grades move every estimate a little, all the time.
  private static final double NOTICEABLE = 0.05;

  private final Database database;
  private final ProgressRepository progress;
  private final FiguresRepository figures;
  private final Reviewers reviewers;
  private final int seconds;
  private final Cache<QualificationId, Kept> kept =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

  /**
   * @param seconds between two estimates of the same
   */
  PanelJob(
      Database database,
      ProgressRepository progress,
      FiguresRepository figures,
      Reviewers reviewers,
      int seconds) {
    this.database = database;
    this.progress = progress;
    this.figures = figures;
    this.reviewers = reviewers;
    this.seconds = seconds;
  }

  /**
   * A panel as it was estimated here last.
   *
   * @param until when the last of its gradings was sent
   */
  private record Kept(Panel panel, Instant until) {}

  /** Estimates one panel; how many. */
  int run() {
    var due = progress.take(database.client(), Kind.PANEL, seconds).await();
    due.ifPresent(this::measure);
    return due.isPresent() ? 1 : 0;
  }

  private void measure(Due due) {
    var qualification = due.qualification();
    var panel = panel(qualification);
    var agreements = figures.settledAgreements(database.client(), qualification).await();
    var measured = new ArrayList<Measured>();
    for (Reviewer reviewer : reviewers.of(database.client(), qualification).await()) {
      panel
          .of(reviewer.accountId())
          .map(estimate -> measured(reviewer.accountId(), estimate, agreements))
          .filter(one -> isNews(reviewer.measures(), one.measures()))
          .ifPresent(measured::add);
    }
    database.inTransaction(tx -> reviewers.measured(tx, qualification, measured)).await();
    progress.done(database.client(), Kind.PANEL, due).await();
  }

  private Panel panel(QualificationId qualification) {
    var client = database.client();
    var before = kept.getIfPresent(qualification);
    if (before != null) {
      var since = before.until().minus(LOOK_BACK);
      var news = reviewers.givenSince(client, qualification, since).await();
      before.panel().add(news);
      // What was set aside meanwhile is still in it; then it is made anew.
      if (before.panel().goesOn()
          && before.panel().size() == reviewers.countGiven(client, qualification).await()) {
        return keep(qualification, before.panel(), news, before.until());
      }
    }
    var all = reviewers.given(client, qualification).await();
    return keep(qualification, new Panel(all), all, Instant.EPOCH);
  }

  private Panel keep(
      QualificationId qualification, Panel panel, List<GivenGrade> given, Instant before) {
    kept.put(qualification, new Kept(panel, given.isEmpty() ? before : given.getLast().at()));
    return panel;
  }

  private static Measured measured(
      AccountId account, Panel.Estimate estimate, Map<AccountId, Agreement> agreements) {
    var agreement = agreements.get(account);
    var kappa = agreement == null ? null : agreement.kappa();
    return new Measured(
        account,
        new Measures(
            kappa == null ? null : kappa.value(),
            kappa == null ? null : kappa.low(),
            kappa == null ? null : kappa.high(),
            estimate.severity(),
            estimate.severityError(),
            estimate.fairShift(),
            estimate.infit(),
            estimate.outfit()),
        estimate.fairShifts());
  }

  private static boolean isNews(@Nullable Measures before, Measures now) {
    return before == null
        || !Objects.equals(before.kappa(), now.kappa())
        || differs(before.severity(), now.severity())
        || differs(before.severityError(), now.severityError())
        || differs(before.infit(), now.infit());
  }

  private static boolean differs(@Nullable Double before, @Nullable Double now) {
    return before == null || now == null || Math.abs(before - now) > NOTICEABLE;
  }
}
