package dev.guildhall.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A disk of its own, in memory, that can be filled to the last byte. Needs the right to mount. */
final class SmallDisk implements AutoCloseable {

  private static final int CHUNK = 1 << 20;

  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  /** Empty where we may not mount. */
  static Optional<SmallDisk> mount(Path at, int megabytes) {
    return works("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", at.toString())
        ? Optional.of(new SmallDisk(at))
        : Optional.empty();
  }

  void fill() {
    try (var ballast = Files.newOutputStream(ballast())) {
      for (int size = CHUNK; size > 0; ) {
        try {
          ballast.write(new byte[size]);
        } catch (IOException full) {
          size /= 2;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void free() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ballast() {
    return at.resolve("ballast");
  }

  @Override
  public void close() {
    works("umount", "-l", at.toString());
  }

  private static boolean works(String... command) {
    try {
      var process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
