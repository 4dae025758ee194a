package dev.guildhall.platform.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that ends by itself within a moment, and of which only its end matters. */
public final class ShortCommand {

  private static final int PATIENCE_SECONDS = 10;

  private ShortCommand() {}

  /** Whether the command exists here and ends well; one that takes too long is ended. */
  public static boolean works(List<String> command) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException _) {
      return false;
    }
  }
}
