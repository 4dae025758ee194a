package dev.guildhall.platform.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports and conversations on 127.0.0.1. */
final class Loopback {

  static final String HOST = "127.0.0.1";
  private static final int TIMEOUT_MS = 2_000;

  private Loopback() {}

  /** {@code wanted} when it is free and not 0, else any free port. */
  static int freePort(int wanted) {
    try {
      return bindable(wanted);
    } catch (IOException _) {
      return anyPort();
    }
  }

  private static int anyPort() {
    try {
      return bindable(0);
    } catch (IOException e) {
      throw new EmbeddedStoreException("No free port on " + HOST, e);
    }
  }

  private static int bindable(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    }
  }

  /** A few bytes there and back. */
  interface Conversation {
    boolean holds(DataInputStream in, DataOutputStream out) throws IOException;
  }

  /** The conversation's answer; false when nobody listens or the line breaks. */
  static boolean talk(int port, Conversation conversation) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      return conversation.holds(
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(socket.getOutputStream()));
    } catch (IOException _) {
      return false;
    }
  }
}
