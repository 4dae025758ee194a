package dev.guildhall.identity;

import dev.guildhall.platform.image.ImageIntake;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Photos at rest, by AES-256-GCM (NIST SP 800-38D). Each person has a key, which is kept wrapped by
 * one of the configuration: where the wrapped key is destroyed, all of the person's photos are, in
 * every backup too. Both are bound to whom and what they are for, so that nothing opens in the
 * place of something else.
 *
 * <p>What is sealed is a version (1 byte), a nonce (12), the encrypted bytes and a tag (16).
 */
final class PhotoVault {

  /** What is taken as a photo: as large as phones make them, kept as large as print stays sharp. */
  static final ImageIntake INTAKE =
      new ImageIntake(12 << 20, 12_000, 64_000_000, 2_400, ImageIntake.Output.JPEG);

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String PURPOSE = "guildhall key of a person 1";
  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LEAST_BYTES = 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE;

  private final KeyRing keys;
  private final SecureRandom random;

  PhotoVault(KeyRing keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * A person's key, as it is kept.
   *
   * @param keyId which key of the configuration wraps it
   */
  record PersonKey(WorkerId person, String keyId, Buffer wrapped) {}

  /** What a photo shows. */
  enum Shows {
    FRONT,
    BACK,
    FACE
  }

  /** What came of opening. */
  sealed interface Opened {

    /** The very bytes that were sealed. */
    record Photo(Buffer bytes) implements Opened {

      /** Without the bytes, which are nobody's business in a log. */
      @Override
      public String toString() {
        return "Photo[" + bytes.length() + " bytes]";
      }
    }

    /** The key of the configuration is gone, and with it what it wraps. */
    record KeyGone(String keyId) implements Opened {}

    /** It is not what was sealed for this person, place and key, or somebody has changed it. */
    record NotThis() implements Opened {}
  }

  /** A fresh key, under the current key of the configuration. */
  PersonKey newKey(WorkerId person) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      return wrapped(person, key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The same key under the current key of the configuration; photos need no change. Empty when it
   * cannot be unwrapped.
   */
  Optional<PersonKey> rewrapped(PersonKey key) {
    return wrapping(key.keyId())
        .flatMap(outer -> opened(outer, aad(key.person(), key.keyId()), key.wrapped()))
        .map(
            inner -> {
              try {
                return wrapped(key.person(), inner);
              } finally {
                Arrays.fill(inner, (byte) 0);
              }
            });
  }

  /**
   * Encrypts a photo. Twice the same gives different bytes.
   *
   * @throws IllegalStateException the key cannot be unwrapped
   */
  Buffer seal(PersonKey key, UUID photo, Shows shows, Buffer bytes) {
    var inner =
        wrapping(key.keyId())
            .flatMap(outer -> inner(outer, key))
            .orElseThrow(() -> new IllegalStateException("No key for " + key.person()));
    return sealed(inner, aad(key.person(), photo, shows), bytes.getBytes());
  }

  Opened open(PersonKey key, UUID photo, Shows shows, Buffer sealed) {
    var outer = wrapping(key.keyId());
    if (outer.isEmpty()) {
      return new Opened.KeyGone(key.keyId());
    }
    return inner(outer.get(), key)
        .flatMap(inner -> opened(inner, aad(key.person(), photo, shows), sealed))
        .<Opened>map(bytes -> new Opened.Photo(Buffer.buffer(bytes)))
        .orElseGet(Opened.NotThis::new);
  }

  private PersonKey wrapped(WorkerId person, byte[] key) {
    var outer = wrapping(keys.current()).orElseThrow();
    return new PersonKey(person, keys.current(), sealed(outer, aad(person, keys.current()), key));
  }

  private Optional<SecretKey> wrapping(String keyId) {
    return keys.key(keyId, "AES", PURPOSE);
  }

  private static Optional<Key> inner(SecretKey outer, PersonKey key) {
    return opened(outer, aad(key.person(), key.keyId()), key.wrapped())
        .map(bytes -> new SecretKeySpec(bytes, "AES"));
  }

  private static byte[] aad(WorkerId person, String keyId) {
    return ("key|" + person.value() + '|' + keyId).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] aad(WorkerId person, UUID photo, Shows shows) {
    return ("photo|" + person.value() + '|' + photo + '|' + shows).getBytes(StandardCharsets.UTF_8);
  }

  private Buffer sealed(Key key, byte[] aad, byte[] bytes) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, aad);
      return Buffer.buffer()
          .appendByte(VERSION)
          .appendBytes(nonce)
          .appendBytes(cipher.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<byte[]> opened(Key key, byte[] aad, Buffer sealed) {
    if (sealed.length() < LEAST_BYTES || sealed.getByte(0) != VERSION) {
      return Optional.empty();
    }
    var nonce = sealed.getBytes(1, 1 + NONCE_BYTES);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, aad);
      return Optional.of(cipher.doFinal(sealed.getBytes(1 + NONCE_BYTES, sealed.length())));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(aad);
    return cipher;
  }
}
