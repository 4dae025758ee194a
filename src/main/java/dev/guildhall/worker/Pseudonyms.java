package dev.guildhall.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for workers that hold within one project and lead nowhere else: an HMAC-SHA256 over project and worker under the
 * server's secret, cut to 60 bits. Whoever has two projects' data cannot tell that two names are one person.
 */
public final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 12;

  private final SecretKeySpec key;

  public Pseudonyms(byte[] secret) {
    this.key = new SecretKeySpec(hmac(new SecretKeySpec(secret, ALGORITHM), "pseudonyms".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
  }

  /** The worker's name in the project, such as {@code w-3f9k2m8q1zt7}. */
  public String of(UUID project, UUID worker) {
    var both =
        ByteBuffer.allocate(32)
            .putLong(project.getMostSignificantBits())
            .putLong(project.getLeastSignificantBits())
            .putLong(worker.getMostSignificantBits())
            .putLong(worker.getLeastSignificantBits());
    long bits = ByteBuffer.wrap(hmac(key, both.array())).getLong();
    var name = new StringBuilder("w-");
    for (int i = 0; i < LENGTH; i++) {
      name.append(DIGITS.charAt((int) (bits >>> 59)));
      bits <<= 5;
    }
    return name.toString();
  }

  private static byte[] hmac(SecretKeySpec key, byte[] content) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + ALGORITHM, e);
    }
  }
}
