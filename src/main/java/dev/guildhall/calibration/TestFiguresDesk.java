package dev.guildhall.calibration;

import dev.guildhall.account.Role;
import dev.guildhall.calibration.TestFiguresRepository.Counts;
import dev.guildhall.calibration.TestFiguresRepository.Form;
import dev.guildhall.calibration.TestFiguresRepository.Item;
import dev.guildhall.calibration.TestFiguresRepository.Level;
import dev.guildhall.calibration.TestFiguresRepository.Week;
import dev.guildhall.exam.TestId;
import dev.guildhall.exam.TestPlan;
import dev.guildhall.exam.Tests;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a test, for members of its organisation. */
final class TestFiguresDesk {

  private static final int BINS = 20;
  private static final int MOST_WEEKS = 53;
  private static final int MOST_FORMS = 500;
  private static final int MOST_ITEMS = 2_000;

  private final Database database;
  private final Qualifications qualifications;
  private final Tests tests;
  private final TestFiguresRepository repository;

  TestFiguresDesk(
      Database database,
      Qualifications qualifications,
      Tests tests,
      TestFiguresRepository repository) {
    this.database = database;
    this.qualifications = qualifications;
    this.tests = tests;
    this.repository = repository;
  }

  /** A form that was given. */
  record Point(double difficulty, double errorAtCut, double score, boolean passed) {

    private static Point of(TestFigures figures, Form form) {
      return new Point(
          TestFigures.difficulty(form.items()),
          figures.errorAtCut(form.items()),
          form.score(),
          form.passed());
    }
  }

  /** The contract's {@code TestStatistics}. */
  record Statistics(
      int attempts,
      int open,
      int passed,
      int failed,
      int abandoned,
      @Nullable Double medianMinutes,
      List<Level> byLevel,
      List<Integer> scores,
      List<Week> weeks,
      List<Point> forms,
      @Nullable Double equalDecisions,
      List<Item> items) {}

  Future<Statistics> statistics(Principal who, TestId id) {
    return database.read(
        client ->
            tests
                .get(client, id)
                .compose(
                    test ->
                        qualifications
                            .visible(client, who, test.qualificationId(), Role.VIEWER)
                            .recover(
                                refused ->
                                    Future.failedFuture(
                                        refused instanceof Refusal.NotFound
                                            ? new Refusal.NotFound("test")
                                            : refused))
                            .compose(_ -> statistics(client, id, test.plan()))));
  }

  private Future<Statistics> statistics(SqlClient client, TestId id, TestPlan plan) {
    return Future.all(
            repository.counts(client, id),
            repository.levels(client, id),
            repository.scores(client, id, BINS),
            repository.weeks(client, id, MOST_WEEKS),
            repository.forms(client, id, MOST_FORMS),
            repository.items(client, id, MOST_ITEMS))
        .map(
            found ->
                statistics(
                    plan,
                    found.resultAt(0),
                    found.resultAt(1),
                    found.resultAt(2),
                    found.resultAt(3),
                    found.resultAt(4),
                    found.resultAt(5)));
  }

  private static Statistics statistics(
      TestPlan plan,
      Counts counts,
      List<Level> levels,
      List<Integer> scores,
      List<Week> weeks,
      List<Form> forms,
      List<Item> items) {
    var figures = new TestFigures(plan);
    return new Statistics(
        counts.attempts(),
        counts.open(),
        counts.passed(),
        counts.failed(),
        counts.abandoned(),
        counts.medianMinutes(),
        levels,
        scores,
        weeks,
        forms.stream().map(form -> Point.of(figures, form)).toList(),
        figures.equalDecisions(forms.stream().map(Form::items).toList()).orElse(null),
        items);
  }
}
