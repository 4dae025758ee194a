package dev.guildhall.app;

import dev.guildhall.account.AccountConfig;
import dev.guildhall.assignment.WorkConfig;
import dev.guildhall.calibration.CalibrationConfig;
import dev.guildhall.platform.config.ConfigLoader;
import dev.guildhall.platform.config.ConfigLoader.InvalidConfig;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.http.HttpConfig;
import dev.guildhall.platform.mail.MailConfig;
import dev.guildhall.platform.redis.RedisConfig;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.push.PushConfig;
import dev.guildhall.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * Everything that can be set, as {@code config/application.yaml} explains it.
 *
 * @param home where this node keeps its files: embedded stores, secrets made here, deliveries
 */
public record Configuration(
    Path home,
    HttpConfig http,
    ManagementConfig management,
    PostgresConfig postgres,
    RedisConfig redis,
    MailConfig mail,
    PushConfig push,
    AccountConfig accounts,
    WorkConfig work,
    SandboxConfig sandbox,
    CalibrationConfig calibration,
    DemoConfig demo) {

  /** Where the configuration lies unless the command line names another file. */
  public static final Path DEFAULT_FILE = Path.of("config", "application.yaml");

  private static final int SECRET_LENGTH = 32;

  /** The port for those who run the node. */
  public record ManagementConfig(String host, int port) {}

  /** The market with play money, for trying things out. */
  public record DemoConfig(boolean enabled, Secret password) {}

  /**
   * Reads {@code file} over the defaults, and the environment over both.
   *
   * @throws InvalidConfig with one sentence for the operator
   */
  public static Configuration load(Path file, Map<String, String> environment) {
    var configuration = ConfigLoader.load(Configuration.class, file, environment);
    configuration.requireSecret();
    configuration.requirePublicUrl();
    configuration.requireClusterNodes();
    return configuration;
  }

  /** Whether PostgreSQL is started here, as a child of this process. */
  public boolean ownsPostgres() {
    return postgres.host().isEmpty();
  }

  /** Whether Redis is started here, as a child of this process. */
  public boolean ownsRedis() {
    return !redis.isNamed();
  }

  private void requireSecret() {
    String secret = accounts.secret().reveal();
    if (secret.isEmpty() && !ownsPostgres()) {
      throw new InvalidConfig(
          "accounts.secret is missing: nodes that share a PostgreSQL have to share the secret that"
              + " seals its keys, so set it to at least "
              + SECRET_LENGTH
              + " random characters.");
    }
    if (!secret.isEmpty() && secret.length() < SECRET_LENGTH) {
      throw new InvalidConfig(
          "accounts.secret is too short: it needs at least "
              + SECRET_LENGTH
              + " random characters.");
    }
  }

  private void requirePublicUrl() {
    String url = http.publicUrl();
    if (!url.isEmpty() && !url.matches("https?://[^/\\s]+")) {
      throw new InvalidConfig(
          "http.public_url has to look like https://work.example.org, without a path.");
    }
  }

  private void requireClusterNodes() {
    if (!redis.cluster().matches("(\\s*\\S+:[0-9]{1,5}(?=\\s|$))*\\s*")) {
      throw new InvalidConfig(
          "redis.cluster has to name nodes as host:port, separated by spaces, such as"
              + " redis-1:6379 redis-2:6379.");
    }
  }

  public Configuration withHome(Path home) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withHttp(HttpConfig http) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withManagement(ManagementConfig management) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withStores(PostgresConfig postgres, RedisConfig redis) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withAccounts(AccountConfig accounts) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withWork(WorkConfig work) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withPush(PushConfig push) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withCalibration(CalibrationConfig calibration) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }

  public Configuration withDemo(DemoConfig demo) {
    return new Configuration(
        home,
        http,
        management,
        postgres,
        redis,
        mail,
        push,
        accounts,
        work,
        sandbox,
        calibration,
        demo);
  }
}
