package dev.guildhall.platform.sql;

import dev.guildhall.platform.id.Id;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement with named parameters, {@code #{name}}. Strict: a name that is not given, or
 * given and not used, throws, for a misspelt name must not bind NULL in silence.
 *
 * <p>Values are bound as PostgreSQL knows them: ids as uuid, enums by their name in lower case,
 * {@code Instant} as timestamptz, collections of these as arrays.
 */
public final class Sql {

  private static final Pattern PARAMETER = Pattern.compile("#\\{([a-z_]+)}");

  private final String text;
  private final List<String> names;

  private Sql(String text, List<String> names) {
    this.text = text;
    this.names = names;
  }

  /** Parses a statement; keep the result in a constant. */
  public static Sql of(String statement) {
    var names = new ArrayList<String>();
    String text =
        PARAMETER
            .matcher(statement)
            .replaceAll(
                match -> {
                  String name = match.group(1);
                  if (!names.contains(name)) {
                    names.add(name);
                  }
                  return "\\$" + (names.indexOf(name) + 1);
                });
    return new Sql(text, List.copyOf(names));
  }

  /** The statement as PostgreSQL reads it, with {@code $1}, {@code $2}. */
  public String text() {
    return text;
  }

  /** Runs the statement; {@code namesAndValues} are pairs such as {@code "id", id}. */
  public Future<RowSet<Row>> run(SqlClient client, @Nullable Object... namesAndValues) {
    return client.preparedQuery(text).execute(bind(namesAndValues));
  }

  /** Like {@link #run}, for reading some rows at a time in a transaction; close it when done. */
  public Future<Cursor> cursor(SqlConnection tx, @Nullable Object... namesAndValues) {
    return tx.prepare(text).map(statement -> statement.cursor(bind(namesAndValues)));
  }

  Tuple bind(@Nullable Object... namesAndValues) {
    if (namesAndValues.length != names.size() * 2) {
      throw new IllegalArgumentException(
          "the statement takes " + names + ", given " + namesAndValues.length / 2 + " pairs");
    }
    @Nullable Object[] values = new Object[names.size()];
    for (int i = 0; i < namesAndValues.length; i += 2) {
      int index = names.indexOf(namesAndValues[i]);
      if (index < 0) {
        throw new IllegalArgumentException(
            "the statement takes " + names + ", not " + namesAndValues[i]);
      }
      values[index] = bound(namesAndValues[i + 1]);
    }
    return Tuple.from(values);
  }

  private static @Nullable Object bound(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Id id -> id.value();
      case Enum<?> constant -> wire(constant);
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Collection<?> items -> array(items);
      default -> value;
    };
  }

  private static Object array(Collection<?> items) {
    var bound = items.stream().map(Sql::bound).toList();
    Object first = bound.stream().filter(item -> item != null).findFirst().orElse("");
    return switch (first) {
      case UUID _ -> bound.toArray(UUID[]::new);
      case Long _ -> bound.toArray(Long[]::new);
      case Integer _ -> bound.toArray(Integer[]::new);
      case Boolean _ -> bound.toArray(Boolean[]::new);
      case java.time.OffsetDateTime _ -> bound.toArray(java.time.OffsetDateTime[]::new);
      case io.vertx.core.buffer.Buffer _ -> bound.toArray(io.vertx.core.buffer.Buffer[]::new);
      case String _ -> bound.toArray(String[]::new);
      default ->
          throw new IllegalArgumentException("no array type for " + first.getClass().getName());
    };
  }

  /** How an enum constant is written in the database and on the wire. */
  public static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The constant behind a text of {@link #wire}. */
  public static <E extends Enum<E>> E constant(Class<E> type, String wire) {
    return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return text;
  }
}
