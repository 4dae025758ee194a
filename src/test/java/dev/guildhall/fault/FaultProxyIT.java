package dev.guildhall.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guildhall.fault.Aim.Moment;
import dev.guildhall.platform.sql.PostgresConfig;
import dev.guildhall.testing.Stores;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxy does what it is told: without that, no fault test says anything. */
class FaultProxyIT {

  private FaultProxy proxy;

  @AfterEach
  void close() {
    proxy.close();
  }

  /** Before a server that sends everything back. */
  @Nested
  class OfBytes {

    private static ServerSocket echo;

    @BeforeAll
    static void serve() throws IOException {
      echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.startVirtualThread(
          () -> {
            try {
              while (true) {
                var socket = echo.accept();
                Thread.startVirtualThread(() -> sendBack(socket));
              }
            } catch (IOException e) {
              // The test is over.
            }
          });
    }

    @AfterAll
    static void end() throws IOException {
      echo.close();
    }

    private static void sendBack(Socket socket) {
      try (socket) {
        socket.getInputStream().transferTo(socket.getOutputStream());
      } catch (IOException e) {
        // The other end is gone.
      }
    }

    private Socket connect() throws IOException {
      if (proxy == null) {
        proxy = FaultProxy.to(echo.getLocalPort());
      }
      var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
      socket.setSoTimeout(400);
      return socket;
    }

    private static String answer(Socket socket, String words) throws IOException {
      socket.getOutputStream().write(words.getBytes());
      return new String(socket.getInputStream().readNBytes(words.length()));
    }

