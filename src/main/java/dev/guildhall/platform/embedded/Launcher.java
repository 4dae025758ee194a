package dev.guildhall.platform.embedded;

import dev.guildhall.platform.process.ShortCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the right prefix before a server's command: its own session, so that Ctrl-C in the terminal
 * reaches only us; a signal when we die; and, for PostgreSQL, a user that is not root.
 */
final class Launcher {

  /** The user that owns nothing; the fallback when root may not make a user namespace. */
  private static final String NOBODY = "65534";

  private final List<String> prefix;
  private final boolean changesOwner;

  private Launcher(List<String> prefix, boolean changesOwner) {
    this.prefix = List.copyOf(prefix);
    this.changesOwner = changesOwner;
  }

  /** Runs a server as the user we are. {@code atOurDeath} is a signal name such as {@code TERM}. */
  static Launcher plain(String atOurDeath) {
    var prefix = new ArrayList<>(ownSession());
    prefix.addAll(dyingWithUs(atOurDeath));
    return new Launcher(prefix, false);
  }

  /**
   * Runs a server as anyone but root, which PostgreSQL demands.
   *
   * <p>For root: a user namespace in which we appear as nobody. Files keep their owner, so it works
   * below private folders too. Where namespaces are forbidden (many containers), the real user
   * nobody, who is then given the data folder and must be able to reach it.
   */
  static Launcher unprivileged(String atOurDeath) {
    if (!root()) {
      return plain(atOurDeath);
    }
    var prefix = new ArrayList<>(ownSession());
    if (works(List.of("unshare", "--user", "true"))) {
      prefix.addAll(List.of("unshare", "--user"));
      prefix.addAll(dyingWithUs(atOurDeath));
      return new Launcher(prefix, false);
    }
    prefix.addAll(asNobody());
    prefix.addAll(dyingWithUs(atOurDeath));
    return new Launcher(prefix, true);
  }

  private static List<String> asNobody() {
    var asNobody = List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--");
    if (works(and(asNobody, List.of("true")))) {
      return asNobody;
    }
    throw new EmbeddedStoreException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv can change the user here; start as an ordinary user.");
  }

  /** Hands the folder to the user the server will be; does nothing when that is us. */
  void give(Path folder) {
    if (!changesOwner) {
      return;
    }
    if (!works(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()))
        || !works(and(prefix, List.of("test", "-w", folder.toString())))) {
      throw new EmbeddedStoreException(
          "PostgreSQL does not run as root, and the user nobody cannot reach %s; choose a home outside private folders or start as an ordinary user."
              .formatted(folder));
    }
  }

  List<String> command(List<String> program) {
    return and(prefix, program);
  }

  private static List<String> ownSession() {
    return works(List.of("setsid", "true")) ? List.of("setsid") : List.of();
  }

  private static List<String> dyingWithUs(String signal) {
    var dying = List.of("setpriv", "--pdeathsig", signal, "--");
    return works(and(dying, List.of("true"))) ? dying : List.of();
  }

  private static boolean root() {
    try {
      return Files.isDirectory(Path.of("/proc/self"))
          && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether the command exists here and ends well. */
  private static boolean works(List<String> command) {
    try {
      return ShortCommand.works(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStoreException("Interrupted while starting a store", e);
    }
  }

  private static List<String> and(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
