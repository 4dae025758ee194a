package dev.guildhall.nemesis;

import dev.guildhall.nemesis.Recorded.Assignment;
import dev.guildhall.nemesis.Recorded.Ending;
import dev.guildhall.nemesis.Recorded.Submission;
import dev.guildhall.nemesis.Recorded.Task;
import dev.guildhall.platform.embedded.EmbeddedPostgres;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what {@link HistoryCheck} compares, past the system under test. */
public final class RecordReader {

  private static final String STANDING =
      "a.state not in ('returned', 'skipped', 'expired', 'cancelled', 'rejected', 'soft_rejected', 'voided')";

  private final Connection connection;

  private RecordReader(Connection connection) {
    this.connection = connection;
  }

  /** A way to the database itself. */
  static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s?connectTimeout=5&socketTimeout=600"
            .formatted(postgres.host(), postgres.port(), postgres.database()),
        postgres.user(),
        postgres.password());
  }

  /** Every way in which the record contradicts the history. */
  public static List<Violation> violations(History history, EmbeddedPostgres postgres)
      throws SQLException {
    return HistoryCheck.of(history, read(postgres), List.of()).violations();
  }

  static Recorded read(EmbeddedPostgres postgres) throws SQLException {
    try (var connection = connect(postgres)) {
      connection.setAutoCommit(false);
      var reader = new RecordReader(connection);
      return new Recorded(
          reader.assignments(),
          reader.submissions(),
          reader.drafts(),
          reader.tasks(),
          reader.earnings(),
          reader.endings());
    }
  }

  private List<Assignment> assignments() throws SQLException {
    return rows(
        """
        select id, claim_id, worker_id, task_id, fence, state in ('accepted', 'accepted_with_fix')
        from assignment
        """,
        row ->
            new Assignment(
                uuid(row, 1),
                uuid(row, 2),
                uuid(row, 3),
                uuid(row, 4),
                row.getLong(5),
                row.getBoolean(6)));
  }

  private Map<UUID, Submission> submissions() throws SQLException {
    var submissions = new HashMap<UUID, Submission>();
    rows(
            "select id, assignment_id, output from submission",
            row ->
                new Submission(
                    uuid(row, 1), uuid(row, 2), History.hash(new JsonObject(row.getString(3)))))
        .forEach(one -> submissions.put(one.id(), one));
    return submissions;
  }

  private Map<UUID, String> drafts() throws SQLException {
    var drafts = new HashMap<UUID, String>();
    rows(
        "select assignment_id, output from draft",
        row -> drafts.put(uuid(row, 1), History.hash(new JsonObject(row.getString(2)))));
    return drafts;
  }

  private List<Task> tasks() throws SQLException {
    return rows(
        """
        select t.id, t.live, count(a.id), t.overlap + t.extra
        from task t left join assignment a on a.task_id = t.id and %s
        group by t.id
        """
            .formatted(STANDING),
        row -> new Task(uuid(row, 1), row.getInt(2), row.getInt(3), row.getInt(4)));
  }

  private Map<UUID, Integer> earnings() throws SQLException {
    var earnings = new HashMap<UUID, Integer>();
    rows(
        "select cause_id from earning where state <> 'void' and project_id is not null",
        row -> earnings.merge(uuid(row, 1), 1, Integer::sum));
    return earnings;
  }

  /** A lease begins under fence 1, its end moves the fence on, and so does taking it up again. */
  private Map<UUID, List<Ending>> endings() throws SQLException {
    var endings = new HashMap<UUID, List<Ending>>();
    return rows(
                """
            select subject_id, payload ->> 'state', at from event
            where type = 'assignment.ended' order by subject_id, at, id
            """,
                row -> {
                  var before = endings.computeIfAbsent(uuid(row, 1), _ -> new ArrayList<>());
                  before.add(
                      new Ending(
                          row.getString(2),
                          row.getObject(3, OffsetDateTime.class).toInstant(),
                          1 + 2L * before.size()));
                  return before;
                })
            .isEmpty()
        ? Map.of()
        : endings;
  }

  private interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, Mapping<T> mapping) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(10_000);
      var found = new ArrayList<T>();
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          found.add(mapping.of(rows));
        }
      }
      return found;
    }
  }

  private static UUID uuid(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
