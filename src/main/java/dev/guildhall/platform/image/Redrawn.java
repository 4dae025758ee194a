package dev.guildhall.platform.image;

import io.vertx.core.buffer.Buffer;

/** What came of a file that was to be a picture. */
public sealed interface Redrawn {

  /**
   * A picture, upright, with nothing in it but its pixels.
   *
   * @param mediaType {@code image/png} or {@code image/jpeg}
   * @param width in pixels
   * @param height in pixels
   */
  record Picture(String mediaType, int width, int height, Buffer bytes) implements Redrawn {

    /** Without the bytes, which may show somebody. */
    @Override
    public String toString() {
      return "Picture[" + mediaType + ' ' + width + 'x' + height + ']';
    }
  }

  /**
   * It is none, or none that is taken.
   *
   * @param code {@code too_large}, {@code media_type} or {@code unreadable}
   * @param detail how to mend it, in a sentence
   */
  record Unfit(String code, String detail) implements Redrawn {}
}
