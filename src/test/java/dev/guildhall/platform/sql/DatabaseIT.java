package dev.guildhall.platform.sql;

import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.guildhall.fault.Cut;
import dev.guildhall.fault.Direction;
import dev.guildhall.fault.FaultProxy;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.testing.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of a PostgreSQL that is slow, or frozen together with the way to it. */
class DatabaseIT {

  private static final int CONNECTIONS = 2;
  private static final Patience IMPATIENT =
      new Patience(
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          Duration.ofMillis(200),
          Duration.ofSeconds(1));

  private static PostgresConfig postgres;
  private static Vertx vertx;
  private FaultProxy link;
  private Database database;

  @BeforeAll
  static void prepare() {
    postgres = Stores.freshDatabase();
    vertx = FarewellTransport.vertx(new VertxOptions());
  }

  @AfterAll
  static void stop() {
    await(vertx.close());
  }

  @BeforeEach
  void connect() {
    link = FaultProxy.to(postgres.port());
    var config =
        new PostgresConfig(
            postgres.host(),
            link.port(),
            postgres.database(),
            postgres.user(),
            postgres.password(),
            CONNECTIONS);
    database = Database.connect(vertx, config, IMPATIENT, Patience.LONG);
  }

  @AfterEach
  void close() {
    link.close();
    await(database.close());
  }

  @Test
  void aTransactionOnAFrozenLinkFailsAsUnavailableAndItsOutcomeIsUnknown() {
    var cut =
        database.inTransaction(
            tx -> {
              goDark();
              return sleep(tx, 0);
            });

    assertThatThrownBy(() -> await(cut)).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void aStatementOnAFrozenLinkFailsAsUnavailable() {
    await(sleep(database.client(), 0));
    goDark();

    var failure = catchThrowable(() -> await(sleep(database.client(), 0)));

    assertThat(Database.translated(failure)).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void whoFindsEveryConnectionFrozenIsToldSoToo() {
    goDark();
    var waiting = new ArrayList<Future<Void>>();
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      waiting.add(database.inTransaction(tx -> sleep(tx, 0)));
    }

    assertThat(waiting)
        .allSatisfy(
            one -> assertThatThrownBy(() -> await(one)).isInstanceOf(Refusal.Unavailable.class));
  }

  @Test
  void whatWasFrozenIsReplacedOnceTheLinkIsBack() {
    var frozen = new ArrayList<Future<Void>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      frozen.add(
          database.inTransaction(
              tx -> {
                goDark();
                return sleep(tx, 0);
              }));
    }
    await(Future.join(frozen).otherwiseEmpty());

    link.heal();

    // A connection that is being given up may still be handed out; the next try finds a new one.
    assertThat(firstSuccess(20)).isTrue();
  }

  private boolean firstSuccess(int tries) {
    for (int i = 0; i < tries; i++) {
      if (await(database.inTransaction(tx -> sleep(tx, 0)).map(true).otherwise(false))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aStatementThatTheServerAllowsIsNotCut() {
    await(sleep(database.client(), 0.25));
    await(sleep(database.client(), 0.25));
  }

  @Test
  void longTransactionsHaveLongStatementsAndConnectionsOfTheirOwn() {
    var requests = new ArrayList<Future<Void>>();
    var longer = database.inLongTransaction(tx -> sleep(tx, 0.6));
    for (int i = 0; i < CONNECTIONS; i++) {
      requests.add(database.inTransaction(tx -> sleep(tx, 0.6)));
    }

    await(longer);
    assertThat(requests)
        .allSatisfy(
            one -> assertThatThrownBy(() -> await(one)).isInstanceOf(Refusal.Unavailable.class));
  }

  @Test
  void aTransactionIsTriedAgainWhenAStatementBehindTheOneThatFailedIsAskedFirst() {
    var attempts = new AtomicInteger();

    var done =
        database.inTransaction(
            tx -> {
              if (attempts.incrementAndGet() == 1) {
                fail(tx, "40P01");
              }
              return sleep(tx, 0);
            });

    await(done);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void aTransactionIsTriedAgainWhenNobodyAskedForTheStatementThatFailed() {
    var attempts = new AtomicInteger();

    var done =
        database.inTransaction(
            tx -> {
              if (attempts.incrementAndGet() == 1) {
                fail(tx, "55P03");
              }
              return Future.succeededFuture();
            });

    await(done);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void aTransactionThatIsRolledBackEachTimeMayBeAskedAgain() {
    var failed =
        database.inTransaction(
            tx -> {
              fail(tx, "55P03");
              return Future.succeededFuture();
            });

    assertThatThrownBy(() -> await(failed)).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void whatCannotBeReadOnAGarbledLinkMayBeAskedAgain() {
    for (int attempt = 0; attempt < 5; attempt++) {
      assertThat(firstSuccess(20)).isTrue();
      link.garble(Direction.TO_CLIENT);

      var failed = database.inTransaction(tx -> sleep(tx, 0));

      assertThatThrownBy(() -> await(failed)).isInstanceOf(Refusal.Unavailable.class);
      link.heal();
      link.cut(Cut.RST);
    }
  }

  @Test
  void whatWeReadWronglyOurselvesIsAFaultOfOurs() {
    var failed =
        database.inTransaction(
            tx -> tx.query("select 1").execute().map(rows -> List.of().get(rows.size())));

    assertThatThrownBy(() -> await(failed)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001", "55P03", "58030", "53100", "25006", "25P02"})
  void whatIsWrongWithPostgresAndNotWithTheRequestMayBeAskedAgain(String state) {
    var failed = database.inTransaction(tx -> fail(tx, state));

    assertThatThrownBy(() -> await(failed)).isInstanceOf(Refusal.Unavailable.class);
  }

  /** In the words of the client, which has no type of its own for it. */
  @Test
  void whatWasNotSentBecauseItsConnectionWasClosedMayBeAskedAgain() {
    var unsent =
        new VertxException("Pending requests failed to be sent due to connection has been closed.");

    assertThat(Database.translated(unsent)).isInstanceOf(Refusal.Unavailable.class);
  }

  @Test
  void aTransactionWhoseSessionIsEndedMayBeAskedAgain() {
    var ended =
        database.inTransaction(
            tx -> tx.query("select pg_terminate_backend(pg_backend_pid())").execute());

    assertThatThrownBy(() -> await(ended)).isInstanceOf(Refusal.Unavailable.class);
  }

  private static Future<Void> fail(SqlClient client, String state) {
    return client
        .query("do $$ begin raise exception 'planted' using errcode = '" + state + "'; end $$")
        .execute()
        .mapEmpty();
  }

  private static Future<Void> sleep(SqlClient client, double seconds) {
    return client.query("select pg_sleep(" + seconds + ")").execute().mapEmpty();
  }

  @Test
  void aPoolWhoseGreetingsWereLostWorksOnceTheLinkIsBack() {
    goDark();
    var lost = database.inTransaction(tx -> sleep(tx, 0));
    assertThatThrownBy(() -> await(lost)).isInstanceOf(Refusal.Unavailable.class);

    link.heal();

    assertThat(firstSuccess(20)).isTrue();
  }

  /** From now on nothing arrives, either way. */
  private void goDark() {
    link.swallow(Direction.TO_SERVER);
    link.swallow(Direction.TO_CLIENT);
  }
}
