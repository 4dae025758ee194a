package dev.guildhall.load;

import java.nio.file.Path;
import java.time.Duration;

/** What the command line says: which server, and how much of everything. */
final class Settings {

  static final String SERVER = System.getProperty("server", "http://127.0.0.1:8080");

  /** The folder of the server under test. */
  static final Path HOME = Path.of(System.getProperty("home", "../.guildhall"));

  private Settings() {}

  static int number(String name, int usual) {
    return Integer.getInteger(name, usual);
  }

  static Duration seconds(String name, int usual) {
    return Duration.ofSeconds(number(name, usual));
  }
}
