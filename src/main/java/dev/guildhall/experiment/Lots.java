package dev.guildhall.experiment;

import dev.guildhall.platform.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws that nobody can foresee or choose, although the ids they hang on are made by clients: an
 * HMAC under the server's secret. The same thing always draws the same, on every node, so a
 * repeated request is treated alike.
 */
public final class Lots {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public Lots(Secret server) {
    this.key =
        new SecretKeySpec(("lots " + server.reveal()).getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** A number from 0 to 999 for what {@code id} asks in {@code project}. */
  public int permille(String what, UUID id, UUID project) {
    return (int) Long.remainderUnsigned(draw(what + ' ' + id + ' ' + project), 1_000);
  }

  /** A number above 0 and at most 1, uniformly drawn for {@code what}. */
  public double share(String what) {
    return ((draw(what) >>> 11) + 1) * 0x1.0p-53;
  }

  private long draw(String what) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return ByteBuffer.wrap(mac.doFinal(what.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
