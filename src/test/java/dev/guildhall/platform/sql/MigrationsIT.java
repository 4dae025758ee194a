package dev.guildhall.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.testing.Stores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A market that runs already keeps everything when the schema changes under it. */
class MigrationsIT {

  private static final long MANY = 45_000_000;

  private final PostgresConfig postgres = Stores.emptyDatabase();

  @Test
  void theLogAndTheAnswersThatMayBeAskedForStayWhenTheirTablesAreDivided() throws Exception {
    upTo("14");
    try (var connection = session();
        var sql = connection.createStatement()) {
      sql.execute("select setval(pg_get_serial_sequence('event', 'id'), " + MANY + ")");
      sql.execute("insert into event (type, subject_id, payload) values ('a.b', uuidv7(), '{}')");
      sql.execute("insert into outbox (event_id, handler) select id, 'h' from event");
      sql.execute(
          "insert into idempotency_key (principal, operation, key, request_hash, expires_at)"
              + " values (uuidv7(), 'o', 'k', '\\x00', now())");
    }

    Migrations.apply(postgres);

    try (var connection = session();
        var sql = connection.createStatement()) {
      sql.execute("insert into event (type, subject_id, payload) values ('a.b', uuidv7(), '{}')");
    }
    assertThat(one("select string_agg(id::text, ' ' order by id) from event"))
        .isEqualTo((MANY + 1) + " " + (MANY + 2));
    assertThat(one("select count(*) from event_2")).isEqualTo("2");
    assertThat(one("select count(*) from outbox join event on id = event_id")).isEqualTo("1");
    assertThat(one("select count(*) from idempotency_key")).isEqualTo("1");
  }

  private void upTo(String version) {
    Flyway.configure()
        .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password().reveal())
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  private String one(String query) throws SQLException {
    try (var connection = session();
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection session() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.user(), postgres.password().reveal());
  }
}
