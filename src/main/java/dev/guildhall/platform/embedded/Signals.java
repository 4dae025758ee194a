package dev.guildhall.platform.embedded;

import java.io.IOException;

/** Sends signals by name; Java itself knows only TERM and KILL. */
final class Signals {

  private Signals() {}

  /** Sends {@code signal} to {@code pid}; that the process is gone already is no error. */
  static void send(long pid, String signal) {
    try {
      // The shell's own kill: small images have a shell but not always the program.
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new EmbeddedStoreException("Cannot signal process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStoreException("Interrupted while signalling process " + pid, e);
    }
  }
}
