package dev.guildhall.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A way to a local server on which everything can go wrong that goes wrong on networks: on command,
 * in one direction or both, for all connections or at one message.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int BACKLOG = 200;

  private final int target;
  private final Supplier<Wire> wires;
  private final int port;
  private final Lane toServer = new Lane();
  private final Lane toClient = new Lane();
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Queue<Aim> aims = new ConcurrentLinkedQueue<>();
  private final AtomicInteger hits = new AtomicInteger();
  private volatile ServerSocket door;
  private volatile Thread doorkeeper;
  private volatile boolean closed;

  private FaultProxy(int target, Supplier<Wire> wires) {
    this.target = target;
    this.wires = wires;
    this.door = doorAt(0);
    this.port = door.getLocalPort();
    listen();
  }

  /** To anything; it cannot be aimed. */
  public static FaultProxy to(int port) {
    return new FaultProxy(port, Wire::blind);
  }

  public static FaultProxy toPostgres(int port) {
    return new FaultProxy(port, PostgresWire::new);
  }

  public static FaultProxy toRedis(int port) {
    return new FaultProxy(port, RedisWire::new);
  }

  public int port() {
    return port;
  }

  /** Nothing arrives, and nothing is lost: it arrives once that is over. */
  public void freeze(Direction direction) {
    lane(direction).freeze();
  }

  /**
   * What is sent is lost without a word, as with a dead switch. A connection that lost something
   * stays dead until one of its ends gives it up.
   */
  public void swallow(Direction direction) {
    lane(direction).swallow();
  }

  /** Something else arrives than was sent. */
  public void garble(Direction direction) {
    lane(direction).garble();
  }

  public void delay(Direction direction, Duration by, Duration jitter) {
    lane(direction).delay(by.toNanos(), jitter.toNanos());
  }

  public void throttle(Direction direction, long bytesPerSecond) {
    lane(direction).throttle(bytesPerSecond);
  }

  /** Nobody gets in any more; who is in stays. */
  public void refuse() {
    close(door);
    try {
      // As long as somebody stands at the door it lets people in.
      doorkeeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends every connection there is. */
  public void cut(Cut how) {
    lines.forEach(line -> line.cut(how));
  }

  /**
   * Ends the connection of the next message that fits. Several aims are taken one after another.
   */
  public void aim(Aim aim) {
    aims.add(aim);
  }

  /** How many aims were hit. */
  public int hits() {
    return hits.get();
  }

  /** How many connections there are. */
  public int connections() {
    return lines.size();
  }

  /** Everything is well again for what comes from now on. */
  public void heal() {
    aims.clear();
    toServer.heal();
    toClient.heal();
    if (door.isClosed()) {
      door = doorAt(port);
      listen();
    }
  }

  @Override
  public void close() {
    closed = true;
    close(door);
    cut(Cut.RST);
  }

  private Lane lane(Direction direction) {
    return switch (direction) {
      case TO_SERVER -> toServer;
      case TO_CLIENT -> toClient;
    };
  }

  private void listen() {
    var listening = door;
    doorkeeper =
        Thread.startVirtualThread(
            () -> {
              try {
                while (true) {
                  connect(listening.accept());
                }
              } catch (IOException e) {
                // The door was closed.
              }
            });
  }

  private void connect(Socket client) {
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      var line = new Line(client, server, wires.get(), this::takeAim, lines::remove);
      lines.add(line);
      line.open(toServer, toClient);
      if (closed) {
        line.cut(Cut.RST);
      }
    } catch (IOException e) {
      // Nobody is there to connect to, and so the client finds.
      close(client);
    }
  }

  private Optional<Aim> takeAim(Message message) {
    var aim = aims.peek();
    if (aim == null || !aim.at().test(message) || !aims.remove(aim)) {
      return Optional.empty();
    }
    hits.incrementAndGet();
    return Optional.of(aim);
  }

  private static ServerSocket doorAt(int port) {
    try {
      var door = new ServerSocket();
      door.setReuseAddress(true);
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      // It is closed.
    }
  }
}
