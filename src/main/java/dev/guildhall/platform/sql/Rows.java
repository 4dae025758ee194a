package dev.guildhall.platform.sql;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reading what a statement returned. */
public final class Rows {

  private Rows() {}

  public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
    var list = new ArrayList<T>(rows.size());
    for (Row row : rows) {
      list.add(mapping.apply(row));
    }
    return list;
  }

  /** The rows by {@code key}; of two with the same key the later one. */
  public static <K, V> Map<K, V> map(
      RowSet<Row> rows, Function<Row, K> key, Function<Row, V> value) {
    var map = new HashMap<K, V>();
    for (Row row : rows) {
      map.put(key.apply(row), value.apply(row));
    }
    return map;
  }

  /** The first row, where a key makes sure that there is at most one. */
  public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapping) {
    var all = rows.iterator();
    return all.hasNext() ? Optional.of(mapping.apply(all.next())) : Optional.empty();
  }

  /** The only row of a statement that always returns one. */
  public static <T> T one(RowSet<Row> rows, Function<Row, T> mapping) {
    return first(rows, mapping)
        .orElseThrow(() -> new IllegalStateException("a statement returned no row"));
  }

  /** A timestamptz that is never null. */
  public static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  public static @Nullable Instant nullableInstant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
