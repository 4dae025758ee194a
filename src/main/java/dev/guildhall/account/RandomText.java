package dev.guildhall.account;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody can guess, as text for links and headers. */
final class RandomText {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** 256 random bits in 43 characters. */
  static String token() {
    return base64Url(bytes(32));
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
