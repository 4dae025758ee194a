package dev.guildhall.platform.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list, as it is written. */
public record Page<T>(List<T> data, Optional<String> nextCursor) {

  /**
   * The page out of rows of which one more than {@code limit} was asked for.
   *
   * @param position the sort key of a row, for the cursor
   */
  public static <R, T> Page<T> of(
      List<R> rows, Request request, Function<R, Object[]> position, Function<R, T> shown) {
    int limit = request.limit();
    if (rows.size() <= limit) {
      return new Page<>(rows.stream().map(shown).toList(), Optional.empty());
    }
    var page = rows.subList(0, limit);
    return new Page<>(
        page.stream().map(shown).toList(),
        Optional.of(request.cursorAfter(position.apply(page.getLast()))));
  }
}
