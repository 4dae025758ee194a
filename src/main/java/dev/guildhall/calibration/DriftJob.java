package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.calibration.ProgressRepository.Reader;
import dev.guildhall.grading.GradingEvents;
import dev.guildhall.grading.GradingId;
import dev.guildhall.grading.PauseCause;
import dev.guildhall.grading.Reviewer;
import dev.guildhall.grading.Reviewers;
import dev.guildhall.grading.Reviewers.GivenGrade;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.event.EventPosition;
import dev.guildhall.platform.event.RecordedEvent;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.psychometrics.DriftAlarm;
import dev.guildhall.qualification.QualificationId;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log for gradings that were sent: stops the queue of who no longer grades as is known to
 * be right, and says of panels that there is news. One node at a time reads; how far it came is
 * stored with what it found.
 */
final class DriftJob {

  private static final Set<String> TYPES = Set.of(GradingEvents.SENT);
  private static final int MOST_EVENTS = 10_000;

  private final Database database;
  private final EventLog events;
  private final ProgressRepository progress;
  private final Reviewers reviewers;
  private final FiguresRepository figures;

  DriftJob(
      Database database,
      EventLog events,
      ProgressRepository progress,
      Reviewers reviewers,
      FiguresRepository figures) {
    this.database = database;
    this.events = events;
    this.progress = progress;
    this.reviewers = reviewers;
    this.figures = figures;
  }

  /** Looks once. Always 0: there is never more to do at once. */
  int run() {
    return database.inTransaction(tx -> Workflows.start(() -> look(tx))).await();
  }

  private int look(SqlConnection tx) {
    var stored = progress.progress(tx, Reader.REVIEWERS).await();
    if (stored.isEmpty()) {
      return 0;
    }
    var seen = EventPosition.parse(stored.get());
    if (seen.isEmpty()) {
      progress.advance(tx, Reader.REVIEWERS, events.position(tx).await().toString()).await();
      return 0;
    }
    var news = events.since(tx, seen.get(), TYPES, MOST_EVENTS).await();
    var sent = byQualification(news.events());
    if (!sent.isEmpty()) {
      progress.newsOfPanels(tx, sent.keySet()).await();
      sent.forEach((qualification, gradings) -> watch(tx, qualification, gradings));
    }
    progress.advance(tx, Reader.REVIEWERS, news.position().toString()).await();
    return 0;
  }

  private static Map<QualificationId, List<GradingId>> byQualification(List<RecordedEvent> events) {
    var sent = new LinkedHashMap<QualificationId, List<GradingId>>();
    for (RecordedEvent event : events) {
      var one = StrictJson.convert(event.payload(), GradingEvents.Sent.class);
      sent.computeIfAbsent(one.qualificationId(), _ -> new ArrayList<>()).add(one.gradingId());
    }
    return sent;
  }

  private void watch(SqlConnection tx, QualificationId qualification, List<GradingId> gradings) {
    var papers = new LinkedHashMap<GradingId, List<GivenGrade>>();
    for (GivenGrade line : reviewers.given(tx, qualification, gradings).await()) {
      if (line.known() != null) {
        papers.computeIfAbsent(line.gradingId(), _ -> new ArrayList<>()).add(line);
      }
    }
    // In the order of their ids, as everybody locks them.
    var byReviewer = new TreeMap<String, List<List<GivenGrade>>>();
    papers
        .values()
        .forEach(
            lines ->
                byReviewer
                    .computeIfAbsent(
                        lines.getFirst().reviewer().value().toString(), _ -> new ArrayList<>())
                    .add(lines));
    byReviewer
        .values()
        .forEach(ofOne -> watch(tx, qualification, ofOne.getFirst().getFirst().reviewer(), ofOne));
  }

  private void watch(
      SqlConnection tx,
      QualificationId qualification,
      AccountId account,
      List<List<GivenGrade>> papers) {
    var drift =
        reviewers.drift(tx, qualification, account).await().map(Drift::parse).orElse(Drift.NONE);
    var shift =
        reviewers
            .find(tx, account, qualification)
            .await()
            .map(Reviewer::measures)
            .map(DriftJob::fairShift)
            .orElse(0.0);
    for (List<GivenGrade> paper : papers) {
      drift = drift.after(Drift.Known.of(paper), shift);
    }
    reviewers.keepDrift(tx, qualification, account, drift.json()).await();
    var found = drift.found();
    if (found.isPresent()) {
      var locale = figures.locale(tx, account).await();
      reviewers
          .pause(
              tx,
              qualification,
              account,
              cause(found.get()),
              text(locale, found.get(), drift),
              null)
          .await();
    }
  }

  private static double fairShift(Reviewer.Measures measures) {
    @Nullable Double shift = measures.fairShift();
    return shift == null ? 0 : shift;
  }

  private static PauseCause cause(DriftAlarm.Drift drift) {
    return switch (drift) {
      case SEVERE -> PauseCause.SEVERE;
      case LENIENT -> PauseCause.LENIENT;
      case ERRATIC -> PauseCause.INCONSISTENT;
    };
  }

  private static String text(Locale locale, DriftAlarm.Drift found, Drift drift) {
    double off =
        switch (found) {
          case SEVERE, LENIENT -> Math.abs(drift.recentOff());
          case ERRATIC -> drift.recentDistance();
        };
    return CalibrationTexts.of(locale, "pause." + cause(found).wire(), drift.recent().size(), off);
  }
}
