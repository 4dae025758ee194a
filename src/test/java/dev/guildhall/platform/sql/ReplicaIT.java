package dev.guildhall.platform.sql;

import static dev.guildhall.scenario.World.eventually;
import static dev.guildhall.testing.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.embedded.EmbeddedPostgres;
import dev.guildhall.platform.embedded.StoreOptions;
import dev.guildhall.platform.embedded.StreamingReplica;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.testing.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that decide no write go to a replica that follows the record, and never show less. */
class ReplicaIT {

  @TempDir private static Path homes;
  private static EmbeddedPostgres primary;
  private static StreamingReplica replica;
  private static Vertx vertx;
  private static Database database;

  @BeforeAll
  static void start() {
    var options = StoreOptions.defaults().withRuntimes(Stores.runtimes());
    primary = EmbeddedPostgres.start(homes.resolve("primary"), options);
    replica =
        StreamingReplica.of(
            primary, homes.resolve("primary"), homes.resolve("replica"), Stores.runtimes());
    vertx = FarewellTransport.vertx(new VertxOptions());
    var record =
        new PostgresConfig(
            primary.host(),
            primary.port(),
            primary.database(),
            primary.user(),
            new Secret(primary.password()),
            2);
    database = Database.connect(vertx, replica.withReplica(record));
    await(database.client().query("create table note (text text)").execute());
  }

  @BeforeEach
  void nothingIsNoted() {
    await(database.client().query("truncate note").execute());
    eventually(ReplicaIT::readsReplica);
  }

  @AfterAll
  static void stop() {
    await(database.close());
    await(vertx.close());
    replica.close();
    primary.close();
  }

  @Test
  void readsGoToTheReplica() {
    assertThat(readsReplica()).isTrue();
  }

  @Test
  void whoWroteSomethingFindsIt() {
    for (int i = 1; i <= 50; i++) {
      write();
      assertThat(notes()).isEqualTo(i);
    }
  }

  @Test
  void whatAReplicaDoesNotHaveYetIsReadWhereItWasWritten() {
    replica.follows(false);
    write();

    assertThat(notes()).isEqualTo(1);

    replica.follows(true);
  }

  @Test
  void aReplicaThatDiesIsDoneWithout() {
    replica.kill();

    assertThat(readsReplica()).isFalse();
    assertThat(notes()).isZero();

    replica.restart();
  }

  @Test
  void nothingIsWrittenByARead() {
    assertThatThrownBy(() -> await(database.read(ReplicaIT::insert)))
        .isInstanceOf(Refusal.Unavailable.class);
    assertThat(notes()).isZero();
  }

  @Test
  void aReadSeesOneMomentAndWhatFailsIsNotAskedTwice() {
    var asked = new AtomicInteger();
    int seen =
        await(
            database.read(
                tx -> count(tx).compose(_ -> insert(database.client())).compose(_ -> count(tx))));
    assertThat(seen).isZero();

    assertThatThrownBy(
            () ->
                await(
                    database.read(
                        tx -> {
                          asked.incrementAndGet();
                          return tx.query("select nonsense").execute();
                        })))
        .isInstanceOf(PgException.class);
    assertThat(asked).hasValue(1);
  }

  private static void write() {
    await(insert(database.client()));
  }

  private static int notes() {
    return await(database.read(ReplicaIT::count));
  }

  private static Future<?> insert(SqlClient client) {
    return client.query("insert into note values ('a')").execute();
  }

  private static Future<Integer> count(SqlClient client) {
    return client
        .query("select count(*) from note")
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private static boolean readsReplica() {
    return await(
        database.read(
            tx ->
                tx.query("select pg_is_in_recovery()")
                    .execute()
                    .map(rows -> rows.iterator().next().getBoolean(0))));
  }
}
