package dev.guildhall.identity;

import dev.guildhall.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of the configuration. The current one is for what is new, the others for what was made
 * under them. Each purpose has a key of its own, derived by HKDF with SHA-256 (RFC 5869), so that
 * what is made for one says nothing about another.
 */
final class KeyRing {

  private static final int BYTES = 32;

  private final Map<String, byte[]> secrets = new TreeMap<>();
  private final String current;

  /**
   * @param secrets in Base64, of at least 32 random bytes, by the id of the key
   * @param current the id of one of them
   * @throws IllegalArgumentException a secret is too short, or the current one is missing
   */
  KeyRing(Map<String, Secret> secrets, String current) {
    secrets.forEach((id, secret) -> this.secrets.put(id, bytes(id, secret)));
    if (!this.secrets.containsKey(current)) {
      throw new IllegalArgumentException("There is no key " + current);
    }
    this.current = current;
  }

  private static byte[] bytes(String id, Secret secret) {
    var bytes = Base64.getDecoder().decode(secret.reveal());
    if (bytes.length < BYTES) {
      throw new IllegalArgumentException("Key " + id + " has less than " + BYTES + " bytes");
    }
    return bytes;
  }

  String current() {
    return current;
  }

  /** The current one first. */
  List<String> ids() {
    return secrets.keySet().stream()
        .sorted((a, b) -> Boolean.compare(b.equals(current), a.equals(current)))
        .toList();
  }

  /** A key of 256 bits; empty when it has been taken out of the configuration. */
  Optional<SecretKey> key(String id, String algorithm, String purpose) {
    return Optional.ofNullable(secrets.get(id)).map(secret -> derived(secret, algorithm, purpose));
  }

  private static SecretKey derived(byte[] secret, String algorithm, String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