    @Test
    void whatIsSentArrives() throws IOException {
      try (var socket = connect()) {
        assertThat(answer(socket, "hello")).isEqualTo("hello");
      }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFrozenArrivesAfterTheThaw(Direction direction) throws IOException {
      try (var socket = connect()) {
        proxy.freeze(direction);
        assertThatThrownBy(() -> answer(socket, "hello"))
            .isInstanceOf(SocketTimeoutException.class);

        proxy.heal();

        assertThat(new String(socket.getInputStream().readNBytes(5))).isEqualTo("hello");
      }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSwallowedIsLostAndItsConnectionStaysDead(Direction direction) throws IOException {
      try (var socket = connect()) {
        proxy.swallow(direction);
        assertThatThrownBy(() -> answer(socket, "hello"))
            .isInstanceOf(SocketTimeoutException.class);

        proxy.heal();

        assertThatThrownBy(() -> answer(socket, "hello"))
            .isInstanceOf(SocketTimeoutException.class);
      }
      try (var next = connect()) {
        assertThat(answer(next, "again")).isEqualTo("again");
      }
    }

    @ParameterizedTest
    @EnumSource
    void somethingElseArrives(Direction direction) throws IOException {
      try (var socket = connect()) {
        proxy.garble(direction);

        assertThat(answer(socket, "hello, hello, hello")).isNotEqualTo("hello, hello, hello");
      }
    }

    @Test
    void aDelayAndASlowWayTakeTheirTime() throws IOException {
      try (var socket = connect()) {
        answer(socket, "first");
        proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(100), Duration.ofMillis(20));
        proxy.throttle(Direction.TO_SERVER, 100);

        long begun = System.nanoTime();
        assertThat(answer(socket, "ten bytes.")).isEqualTo("ten bytes.");

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isGreaterThan(Duration.ofMillis(170));
      }
    }

    @Test
    void whoIsRefusedGetsInAfterwardsAndWhoIsInStays() throws IOException {
      try (var socket = connect()) {
        answer(socket, "hello");
        proxy.refuse();

        assertThatThrownBy(() -> connect().close()).isInstanceOf(ConnectException.class);
        assertThat(answer(socket, "still")).isEqualTo("still");
        proxy.heal();
        connect().close();
      }
    }

    @Test
    void aConnectionIsEndedByFin() throws IOException {
      try (var socket = connect()) {
        answer(socket, "hello");

        proxy.cut(Cut.FIN);

        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(proxy.connections()).isZero();
      }
    }

    @Test
    void aConnectionIsEndedByRst() throws IOException {
      try (var socket = connect()) {
        answer(socket, "hello");

        proxy.cut(Cut.RST);

        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
    }
  }

  /** Before PostgreSQL. */
  @Nested
  class OfStatements {

    private static PostgresConfig postgres;
    private static Vertx vertx;

    @BeforeAll
    static void prepare() throws Exception {
      postgres = Stores.freshDatabase();
      vertx = Vertx.vertx();
      settled(
          direct()
              .compose(c -> c.query("create table fact (id uuid)").execute().eventually(c::close)));
    }

    @AfterAll
    static void end() throws Exception {
      settled(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,FIN", "BEFORE,RST", "INSIDE,FIN", "INSIDE,RST"})
    void aCommitIsDoneThoughItsAnswerIsLost(Moment moment, Cut cut) throws Exception {
      proxy = FaultProxy.toPostgres(postgres.port());
      proxy.aim(new Aim(Aim.commitReply(), moment, cut));
      var fact = UUID.randomUUID();

      assertThatThrownBy(() -> settled(insert(fact))).isNotNull();

      assertThat(proxy.hits()).isEqualTo(1);
      assertThat(isThere(fact)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,FIN", "BEFORE,RST", "INSIDE,FIN", "INSIDE,RST"})
    void aCommitThatNeverArrivedIsNone(Moment moment, Cut cut) throws Exception {
      proxy = FaultProxy.toPostgres(postgres.port());
      proxy.aim(new Aim(Aim.commitRequest(), moment, cut));
      var fact = UUID.randomUUID();

      assertThatThrownBy(() -> settled(insert(fact))).isNotNull();

      assertThat(proxy.hits()).isEqualTo(1);
      assertThat(isThere(fact)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerStillComesWhenTheCutIsAfterIt(Cut cut) throws Exception {
      proxy = FaultProxy.toPostgres(postgres.port());
      proxy.aim(new Aim(Aim.commitReply(), Moment.AFTER, cut));
      var fact = UUID.randomUUID();

      settled(insert(fact).otherwiseEmpty());

      assertThat(proxy.hits()).isEqualTo(1);
      assertThat(isThere(fact)).isTrue();
    }

    private static Future<PgConnection> direct() {
      return connect(postgres.port());
    }

    private static Future<PgConnection> connect(int port) {
      return PgConnection.connect(
          vertx,
          new PgConnectOptions()
              .setHost(postgres.host())
              .setPort(port)
              .setDatabase(postgres.database())
              .setUser(postgres.user())
              .setPassword(postgres.password().reveal()));
    }

    private Future<Void> insert(UUID fact) {
      return connect(proxy.port())
          .compose(
              c ->
                  c.begin()
                      .compose(
                          tx ->
                              c.query("insert into fact values ('" + fact + "')")
                                  .execute()
                                  .compose(_ -> tx.commit())));
    }

    private static boolean isThere(UUID fact) throws Exception {
      return settled(
          direct()
              .compose(
                  c ->
                      c.query("select 1 from fact where id = '" + fact + "'")
                          .execute()
                          .map(rows -> rows.size() == 1)
                          .eventually(c::close)));
    }

    private static <T> T settled(Future<T> future) throws Exception {
      return future.await(10, TimeUnit.SECONDS);
    }
  }

  /** Before Redis. */
  @Nested
  class OfScripts {

    private static final String INCREMENT = "return redis.call('INCR', KEYS[1])";
    private final String key = "fault:" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
      "BEFORE,FIN,1",
      "BEFORE,RST,1",
      "INSIDE,FIN,1",
      "INSIDE,RST,1",
      "AFTER,FIN,1",
      "AFTER,RST,1"
    })
    void aScriptHasRunThoughItsAnswerIsLost(Moment moment, Cut cut, String count) {
      assertThat(countAfter(new Aim(Aim.scriptReply(), moment, cut))).isEqualTo(count);
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatNeverArrivedHasNotRun(Cut cut) {
      assertThat(countAfter(new Aim(Aim.scriptRequest(), Moment.BEFORE, cut))).isNull();
    }

    private String countAfter(Aim aim) {
      proxy = FaultProxy.toRedis(Stores.redis().port());
      try (var direct = client(Stores.redis().port());
          var client = client(proxy.port())) {
        // Nothing is sent again: what ran once shows once.
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        RedisCommands<String, String> commands = client.connect().sync();
        String sha1 = commands.scriptLoad(INCREMENT);
        proxy.aim(aim);
        try {
          commands.evalsha(sha1, ScriptOutputType.INTEGER, key);
        } catch (RuntimeException e) {
          // The answer is lost.
        }
        assertThat(proxy.hits()).isEqualTo(1);
        return direct.connect().sync().get(key);
      }
    }

    private static RedisClient client(int port) {
      var redis = Stores.redis();
      return RedisClient.create(
          RedisURI.builder()
              .withHost(redis.host())
              .withPort(port)
              .withPassword(redis.password().reveal().toCharArray())
              .withTimeout(Duration.ofSeconds(3))
              .build());
    }
  }
}
