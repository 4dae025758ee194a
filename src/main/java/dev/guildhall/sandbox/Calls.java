package dev.guildhall.sandbox;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child is asked to do; the only thing it ever reads.
 *
 * @param nonce stands before each line that it writes
 * @param function the name of what the program defines
 * @param arguments a JSON array for each call
 * @param lifeSeconds after which it ends itself, should nobody be left to end it
 */
record Calls(
    String nonce, String source, String function, List<String> arguments, int lifeSeconds) {

  private static final int MAX_BYTES = 8 << 20;

  void write(OutputStream to) throws IOException {
    var out = new DataOutputStream(new BufferedOutputStream(to));
    writeText(out, nonce);
    writeText(out, source);
    writeText(out, function);
    out.writeInt(lifeSeconds);
    out.writeInt(arguments.size());
    for (String each : arguments) {
      writeText(out, each);
    }
    out.flush();
  }

  static Calls read(InputStream from) throws IOException {
    var in = new DataInputStream(from);
    var nonce = readText(in);
    var source = readText(in);
    var function = readText(in);
    int lifeSeconds = in.readInt();
    int count = in.readInt();
    var arguments = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      arguments.add(readText(in));
    }
    return new Calls(nonce, source, function, arguments, lifeSeconds);
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a text of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the calls end early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
