package dev.guildhall.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What one store keeps in the home folder, and the lock that makes this process its only owner. */
final class HomeFolder implements AutoCloseable {

  private static final int PASSWORD_BYTES = 24;

  private final Path home;
  private final String store;
  private final FileLock lock;

  private HomeFolder(Path home, String store, FileLock lock) {
    this.home = home;
    this.store = store;
    this.lock = lock;
  }

  /**
   * Takes the folder of {@code store} under {@code home}.
   *
   * @throws EmbeddedStoreException when another running process holds it
   */
  static HomeFolder lock(Path home, String store) {
    var root = home.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root.resolve(store));
      var lock = tryLock(root.resolve(store + ".lock"));
      if (lock == null) {
        throw new EmbeddedStoreException(
            "Another running Guildhall uses the %s in %s; stop it or name another home."
                .formatted(store, root));
      }
      return new HomeFolder(root, store, lock);
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot write to the home folder " + root, e);
    }
  }

  private static @Nullable FileLock tryLock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException _) {
      channel.close();
      return null;
    }
  }

  Path folder() {
    return home.resolve(store);
  }

  Path data() {
    return folder().resolve("data");
  }

  Path log() {
    return folder().resolve("server.log");
  }

  /** The password of an earlier run, or a new random one that is kept for the next. */
  String password() {
    var file = home.resolve(store + ".password");
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      var bytes = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(bytes);
      var password = HexFormat.of().formatHex(bytes);
      writePrivately(file, password + "\n");
      return password;
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot keep the password in " + file, e);
    }
  }

  /** Writes a file that was never readable by others, not even while it was being written. */
  static void writePrivately(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
  }

  @Override
  public void close() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot release " + folder(), e);
    }
  }
}
