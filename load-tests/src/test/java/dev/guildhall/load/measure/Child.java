package dev.guildhall.load.measure;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Programs of the load tests as processes of their own. */
final class Child {

  private Child() {}

  /** Starts a main class of this class path; what it says can be read, errors are shown. */
  static Process java(String java, List<String> options, String main, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-classpath", classPath(), main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Maven runs main classes in its own process, where the property names Maven's libraries. */
  private static String classPath() {
    return Child.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(url -> Path.of(java.net.URI.create(url.toString())).toString())
            .collect(Collectors.joining(System.getProperty("path.separator")))
        : System.getProperty("java.class.path");
  }
}
