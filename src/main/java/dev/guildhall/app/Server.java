package dev.guildhall.app;

import dev.guildhall.account.MailboxPage;
import dev.guildhall.account.Memberships;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.platform.event.ChainJob;
import dev.guildhall.platform.event.EventFeed;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.event.OutboxJob;
import dev.guildhall.platform.event.PartitionJob;
import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.ContractRouter;
import dev.guildhall.platform.http.IdempotencyCleanupJob;
import dev.guildhall.platform.http.PlainAddress;
import dev.guildhall.platform.http.WebFiles;
import dev.guildhall.platform.id.TimeOrderedIds;
import dev.guildhall.platform.job.JobQueue;
import dev.guildhall.platform.job.Jobs;
import dev.guildhall.platform.mail.MailConfig;
import dev.guildhall.platform.mail.MailQueue;
import dev.guildhall.platform.mail.MailSender;
import dev.guildhall.platform.mail.Mailbox;
import dev.guildhall.platform.mail.SmtpSender;
import dev.guildhall.platform.metrics.ManagementServer;
import dev.guildhall.platform.metrics.Meters;
import dev.guildhall.platform.redis.Redis;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.FarewellTransport;
import dev.guildhall.platform.sql.Migrations;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.platform.time.SystemTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of the marketplace: its stores, its features, its two ports. Nothing of it matters beyond
 * its life but what is in PostgreSQL.
 *
 * <p>{@link #close} stops in the order that loses nothing: not ready, no new connections, requests
 * in flight finish, jobs finish, connections close, stores stop.
 */
public final class Server implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Teardown teardown = new Teardown();
  private final Configuration configuration;
  private final String publicUrl;
  private final int httpPort;
  private int managementPort;
  private final PostgresConfig postgres;
  private final Platform platform;
  private final Contract contract = Contract.load();
  private final Modules modules;

  private Server(Configuration configuration) {
    this.configuration = configuration;
    try {
      var stores = LocalStores.start(configuration);
      teardown.add("the stores", stores);
      this.postgres = stores.postgres();
      int migrations = Migrations.apply(postgres);
      if (migrations > 0) {
        log.info("brought the schema up to date by {} migrations", migrations);
      }
      this.httpPort = port("http.port", configuration.http().host(), configuration.http().port());
      this.publicUrl = publicUrl();
      this.platform = platform(stores);
      this.modules = new Modules(platform, configuration, contract, secret(), publicUrl);
      teardown.add("the features", modules);
      open();
    } catch (RuntimeException | Error e) {
      teardown.close();
      throw e;
    }
  }

  /**
   * Starts everything and returns when requests are taken. Blocks; not for an event loop.
   *
   * @throws dev.guildhall.platform.config.ConfigLoader.InvalidConfig and {@link
   *     dev.guildhall.platform.embedded.EmbeddedStoreException} in words for the operator
   */
  public static Server start(Configuration configuration) {
    return new Server(configuration);
  }

  /** Where people reach it, without a slash at the end. */
  public String publicUrl() {
    String configured = configuration.http().publicUrl();
    return configured.isEmpty() ? localUrl() : configured;
  }

  /** Where this machine reaches it. */
  public String localUrl() {
    String host = configuration.http().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    return "http://" + (everywhere ? "localhost" : host) + ':' + httpPort;
  }

  /** Whether other machines can reach it. */
  boolean isOpenToOthers() {
    return !List.of("127.0.0.1", "localhost", "::1").contains(configuration.http().host());
  }

  public int managementPort() {
    return managementPort;
  }

  public Platform platform() {
    return platform;
  }

  Memberships memberships() {
    return modules.memberships();
  }

  /** Examines the market as {@code doctor} does; blocks. */
  List<Finding> examine() {
    return Doctor.examine(platform.database(), platform.redis(), postgres);
  }

  @Override
  public void close() {
    teardown.close();
  }

  private Platform platform(LocalStores stores) {
    var vertx =
        FarewellTransport.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(EVENT_LOOPS));
    teardown.add("the event loops", () -> settled(vertx.close()));
    var database = Database.connect(vertx, stores.postgres());
    teardown.add("the connections to PostgreSQL", () -> settled(database.close()));
    var redis = Redis.connect(vertx, stores.redis());
    teardown.add("the connection to Redis", () -> settled(redis.close()));
    var time = SystemTime.INSTANCE;
    var ids = new TimeOrderedIds(time);
    var events = new EventLog();
    var meters = new Meters();
    meters.gauge("sql.retries", database::retries);
    return new Platform(
        vertx,
        configuration.home(),
        database,
        redis,
        time,
        System::nanoTime,
        ids,
        events,
        new EventFeed(database, events),
        new Jobs(),
        new JobQueue(database, ids),
        new MailQueue(database, ids, sender(vertx, configuration.mail())),
        meters);
  }

  private static MailSender sender(Vertx vertx, MailConfig config) {
    return config.host().isEmpty() ? _ -> Future.succeededFuture() : new SmtpSender(vertx, config);
  }

  private void open() {
    platformJobs();
    var management = management();
    var headers = new SecurityHeaders(publicUrl);
    var files = new WebFiles(contract);
    var unmatched = new Unmatched(headers, files);
    var frontDoor =
        new FrontDoor(
            platform.vertx(),
            configuration.http(),
            httpPort,
            router(headers, files, unmatched),
            unmatched::unreadable);
    platform.jobs().start();
    teardown.add("the jobs", platform.jobs());
    teardown.add("the public port", () -> settled(frontDoor.close()));
    settled(frontDoor.open(EVENT_LOOPS));
    teardown.add("the streams", modules::endStreams);
    teardown.add("readiness", management::drain);
    log.info("Guildhall takes requests at {}", publicUrl);
  }

  private Secret secret() {
    var configured = configuration.accounts().secret();
    return configured.reveal().isEmpty()
        ? KeptSecret.key(configuration.home(), "secret")
        : configured;
  }

  private void platformJobs() {
    var jobs = platform.jobs();
    var database = platform.database();
    var outbox = new OutboxJob(database, platform.events());
    var chain = new ChainJob(database, platform.events());
    var partitions = new PartitionJob(database);
    var idempotency = new IdempotencyCleanupJob(database);
    jobs.every("outbox", Duration.ofMillis(250), outbox::run);
    jobs.repeat("event feed", Duration.ofMillis(100), platform.feed()::poll);
    jobs.every("event-partitions", Duration.ofMinutes(1), partitions::run);
    jobs.every("event-chain", Duration.ofSeconds(2), chain::run);
    jobs.every("job-queue", Duration.ofMillis(500), platform.jobQueue()::run);
    jobs.every("mail", Duration.ofSeconds(1), platform.mail()::run);
    jobs.every("idempotency-cleanup", Duration.ofMinutes(10), idempotency::run);
  }

  private ManagementServer management() {
    var database = platform.database();
    var management =
        new ManagementServer(platform.vertx(), platform.meters())
            .check(
                "postgres",
                true,
                () -> database.client().query("select 1").execute().map(_ -> true))
            .check("redis", false, platform.redis()::ping);
    var at = configuration.management();
    managementPort =
        settled(management.listen(at.host(), port("management.port", at.host(), at.port())));
    teardown.add("the management port", () -> settled(management.close()));
    return management;
  }

  private Router router(SecurityHeaders headers, WebFiles files, Unmatched unmatched) {
    var router = Router.router(platform.vertx());
    unmatched.mount(router);
    router.route().handler(headers::add);
    router.route().handler(new PlainAddress());
    new ContractRouter(
            platform.vertx(),
            contract,
            platform.database(),
            modules.authenticator(),
            configuration.http(),
            platform.meters())
        .bind(modules.routes())
        .mount(router);
    if (configuration.demo().enabled()) {
      var mailbox = new Mailbox(platform.database());
      router.get("/demo/mailbox").handler(new MailboxPage(mailbox));
      router.get("/demo/mailbox.json").handler(new MailboxJson(mailbox));
    }
    files.mount(router);
    return router;
  }

  private static int port(String key, String host, int wanted) {
    int free = FreePort.at(host, wanted);
    if (wanted != 0 && free != wanted) {
      log.warn("port {} ({}) is taken by another program; using {} instead", wanted, key, free);
    }
    return free;
  }

  private static <T> T settled(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within 30 s", e);
    }
  }
}
