package dev.guildhall.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder as one ZIP, packed while it is sent, so that it takes no room. The same folder gives the
 * same bytes: entries come in the manifest's order and carry the time at which ZIP's clock begins.
 */
final class DeliveryArchiveWorkflow {

  private static final LocalDateTime BEGINNING = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int CHUNK = 65_536;
  private static final int STALL_SECONDS = 60;

  private DeliveryArchiveWorkflow() {}

  /** Sends the archive, as fast as the client takes it. */
  static Future<Void> send(
      Context context, HttpServerResponse response, Path folder, String top, List<String> files) {
    Promise<Void> sent = Promise.promise();
    response.setChunked(true);
    Thread.ofVirtual()
        .name("delivery-archive")
        .start(
            () -> {
              try (var out = new BufferedOutputStream(new Sending(context, response), CHUNK)) {
                pack(folder, top, files, out);
                out.flush();
                context.runOnContext(_ -> response.end().onComplete(sent));
              } catch (IOException | RuntimeException e) {
                context.runOnContext(_ -> sent.fail(e));
              }
            });
    return sent.future();
  }

  /** Packs the files of a folder, under a top folder of that name. */
  static void pack(Path folder, String top, List<String> files, OutputStream out)
      throws IOException {
    try (var zip = new ZipOutputStream(new Unclosed(out))) {
      for (String file : files) {
        var entry = new ZipEntry(top + '/' + file);
        entry.setTimeLocal(BEGINNING);
        zip.putNextEntry(entry);
        Files.copy(folder.resolve(file), zip);
        zip.closeEntry();
      }
    }
  }

  /** Writes to a response, waiting for the client. */
  private static final class Sending extends OutputStream {
    private final Context context;
    private final HttpServerResponse response;

    private Sending(Context context, HttpServerResponse response) {
      this.context = context;
      this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      var chunk = Buffer.buffer(length).appendBytes(bytes, offset, length);
      Promise<Void> written = Promise.promise();
      context.runOnContext(_ -> response.write(chunk).onComplete(written));
      try {
        written.future().await(STALL_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new IOException("the client has stopped reading", e);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        // await throws the failure of the write as it is.
        throw new IOException("the client is gone", e);
      }
    }
  }

  /** The archive ends before the stream under it does. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    private Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
