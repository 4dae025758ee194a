package dev.guildhall.platform.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Unpacks a server program from the classpath, once per build of the program. */
final class ProgramArchive {

  private ProgramArchive() {}

  /** The folder that holds the unpacked PostgreSQL. */
  static Path postgres(Path runtimes) {
    var platform = mac() ? "darwin" : "linux";
    var resource = "postgres-%s-%s.txz".formatted(platform, arm() ? "arm_64" : "x86_64");
    return unpackOnce(runtimes, "postgres-18", resource, ProgramArchive::untar);
  }

  /** The Redis server program itself. */
  static Path redis(Path runtimes) {
    var platform = mac() ? "darwin" : "linux";
    var resource = "redis-server-7.0.15-%s-%s".formatted(platform, arm() ? "arm64" : "amd64");
    var folder = unpackOnce(runtimes, "redis-7.0.15", resource, ProgramArchive::copyProgram);
    return folder.resolve("redis-server");
  }

  private interface Unpacking {
    void into(Path folder, InputStream archive) throws IOException;
  }

  /**
   * The folder's name carries the archive's checksum, so another build is never mistaken for it.
   */
  private static Path unpackOnce(Path runtimes, String name, String resource, Unpacking unpacking) {
    var url = ProgramArchive.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new EmbeddedStoreException(
          "There is no embedded server for %s on %s (%s is not on the classpath); name your own in the configuration."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), resource));
    }
    try {
      var folder = runtimes.toAbsolutePath().resolve(name + "-" + checksum(url));
      if (!Files.isDirectory(folder)) {
        unpack(url, folder, unpacking);
      }
      return folder;
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot unpack %s into %s".formatted(resource, runtimes), e);
    }
  }

  private static String checksum(URL url) throws IOException {
    return url.openConnection() instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : "plain";
  }

  /** Another process may unpack the same program meanwhile; whoever moves first wins. */
  private static void unpack(URL url, Path folder, Unpacking unpacking) throws IOException {
    Files.createDirectories(folder.getParent());
    var draft = Files.createTempDirectory(folder.getParent(), "unpacking-");
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var archive = new BufferedInputStream(url.openStream())) {
      unpacking.into(draft, archive);
      Files.move(draft, folder);
    } catch (IOException e) {
      deleteTree(draft);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void copyProgram(Path folder, InputStream program) throws IOException {
    var file = folder.resolve("redis-server");
    Files.copy(program, file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void untar(Path folder, InputStream archive) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpackEntry(folder, entry, tar);
      }
    }
  }

  private static void unpackEntry(Path folder, TarArchiveEntry entry, InputStream content)
      throws IOException {
    var target = inside(folder, entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      inside(folder, folder.relativize(target.resolveSibling(entry.getLinkName())).toString());
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, inside(folder, entry.getLinkName()));
    } else {
      Files.copy(content, target);
      Files.setPosixFilePermissions(
          target,
          PosixFilePermissions.fromString(
              (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static Path inside(Path folder, String name) throws IOException {
    var target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("The archive names a file outside its folder: " + name);
    }
    return target;
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean mac() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
  }

  private static boolean arm() {
    var arch = System.getProperty("os.arch");
    return arch.equals("aarch64") || arch.equals("arm64");
  }
}
