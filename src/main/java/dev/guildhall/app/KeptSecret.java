package dev.guildhall.app;

import dev.guildhall.platform.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Secrets that a node makes at its first start and keeps in its home, readable by it alone. */
final class KeptSecret {

  private static final String LETTERS = "abcdefghjkmnpqrstvwxyz23456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeptSecret() {}

  /** 32 random bytes in hexadecimal, the same at every call for one home. */
  static Secret key(Path home, String name) {
    return kept(home.resolve(name), KeptSecret::bytes);
  }

  /** A password that a person can type, the same at every call for one home. */
  static Secret password(Path home, String name) {
    return kept(home.resolve(name), KeptSecret::letters);
  }

  private static Secret kept(Path file, Supplier<String> make) {
    try {
      if (!Files.exists(file)) {
        write(file.toAbsolutePath(), make.get());
      }
      return new Secret(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a secret in " + file, e);
    }
  }

  /**
   * Never readable by others, not even while it is being written: so are temporary files. It
   * appears whole or not at all, and never replaces one that another process has just made.
   */
  private static void write(Path file, String secret) throws IOException {
    Files.createDirectories(file.getParent());
    var draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      Files.writeString(draft, secret + "\n");
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was first, and its secret is the one.
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String bytes() {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String letters() {
    var text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      text.append(i > 0 && i % 4 == 0 ? "-" : "");
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
