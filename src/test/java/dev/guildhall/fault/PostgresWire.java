package dev.guildhall.fault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** PostgreSQL's protocol 3: a type, a length, a body; at the start without the type. */
final class PostgresWire implements Wire {

  private static final int ASKS_FOR_TLS = 80_877_103;
  private static final int ASKS_FOR_GSS = 80_877_104;
  private static final Map<Character, String> REQUESTS =
      Map.of(
          'Q', "Query", 'P', "Parse", 'B', "Bind", 'E', "Execute", 'S', "Sync", 'X', "Terminate");
  private static final Map<Character, String> REPLIES =
      Map.of('C', "CommandComplete", 'Z', "ReadyForQuery", 'D', "DataRow", 'E', "ErrorResponse");

  private byte[] request = {};
  private byte[] reply = {};
  private boolean greeted;
  private boolean awaitsOneByte;

  @Override
  public synchronized List<Frame> read(Direction direction, byte[] bytes) {
    return switch (direction) {
      case TO_SERVER -> requests(bytes);
      case TO_CLIENT -> replies(bytes);
    };
  }

  private List<Frame> requests(byte[] bytes) {
    request = joined(request, bytes);
    var frames = new ArrayList<Frame>();
    while (true) {
      int length = greeted ? typedLength(request) : untypedLength(request);
      if (length < 0 || request.length < length) {
        return frames;
      }
      byte[] whole = Arrays.copyOf(request, length);
      request = Arrays.copyOfRange(request, length, request.length);
      frames.add(
          new Frame(
              greeted ? typed(Direction.TO_SERVER, REQUESTS, whole) : greeting(whole), whole));
    }
  }

  private Message greeting(byte[] whole) {
    int code = ByteBuffer.wrap(whole).getInt(4);
    if (code == ASKS_FOR_TLS || code == ASKS_FOR_GSS) {
      awaitsOneByte = true;
    } else {
      greeted = true;
    }
    return new Message(Direction.TO_SERVER, "Greeting", "");
  }

  private List<Frame> replies(byte[] bytes) {
    reply = joined(reply, bytes);
    var frames = new ArrayList<Frame>();
    while (reply.length > 0) {
      int length = awaitsOneByte ? 1 : typedLength(reply);
      if (length < 0 || reply.length < length) {
        return frames;
      }
      byte[] whole = Arrays.copyOf(reply, length);
      reply = Arrays.copyOfRange(reply, length, reply.length);
      frames.add(
          new Frame(
              awaitsOneByte
                  ? new Message(Direction.TO_CLIENT, "Encryption", "")
                  : typed(Direction.TO_CLIENT, REPLIES, whole),
              whole));
      awaitsOneByte = false;
    }
    return frames;
  }

  private static Message typed(Direction direction, Map<Character, String> names, byte[] whole) {
    char type = (char) whole[0];
    String name = names.getOrDefault(type, String.valueOf(type));
    return switch (name) {
      case "Query", "CommandComplete" -> new Message(direction, name, text(whole, 5));
      case "Parse" -> new Message(direction, name, text(whole, 5 + text(whole, 5).length() + 1));
      default -> new Message(direction, name, "");
    };
  }

  private static String text(byte[] whole, int from) {
    int end = from;
    while (end < whole.length && whole[end] != 0) {
      end++;
    }
    return new String(whole, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static int typedLength(byte[] bytes) {
    return bytes.length < 5 ? -1 : 1 + ByteBuffer.wrap(bytes).getInt(1);
  }

  private static int untypedLength(byte[] bytes) {
    return bytes.length < 8 ? -1 : ByteBuffer.wrap(bytes).getInt(0);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
