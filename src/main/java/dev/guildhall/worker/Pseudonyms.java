package dev.guildhall.worker;

import dev.guildhall.platform.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names of workers in the reviews and deliveries of one project: the same person has the same name
 * in all of them, and another name in every other project, so that data sets cannot be joined by
 * person. HMAC-SHA256 (RFC 2104) under a key of the project, which is itself drawn from the
 * server's secret; the first 60 bits as 12 characters of Crockford's base 32.
 */
public final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 12;

  private final byte[] projectKey;

  private Pseudonyms(byte[] projectKey) {
    this.projectKey = projectKey;
  }

  /** The names of one project. */
  public static Pseudonyms of(Secret server, UUID project) {
    byte[] secret = server.reveal().getBytes(StandardCharsets.UTF_8);
    return new Pseudonyms(
        hmac(secret, ("delivery pseudonyms of " + project).getBytes(StandardCharsets.UTF_8)));
  }

  /** The worker's name. */
  public String of(UUID worker) {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(worker.getMostSignificantBits())
            .putLong(worker.getLeastSignificantBits())
            .array();
    long bits = ByteBuffer.wrap(hmac(projectKey, bytes)).getLong() >>> 4;
    var text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (bits & 31));
      bits >>>= 5;
    }
    return new String(text);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
