package dev.guildhall.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

  @TempDir static Path runtimes;
  @TempDir Path home;
  private static Vertx vertx;

  @BeforeAll
  static void openVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void closeVertx() {
    vertx.close().await();
  }

  @Test
  void itStartsAsVersion18AndDurable() {
    try (var postgres = start(home)) {
      assertThat(ask(postgres, "show server_version")).startsWith("18.");
      assertThat(ask(postgres, "show fsync")).isEqualTo("on");
      assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(postgres, "select current_user || '/' || current_database()"))
          .isEqualTo("guildhall/guildhall");
    }
  }

  @Test
  void sessionsStartInTheChosenTimeZone() {
    var options = options().withTimezone(ZoneId.of("Asia/Kathmandu"));

    try (var postgres = EmbeddedPostgres.start(home, options)) {
      assertThat(ask(postgres, "show timezone")).isEqualTo("Asia/Kathmandu");
    }
  }

  @Test
  void dataSurvivesAStopAndANewStart() {
    try (var postgres = start(home)) {
      ask(postgres, "create table kept as select 'a word'::text as word");
    }

    try (var postgres = start(home)) {
      assertThat(ask(postgres, "select word from kept")).isEqualTo("a word");
    }
  }

  @Test
  void committedDataSurvivesAKillAndARestartOnTheSamePort() {
    try (var postgres = start(home)) {
      ask(postgres, "create table kept as select 'a word'::text as word");
      var port = postgres.port();

      postgres.killHard();
      postgres.restart();

      assertThat(postgres.port()).isEqualTo(port);
      assertThat(ask(postgres, "select word from kept")).isEqualTo("a word");
    }
  }

  @Test
  void twoHomesRunAtTheSameTime(@TempDir Path other) {
    try (var one = start(home);
        var two = start(other)) {
      assertThat(one.port()).isNotEqualTo(two.port());
      assertThat(ask(one, "select 1::text")).isEqualTo("1");
      assertThat(ask(two, "select 2::text")).isEqualTo("2");
    }
  }

  @Test
  void aHomeInUseIsRefusedWithASentence() {
    try (var _ = start(home)) {
      assertThatThrownBy(() -> start(home))
          .isInstanceOf(EmbeddedStoreException.class)
          .hasMessageContaining("Another running Guildhall");
    }
  }

  @Test
  void aPidFileThatNamesAStrangerDoesNotKeepItFromStarting() throws Exception {
    start(home).close();
    var pidFile = home.resolve("postgres/data/postmaster.pid");
    var self = Long.toString(ProcessHandle.current().pid());
    Files.write(pidFile, List.of(self, home.toString(), "1", "5432", "", "127.0.0.1", ""));

    try (var postgres = start(home)) {
      assertThat(ask(postgres, "select 1::text")).isEqualTo("1");
    }
  }

  @Test
  void theServerEndsWhenOurProcessIsKilledAndTheNextStartHasTheData() throws Exception {
    var child = InAnotherProcess.start(home, runtimes);
    var server = ProcessHandle.of(child.postgresPid()).orElseThrow();

    child.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    try (var postgres = start(home)) {
      assertThat(ask(postgres, "select 1::text")).isEqualTo("1");
      assertThat(InAnotherProcess.runs(server)).isFalse();
    }
  }

  @Test
  void thePasswordIsKeptForTheOwnerAlone() throws Exception {
    try (var postgres = start(home)) {
      var file = home.resolve("postgres.password");

      assertThat(Files.readString(file)).isEqualTo(postgres.password() + "\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    try (var postgres = start(home)) {
      assertThatThrownBy(() -> ask(postgres, "not it", "select 1::text"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aTakenPortIsReplacedByAFreeOne() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        var postgres = EmbeddedPostgres.start(home, options().withPort(taken.getLocalPort()))) {
      assertThat(postgres.port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void aFailedStartShowsTheServersLog() {
    var options = options().withSettings(Map.of("shared_buffers", "a lot"));

    assertThatThrownBy(() -> EmbeddedPostgres.start(home, options))
        .isInstanceOf(EmbeddedStoreException.class)
        .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
  }

  private static StoreOptions options() {
    return StoreOptions.defaults().withRuntimes(runtimes);
  }

  private static EmbeddedPostgres start(Path home) {
    return EmbeddedPostgres.start(home, options());
  }

  private static String ask(EmbeddedPostgres postgres, String sql) {
    return ask(postgres, postgres.password(), sql);
  }

  private static String ask(EmbeddedPostgres postgres, String password, String sql) {
    var to =
        new PgConnectOptions()
            .setHost(postgres.host())
            .setPort(postgres.port())
            .setUser(postgres.user())
            .setPassword(password)
            .setDatabase(postgres.database());
    var client = PgBuilder.client().connectingTo(to).using(vertx).build();
    try {
      var rows = client.query(sql).execute().await(10, TimeUnit.SECONDS);
      return rows.size() == 0 ? "" : rows.iterator().next().getString(0);
    } catch (TimeoutException e) {
      throw new AssertionError("No answer to " + sql, e);
    } finally {
      client.close().await();
    }
  }
}
