package dev.guildhall.platform.error;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request.
 *
 * @param pointer a JSON pointer into the body, or {@code ?name}, {@code header:Name}, {@code
 *     path:name}
 * @param code stable, such as {@code required} or {@code pattern}
 * @param detail what is wrong and how to mend it, for a person
 * @param line of an upload, from 1; null elsewhere
 */
public record FieldError(String pointer, String code, String detail, @Nullable Integer line) {

  public FieldError(String pointer, String code, String detail) {
    this(pointer, code, detail, null);
  }

  /** The same fault, found in that line. */
  public FieldError inLine(long line) {
    return new FieldError(pointer, code, detail, Math.toIntExact(line));
  }
}
