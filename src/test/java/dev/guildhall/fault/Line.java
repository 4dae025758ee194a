package dev.guildhall.fault;

import dev.guildhall.fault.Wire.Frame;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/** One connection through a proxy: for each direction a thread that reads and one that writes. */
final class Line {

  private static final int CHUNK = 16_384;
  // Beyond that the sender is made to wait, as a real network would.
  private static final int ON_THE_WAY = 1_024;
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Socket client;
  private final Socket server;
  private final Wire wire;
  private final Function<Message, Optional<Aim>> aims;
  private final Consumer<Line> ended;
  private final Queue<Thread> writers = new ConcurrentLinkedQueue<>();
  private volatile boolean cut;

  /** What is on its way: bytes, then perhaps the end of the line. */
  private record Parcel(byte[] bytes, long due, Optional<Cut> cut) {}

  /**
   * @param aims takes the aim at a message, if there is one
   * @param ended is told when the line is over
   */
  Line(
      Socket client,
      Socket server,
      Wire wire,
      Function<Message, Optional<Aim>> aims,
      Consumer<Line> ended) {
    this.client = client;
    this.server = server;
    this.wire = wire;
    this.aims = aims;
    this.ended = ended;
  }

  void open(Lane toServer, Lane toClient) {
    carry(Direction.TO_SERVER, client, server, toServer);
    carry(Direction.TO_CLIENT, server, client, toClient);
  }

  private void carry(Direction direction, Socket from, Socket to, Lane lane) {
    var way = new LinkedBlockingQueue<Parcel>(ON_THE_WAY);
    writers.add(Thread.startVirtualThread(() -> write(way, to, lane)));
    Thread.startVirtualThread(() -> read(direction, from, lane, way));
  }

  private void read(Direction direction, Socket from, Lane lane, BlockingQueue<Parcel> way) {
    var chunk = new byte[CHUNK];
    try {
      var in = from.getInputStream();
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        // What comes after a cut is read to the end of the line, or the ends would be told RST.
        if (!cut) {
          for (Frame frame : wire.read(direction, Arrays.copyOf(chunk, n))) {
            send(frame, lane, way);
          }
        }
      }
      if (!cut) {
        way.put(new Parcel(new byte[0], lane.due(), Optional.of(Cut.FIN)));
      }
    } catch (IOException | RuntimeException e) {
      cut(Cut.RST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Frame frame, Lane lane, BlockingQueue<Parcel> way) throws InterruptedException {
    byte[] bytes = lane.garbles() ? garbage(frame.bytes().length) : frame.bytes();
    var aim = aims.apply(frame.message());
    int carried =
        aim.map(
                it ->
                    switch (it.moment()) {
                      case BEFORE -> 0;
                      case INSIDE -> bytes.length / 2;
                      case AFTER -> bytes.length;
                    })
            .orElse(bytes.length);
    way.put(new Parcel(Arrays.copyOf(bytes, carried), lane.due(), aim.map(Aim::cut)));
  }

  private static byte[] garbage(int length) {
    var bytes = new byte[length];
    ThreadLocalRandom.current().nextBytes(bytes);
    return bytes;
  }

  private void write(BlockingQueue<Parcel> way, Socket to, Lane lane) {
    // Whoever missed something hears nothing more: what follows would make no sense.
    boolean isDead = false;
    try {
      var out = to.getOutputStream();
      while (!cut) {
        var parcel = way.take();
        lane.pass(parcel.due(), parcel.bytes().length);
        isDead |= lane.swallows();
        if (!isDead) {
          out.write(parcel.bytes());
          parcel.cut().ifPresent(this::cut);
        }
      }
    } catch (IOException e) {
      cut(Cut.RST);
    } catch (InterruptedException e) {
      // The other end is gone.
    }
  }

  /** Ends the connection at both ends. */
  synchronized void cut(Cut how) {
    if (cut) {
      return;
    }
    cut = true;
    end(client, how);
    end(server, how);
    writers.forEach(Thread::interrupt);
    ended.accept(this);
    Thread.startVirtualThread(this::closeSoon);
  }

  /** Both ends have a moment to take their leave. */
  private void closeSoon() {
    LockSupport.parkNanos(FAREWELL.toNanos());
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  private static void end(Socket socket, Cut how) {
    try {
      switch (how) {
        case FIN -> socket.shutdownOutput();
        case RST -> {
          socket.setSoLinger(true, 0);
          socket.close();
        }
      }
    } catch (IOException e) {
      // It has ended by itself.
    }
  }
}
