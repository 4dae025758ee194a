package dev.guildhall.platform.http;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A place in a list: the sort key of the last row that was shown. Opaque to clients, bound to its
 * operation. It carries no right to anything: a list is always filtered by who is asking.
 */
public final class Cursor {

  private static final String SEPARATOR = "|";
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final List<String> parts;

  private Cursor(List<String> parts) {
    this.parts = parts;
  }

  static String print(String operation, Object... position) {
    var text = new StringBuilder(operation);
    for (Object part : position) {
      text.append(SEPARATOR).append(part);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Cursor parse(String operation, String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      var parts = List.of(plain.split("\\" + SEPARATOR, -1));
      if (!parts.getFirst().equals(operation)) {
        throw invalid();
      }
      return new Cursor(parts.subList(1, parts.size()));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  public Instant instant(int part) {
    try {
      var instant = Instant.parse(part(part));
      // Far beyond these a time can neither be printed nor stored.
      if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
        throw invalid();
      }
      return instant;
    } catch (DateTimeException e) {
      throw invalid();
    }
  }

  public UUID uuid(int part) {
    try {
      return UUID.fromString(part(part));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  public long number(int part) {
    try {
      return Long.parseLong(part(part));
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private String part(int part) {
    if (part >= parts.size()) {
      throw invalid();
    }
    return parts.get(part);
  }

  private static Refusal invalid() {
    return new Refusal.Invalid(ErrorCode.CURSOR_INVALID, Map.of());
  }
}
