package dev.guildhall.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/** Redis' protocol, 2 and 3. Replies come in the order of the commands, pushes in between. */
final class RedisWire implements Wire {

  private static final int INCOMPLETE = -1;

  private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
  private final Queue<Message> unanswered = new ArrayDeque<>();

  @Override
  public synchronized List<Frame> read(Direction direction, byte[] bytes) {
    var kept = direction == Direction.TO_SERVER ? requests : replies;
    kept.writeBytes(bytes);
    byte[] all = kept.toByteArray();
    kept.reset();
    var frames = new ArrayList<Frame>();
    int from = 0;
    for (int end = end(all, from); end != INCOMPLETE; end = end(all, from)) {
      byte[] whole = Arrays.copyOfRange(all, from, end);
      frames.add(
          new Frame(direction == Direction.TO_SERVER ? command(whole) : reply(whole), whole));
      from = end;
    }
    kept.write(all, from, all.length - from);
    return frames;
  }

  private Message command(byte[] whole) {
    String[] lines = new String(whole, StandardCharsets.ISO_8859_1).split("\r\n", 6);
    String name = lines.length > 2 ? lines[2].toUpperCase(Locale.ROOT) : "";
    String detail = lines.length > 4 ? lines[4] : "";
    var command = new Message(Direction.TO_SERVER, name, detail);
    unanswered.add(command);
    return command;
  }

  private Message reply(byte[] whole) {
    var command = whole[0] == '>' ? null : unanswered.poll();
    return command == null
        ? new Message(Direction.TO_CLIENT, "push", "")
        : new Message(Direction.TO_CLIENT, command.name(), command.detail());
  }

  /** Where the value that begins at {@code from} ends. */
  private static int end(byte[] bytes, int from) {
    int line = afterLine(bytes, from);
    if (line == INCOMPLETE) {
      return INCOMPLETE;
    }
    return switch (bytes[from]) {
      case '$', '=', '!' -> {
        int length = number(bytes, from, line);
        int end = length < 0 ? line : line + length + 2;
        yield end <= bytes.length ? end : INCOMPLETE;
      }
      case '*', '~', '>' -> values(bytes, line, number(bytes, from, line));
      case '%', '|' -> values(bytes, line, 2 * number(bytes, from, line));
      default -> line;
    };
  }

  private static int values(byte[] bytes, int from, int count) {
    int end = from;
    for (int i = 0; i < count && end != INCOMPLETE; i++) {
      end = end(bytes, end);
    }
    return end;
  }

  private static int number(byte[] bytes, int from, int line) {
    return Integer.parseInt(
        new String(bytes, from + 1, line - from - 3, StandardCharsets.ISO_8859_1));
  }

  private static int afterLine(byte[] bytes, int from) {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i + 2;
      }
    }
    return INCOMPLETE;
  }
}
