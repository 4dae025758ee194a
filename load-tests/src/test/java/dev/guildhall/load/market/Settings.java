package dev.guildhall.load.market;

import java.nio.file.Path;
import java.time.Duration;

/** What the command line says: which server, and how much of everything. */
public final class Settings {

  public static final String SERVER = System.getProperty("server", "http://127.0.0.1:8080");

  /** The folder of the load tests. */
  public static final Path FOLDER = Path.of(System.getProperty("load.folder", "."));

  /** The folder of the server under test. */
  public static final Path HOME =
      Path.of(System.getProperty("home", FOLDER.resolve("../.guildhall").toString()));

  private Settings() {}

  public static int number(String name, int usual) {
    return Integer.getInteger(name, usual);
  }

  public static Duration seconds(String name, int usual) {
    return Duration.ofSeconds(number(name, usual));
  }
}
