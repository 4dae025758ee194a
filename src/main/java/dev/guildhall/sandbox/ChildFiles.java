package dev.guildhall.sandbox;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a child finds on the disk: its class path, which is the engine and a jar made here of the
 * four classes that it needs, and an empty folder to be in. All lie in one private temporary
 * folder.
 */
final class ChildFiles implements AutoCloseable {

  private static final List<String> ENGINE = List.of("org.graalvm.", "com.oracle.truffle.");

  private static final List<Class<?>> OURS =
      List.of(Child.class, Calls.class, Answer.class, JsonText.class);

  private final Path folder;
  private final Path jar;
  private final List<String> engine;

  ChildFiles() throws IOException {
    this.engine = engine();
    this.folder = Files.createTempDirectory("guildhall-sandbox-");
    this.jar = folder.resolve("child.jar");
  }

  /** The class path; made anew should somebody have tidied the temporary folder. */
  synchronized String classPath() throws IOException {
    if (Files.notExists(jar)) {
      Files.createDirectories(folder);
      writeJar();
    }
    return jar + File.pathSeparator + String.join(File.pathSeparator, engine);
  }

  /** An empty folder for one run. */
  Path newFolder() throws IOException {
    Files.createDirectories(folder);
    return Files.createTempDirectory(folder, "run-");
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    remove(folder);
  }

  private void writeJar() throws IOException {
    var made = Files.createTempFile(folder, "child", ".tmp");
    try (var zip = new ZipOutputStream(Files.newOutputStream(made))) {
      for (String name : classFiles()) {
        zip.putNextEntry(new ZipEntry(name));
        try (var bytes = ChildFiles.class.getResourceAsStream('/' + name)) {
          if (bytes == null) {
            throw new FileNotFoundException(name);
          }
          bytes.transferTo(zip);
        }
        zip.closeEntry();
      }
    }
    Files.move(made, jar);
  }

  private static List<String> classFiles() {
    var names = new ArrayList<String>();
    for (Class<?> each : OURS) {
      names.add(each.getName());
      for (Class<?> inner : each.getDeclaredClasses()) {
        names.add(inner.getName());
      }
    }
    return names.stream().distinct().map(it -> it.replace('.', '/') + ".class").toList();
  }

  /** The engine's jars, found by the names of their modules: their file names carry versions. */
  private static List<String> engine() throws IOException {
    var jars = new ArrayList<String>();
    for (String descriptor :
        List.of("module-info.class", "META-INF/versions/21/module-info.class")) {
      for (URL url : Collections.list(ChildFiles.class.getClassLoader().getResources(descriptor))) {
        if (url.openConnection() instanceof JarURLConnection connection && isEngine(url)) {
          jars.add(path(connection.getJarFileURL()));
        }
      }
    }
    return jars.stream().distinct().sorted().collect(Collectors.toUnmodifiableList());
  }

  private static String path(URL file) throws IOException {
    try {
      return Path.of(file.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static boolean isEngine(URL descriptor) throws IOException {
    try (var in = descriptor.openStream()) {
      String name = ModuleDescriptor.read(in).name();
      return ENGINE.stream().anyMatch(name::startsWith);
    }
  }
}
