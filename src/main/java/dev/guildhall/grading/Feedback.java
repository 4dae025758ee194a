package dev.guildhall.grading;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.attempt.GradedLines;
import dev.guildhall.grading.Grades.Span;
import dev.guildhall.grading.GradingRepository.Stored;
import dev.guildhall.grading.PaperRepository.Finished;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.item.ItemId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a worker is told of the grades of their answers. */
final class Feedback implements GradedLines {

  private final PaperRepository papers = new PaperRepository();
  private final GradingRepository gradings = new GradingRepository();

  @Override
  public Future<Map<ItemId, Graded>> of(SqlClient client, AttemptId attempt) {
    return papers
        .finished(client, attempt)
        .compose(
            finished ->
                gradings
                    .counting(client, finished.stream().map(Finished::id).toList())
                    .map(
                        given ->
                            finished.stream()
                                .collect(
                                    Collectors.toMap(
                                        Finished::item,
                                        paper ->
                                            graded(
                                                paper,
                                                ofWhoDecided(
                                                    given.getOrDefault(paper.id(), List.of())))))));
  }

  /** The adjudicator's alone, where there is one. */
  private static List<Stored> ofWhoDecided(List<Stored> given) {
    var adjudicators = given.stream().filter(one -> one.role() == GradingRole.ADJUDICATOR).toList();
    return adjudicators.isEmpty() ? given : adjudicators;
  }

  private static Graded graded(Finished paper, List<Stored> given) {
    return new Graded(
        paper.rubric().lines().stream().map(line -> line(paper, line, given)).toList(),
        given.stream()
            .map(one -> one.content().comment())
            .filter(comment -> comment != null && !comment.isBlank())
            .map(Objects::requireNonNull)
            .toList());
  }

  /** An appeal's reasons stand in place of the graders'. */
  private static Line line(Finished paper, GradingRubric.Line line, List<Stored> given) {
    var reasons =
        paper.appealed() == null
            ? given.stream().map(one -> one.content().grades())
            : Stream.of(paper.appealed());
    return new Line(
        line.key(),
        line.title(),
        Objects.requireNonNull(paper.grades().get(line.key())),
        line.max(),
        line.pass(),
        anchor(line),
        reasons
            .map(grades -> grades.lines().get(line.key()))
            .filter(graded -> graded != null && graded.reason() != null)
            .map(Objects::requireNonNull)
            .map(graded -> reason(paper.text(), graded))
            .toList());
  }

  private static Reason reason(String text, Grades.Line graded) {
    return new Reason(
        Objects.requireNonNull(graded.reason()),
        graded.evidence().stream()
            .filter(span -> span.isWithin(text))
            .map((Function<Span, String>) span -> span.of(text))
            .toList());
  }

  /** What an answer is like that just passes the line, or the next better one that is described. */
  private static @Nullable String anchor(GradingRubric.Line line) {
    var described = new TreeMap<>(line.anchors()).ceilingEntry(line.pass());
    return described == null ? null : described.getValue();
  }
}
