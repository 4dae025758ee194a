package dev.guildhall.task;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A request's body as a virtual thread reads it. A chunk is asked for when one has been used up, so
 * at most {@value #WINDOW} of them are in memory, and a reader that is slow slows the client down.
 */
final class BodyStream extends InputStream {

  private static final int WINDOW = 8;

  private final HttpServerRequest source;
  private final Context context;
  private final Duration patience;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private byte[] chunk = new byte[0];
  private int at;
  private boolean ended;
  private boolean closed;

  private sealed interface Part {
    record Chunk(byte[] bytes) implements Part {}

    record End() implements Part {}

    record Broken(Throwable cause) implements Part {}
  }

  private BodyStream(HttpServerRequest source, Context context, Duration patience) {
    this.source = source;
    this.context = context;
    this.patience = patience;
  }

  /**
   * Takes over a paused stream; called on its event loop.
   *
   * @param patience how long a reader waits for a client that sends nothing
   */
  static BodyStream of(HttpServerRequest source, Vertx vertx, Duration patience) {
    var body = new BodyStream(source, vertx.getOrCreateContext(), patience);
    source.handler(buffer -> body.keep(new Part.Chunk(buffer.getBytes())));
    source.endHandler(_ -> body.keep(new Part.End()));
    source.exceptionHandler(cause -> body.keep(new Part.Broken(cause)));
    // The handlers hear of a connection that closes from now on, not of one that is closed already.
    if (source.response().closed()) {
      body.keep(new Part.Broken(new IOException("the client went away")));
    }
    source.fetch(WINDOW);
    return body;
  }

  private synchronized void keep(Part part) {
    if (!closed) {
      parts.add(part);
    }
  }

  /** How much has come and was not read yet, in chunks. */
  int waiting() {
    return parts.size();
  }

  /** Nothing more is kept of what still comes: a refused upload is read to its end unseen. */
  @Override
  public synchronized void close() {
    closed = true;
    parts.clear();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (at == chunk.length) {
      if (ended) {
        return -1;
      }
      advance();
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, into, offset, count);
    at += count;
    return count;
  }

  private void advance() throws IOException {
    switch (taken()) {
      case Part.Chunk it -> {
        chunk = it.bytes();
        at = 0;
        context.runOnContext(_ -> source.fetch(1));
      }
      case Part.End _ -> ended = true;
      case Part.Broken it -> throw new IOException("the body broke off", it.cause());
    }
  }

  private Part taken() throws IOException {
    try {
      var part = parts.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (part == null) {
        throw new SocketTimeoutException("no more of the body came for " + patience);
      }
      return part;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
