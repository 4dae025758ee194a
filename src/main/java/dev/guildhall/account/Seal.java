package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM: a nonce of 12 bytes, then the ciphertext with its tag. The name is bound to the
 * content, so rows cannot be swapped.
 */
public final class Seal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** A seal of the installation, for one purpose. */
  public static Seal of(Secret server, String purpose) {
    return new Seal(new ServerSecret(server).key(purpose));
  }

  public Buffer close(String name, byte[] content) {
    byte[] nonce = RandomText.bytes(NONCE_BYTES);
    try {
      return Buffer.buffer(nonce)
          .appendBytes(cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + CIPHER, e);
    }
  }

  /** The content; empty when it was sealed under another key or another name, or was altered. */
  public Optional<byte[]> open(String name, Buffer sealed) {
    byte[] nonce = sealed.getBytes(0, NONCE_BYTES);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, nonce, name)
              .doFinal(sealed.getBytes(NONCE_BYTES, sealed.length())));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + CIPHER, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
