package dev.guildhall.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to a local server that can be frozen: connections stay open and take what is written, but
 * nothing arrives any more, as with a dead switch or a stopped process at the other end.
 */
public final class FreezableLink implements AutoCloseable {

  private final ServerSocket door;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile boolean frozen;

  private FreezableLink(ServerSocket door, int target) {
    this.door = door;
    this.target = target;
  }

  public static FreezableLink to(int port) {
    try {
      var link = new FreezableLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      Thread.startVirtualThread(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** From now on nothing arrives. */
  public void freeze() {
    frozen = true;
  }

  /** New connections work again; what was swallowed on old ones stays lost. */
  public void thaw() {
    frozen = false;
  }

  private void accept() {
    try {
      while (true) {
        var near = door.accept();
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(near);
        sockets.add(far);
        Thread.startVirtualThread(() -> carry(near, far));
        Thread.startVirtualThread(() -> carry(far, near));
      }
    } catch (IOException e) {
      // The link was closed.
    }
  }

  private void carry(Socket from, Socket to) {
    var bytes = new byte[16_384];
    boolean swallowed = false;
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        swallowed |= frozen;
        if (!swallowed) {
          out.write(bytes, 0, n);
        }
      }
    } catch (IOException e) {
      // One end is gone, and with it the other.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
