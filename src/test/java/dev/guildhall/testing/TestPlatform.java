package dev.guildhall.testing;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.event.EventFeed;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.id.TimeOrderedIds;
import dev.guildhall.platform.job.JobQueue;
import dev.guildhall.platform.job.Jobs;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.PostgresConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A platform on real stores with a database of its own, for one test class:
 *
 * <pre>{@code @RegisterExtension static final TestPlatform test = new TestPlatform();}</pre>
 *
 * Background jobs are not started; a test runs them when it wants to.
 */
public final class TestPlatform implements BeforeAllCallback, AfterAllCallback {

  private final SettableTime time = new SettableTime(Instant.parse("2026-03-01T09:00:00Z"));
  private Vertx vertx;
  private PostgresConfig postgres;
  private Platform platform;

  @Override
  public void beforeAll(ExtensionContext context) {
    vertx = Vertx.vertx();
    postgres = Stores.freshDatabase();
    var database = Database.connect(vertx, postgres);
    var ids = new TimeOrderedIds(time);
    var events = new EventLog();
    platform =
        new Platform(
            vertx,
            Path.of("target", "test-homes", postgres.database()),
            database,
            Redis.connect(vertx, Stores.redis()),
            time,
            System::nanoTime,
            ids,
            events,
            new EventFeed(database, events),
            new Jobs(),
            new JobQueue(database, ids),
            new MailQueue(database, ids, _ -> Future.succeededFuture()),
            new Meters());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    await(platform.redis().close());
    await(platform.database().close());
    await(vertx.close());
  }

  public Platform platform() {
    return platform;
  }

  /** The machine's clock as the code under test sees it; PostgreSQL keeps its own. */
  public SettableTime time() {
    return time;
  }

  public PostgresConfig postgres() {
    return postgres;
  }

  public UUID newId() {
    return platform.ids().next();
  }

  /** Runs SQL as it stands, to arrange or to look. */
  public List<Row> sql(String statement, Object... values) {
    var rows =
        await(
            platform
                .database()
                .client()
                .preparedQuery(statement)
                .execute(io.vertx.sqlclient.Tuple.from(values)));
    var list = new ArrayList<Row>();
    rows.forEach(list::add);
    return list;
  }

  /** The result of a future within ten seconds; its failure is thrown as it is. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within ten seconds", e);
    }
  }
}
