package dev.guildhall.platform.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log as the chain hashes it: PostgreSQL's own texts, so that nothing hangs on a
 * reader's JSON.
 */
record SealedEvent(
    String xid,
    long id,
    String type,
    UUID subject,
    @Nullable UUID actor,
    String payload,
    Instant at) {

  void addTo(MessageDigest digest) {
    // Each part is preceded by its length: moving a character across a boundary changes the hash.
    for (String part :
        new String[] {
          xid,
          Long.toString(id),
          type,
          subject.toString(),
          String.valueOf(actor),
          payload,
          at.toString()
        }) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) ':');
      digest.update(bytes);
    }
  }
}
