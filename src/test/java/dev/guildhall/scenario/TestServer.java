package dev.guildhall.scenario;

import dev.guildhall.app.Configuration;
import dev.guildhall.app.Configuration.DemoConfig;
import dev.guildhall.app.Configuration.ManagementConfig;
import dev.guildhall.app.Server;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.HttpConfig;
import dev.guildhall.platform.http.LimitConfig;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.testing.Stores;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole node on free ports and a database of its own, for one test class:
 *
 * <pre>{@code @RegisterExtension static final TestServer server = new TestServer();}</pre>
 *
 * Its jobs run. Limits are so high that no test meets them by accident, and play money is open.
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

  private static final LimitConfig OUT_OF_THE_WAY = new LimitConfig(1_000_000, 1);

  private final UnaryOperator<Configuration> change;
  private Configuration configuration;
  private Server server;

  public TestServer() {
    this(configuration -> configuration);
  }

  /** With a configuration that differs from the usual one. */
  public TestServer(UnaryOperator<Configuration> change) {
    this.change = change;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    configuration = change.apply(configuration());
    server = Server.start(configuration);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.close();
  }

  public Server server() {
    return server;
  }

  /** Another node of the same market; who starts it closes it. */
  public Server anotherNode() {
    return Server.start(configuration);
  }

  /** The database that it works on. */
  public PostgresConfig postgres() {
    return configuration.postgres();
  }

  /** Where it answers, without a slash at the end. */
  public String url() {
    return server.localUrl();
  }

  public String managementUrl() {
    return "http://127.0.0.1:" + server.managementPort();
  }

  /** Runs SQL as it stands, to arrange or to look. */
  public List<Row> sql(String statement, Object... values) {
    try {
      var rows =
          server
              .platform()
              .database()
              .client()
              .preparedQuery(statement)
              .execute(Tuple.from(values))
              .await(10, TimeUnit.SECONDS);
      var list = new ArrayList<Row>();
      rows.forEach(list::add);
      return list;
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within ten seconds", e);
    }
  }

  private static Configuration configuration() {
    var defaults = Configuration.load(Path.of("none"), Map.of());
    var database = Stores.freshDatabase();
    var http = defaults.http();
    Map<String, LimitConfig> limits =
        http.limits().keySet().stream().collect(Collectors.toMap(k -> k, _ -> OUT_OF_THE_WAY));
    return defaults
        .withHome(Path.of("target", "test-homes", database.database()))
        .withStores(database, Stores.redis())
        .withHttp(
            new HttpConfig(
                "127.0.0.1", 0, "", 0, http.bodyDeadlineMs(), http.uploadDeadlineMs(), limits))
        .withManagement(new ManagementConfig("127.0.0.1", 0))
        // Who comes first takes it, so that a test knows who does.
        .withWork(defaults.work().withOfferSeconds(0))
        .withDemo(new DemoConfig(true, new Secret("")));
  }
}
