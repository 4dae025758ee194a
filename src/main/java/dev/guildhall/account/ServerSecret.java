package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import java.nio.charset.StandardCharsets;

/** The secret of the installation, and the keys derived from it, one for each purpose. */
final class ServerSecret {

  private static final int MIN_LENGTH = 16;

  private final byte[] secret;

  ServerSecret(Secret secret) {
    if (secret.reveal().length() < MIN_LENGTH) {
      throw new IllegalStateException(
          "accounts.secret has to have at least " + MIN_LENGTH + " characters");
    }
    this.secret = secret.reveal().getBytes(StandardCharsets.UTF_8);
  }

  /** A key of 256 bits for one purpose; knowing it tells nothing of the others. */
  byte[] key(String purpose) {
    return Hashes.hmac(secret, ("guildhall " + purpose).getBytes(StandardCharsets.UTF_8));
  }
}
