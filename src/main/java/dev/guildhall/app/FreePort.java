package dev.guildhall.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds the port to listen on before anything names it in a link. */
final class FreePort {

  private FreePort() {}

  /** {@code wanted} when it is free, else any free port of {@code host}; 0 asks for any. */
  static int at(String host, int wanted) {
    try {
      return bound(host, wanted);
    } catch (IOException _) {
      try {
        return bound(host, 0);
      } catch (IOException e) {
        throw new UncheckedIOException("no free port on " + host, e);
      }
    }
  }

  private static int bound(String host, int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket.getLocalPort();
    }
  }
}
