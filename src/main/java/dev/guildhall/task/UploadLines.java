package dev.guildhall.task;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of an upload, one after the other. */
interface UploadLines {

  /** The longest line, in bytes of NDJSON or characters of CSV. */
  int MAX_LINE = 262_144;

  /**
   * The next row; null after the last.
   *
   * @throws IOException when the client stops sending before the end
   */
  @Nullable UploadLine next() throws IOException;
}
