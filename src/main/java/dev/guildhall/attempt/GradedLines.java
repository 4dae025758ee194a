package dev.guildhall.attempt;

import dev.guildhall.item.ItemId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people have said of open answers, in the form in which the worker may read it. */
@FunctionalInterface
public interface GradedLines {

  /** While nobody grades. */
  GradedLines NONE = (_, _) -> Future.succeededFuture(Map.of());

  /** By item; none for what is not graded yet. */
  Future<Map<ItemId, Graded>> of(SqlClient client, AttemptId attempt);

  /** Of one answer. Nothing in it names who graded. */
  record Graded(List<Line> lines, List<String> comments) {}

  /**
   * A line of the rubric.
   *
   * @param anchor what a passing answer looks like
   */
  record Line(
      String key,
      String title,
      double grade,
      int max,
      int pass,
      @Nullable String anchor,
      List<Reason> reasons) {}

  /**
   * Why it was graded so.
   *
   * @param quotes of the answer
   */
  record Reason(String text, List<String> quotes) {}
}
