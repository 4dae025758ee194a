package dev.guildhall.account;

import dev.guildhall.platform.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The secret of the installation, and the keys derived from it, one for each purpose. */
final class ServerSecret {

  private static final String FILE = "accounts.secret";
  private static final int MIN_LENGTH = 16;

  private final byte[] secret;

  private ServerSecret(String secret) {
    if (secret.length() < MIN_LENGTH) {
      throw new IllegalStateException(
          "accounts.secret has to have at least " + MIN_LENGTH + " characters");
    }
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The configured one, or one that is made at the first start and kept in {@code home}, readable
   * by its owner only.
   */
  static ServerSecret of(Secret configured, Path home) {
    return new ServerSecret(
        configured.reveal().isEmpty() ? kept(home.resolve(FILE)) : configured.reveal());
  }

  private static String kept(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the secret " + file + " cannot be read or made", e);
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path written = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".new");
    try {
      if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(written, RandomText.token());
      // Appears whole or not at all, and never replaces one that another process has just made.
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** A key of 256 bits for one purpose; knowing it tells nothing of the others. */
  byte[] key(String purpose) {
    return Hashes.hmac(secret, ("guildhall " + purpose).getBytes(StandardCharsets.UTF_8));
  }
}
