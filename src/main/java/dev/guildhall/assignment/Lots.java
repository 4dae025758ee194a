package dev.guildhall.assignment;

import dev.guildhall.platform.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws that nobody can foresee or choose, although the ids they hang on are made by clients: an
 * HMAC under the server's secret. The same id always draws the same, so a repeated request is
 * treated alike.
 */
final class Lots {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Lots(Secret server) {
    this.key =
        new SecretKeySpec(("lots " + server.reveal()).getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** A number from 0 to 999 for what {@code id} asks in {@code project}. */
  int permille(String what, UUID id, UUID project) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] drawn =
          mac.doFinal((what + ' ' + id + ' ' + project).getBytes(StandardCharsets.UTF_8));
      return (int) Long.remainderUnsigned(ByteBuffer.wrap(drawn).getLong(), 1_000);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
