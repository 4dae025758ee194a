package dev.guildhall.task;

import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.project.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per line. Empty lines are passed over; a byte order mark is refused, as
 * everywhere in JSON.
 */
final class NdjsonLines implements UploadLines {

  private final InputStream in;
  private final RowReader rows;
  private final byte[] buffer = new byte[65_536];
  private final ByteArrayOutputStream current = new ByteArrayOutputStream(4_096);
  private int at;
  private int end;
  private long line;
  private boolean tooLong;

  NdjsonLines(InputStream in, Template template) {
    this.in = in;
    this.rows = new RowReader(template);
  }

  @Override
  public @Nullable UploadLine next() throws IOException {
    while (readLine()) {
      line++;
      if (tooLong) {
        return UploadLine.Bad.of(
            line, "", "too_long", "A line holds at most " + MAX_LINE + " bytes; shorten it.");
      }
      byte[] bytes = current.toByteArray();
      if (!isBlank(bytes)) {
        return parsed(bytes);
      }
    }
    return null;
  }

  /** Collects the bytes up to the next line feed; false at the end. */
  private boolean readLine() throws IOException {
    current.reset();
    tooLong = false;
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      int feed = at;
      while (feed < end && buffer[feed] != '\n') {
        feed++;
      }
      keep(feed - at);
      boolean complete = feed < end;
      at = complete ? feed + 1 : feed;
      if (complete) {
        return true;
      }
    }
    return any;
  }

  private void keep(int length) {
    if (current.size() + length > MAX_LINE) {
      tooLong = true;
    } else {
      current.write(buffer, at, length);
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  @SuppressWarnings("unchecked") // the strict parser makes every key a String
  private UploadLine parsed(byte[] bytes) {
    try {
      return StrictJson.parse(StrictJson.decode(bytes)) instanceof Map<?, ?> members
          ? rows.read(line, (Map<String, @Nullable Object>) members)
          : UploadLine.Bad.of(
              line, "", "type", "A line holds one object, such as {\"input\": {…}}.");
    } catch (MalformedJson e) {
      return UploadLine.Bad.of(
          line, "", "malformed_json", "At column " + e.column() + ": " + e.getMessage() + ".");
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
