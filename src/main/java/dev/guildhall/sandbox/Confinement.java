package dev.guildhall.sandbox;

import dev.guildhall.platform.process.ShortCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the operating system holds a child to, where it can: a user namespace without rights, a
 * network without interfaces, an end when ours ends (Linux); limits of processor, address space and
 * open files, and none to be written (wherever there is a POSIX shell). Every child is held by the
 * limits of its Java machine and of its engine besides.
 */
final class Confinement {

  // Processor time is a last resort behind the clock: the start costs some, and compiling and
  // collecting run beside the program. Files are for the class path. A system that does not know a
  // limit goes on without it.
  private static final String LIMITS =
      """
      ulimit -c 0 2>/dev/null
      ulimit -f 0 2>/dev/null
      ulimit -n 64 2>/dev/null
      ulimit -v %d 2>/dev/null
      ulimit -S -t %d 2>/dev/null
      ulimit -H -t %d 2>/dev/null
      exec "$@"
      """;

  // Of a Java machine beyond its heap, most of it reserved and never used.
  private static final int BESIDE_HEAP_MIB = 1400;

  private final List<String> prefix;
  private final Optional<String> shell;

  private Confinement(List<String> prefix, Optional<String> shell) {
    this.prefix = List.copyOf(prefix);
    this.shell = shell;
  }

  /** Finds out what there is; starts some short processes. */
  static Confinement find() {
    var prefix = new ArrayList<String>();
    program("unshare")
        .map(it -> List.of(it, "--user", "--net", "--ipc", "--"))
        .filter(Confinement::works)
        .ifPresent(prefix::addAll);
    program("setpriv")
        .map(it -> List.of(it, "--no-new-privs", "--pdeathsig", "KILL", "--"))
        .filter(Confinement::works)
        .ifPresent(prefix::addAll);
    return new Confinement(prefix, program("sh"));
  }

  /** The command that runs {@code java} within bounds. */
  List<String> command(List<String> java, Program.Limits limits) {
    var command = new ArrayList<>(prefix);
    shell.ifPresent(
        it -> {
          long seconds = limits.time().toSeconds() * 2 + 10;
          long kib = (limits.memoryMib() + BESIDE_HEAP_MIB) * 1024L;
          command.addAll(List.of(it, "-c", LIMITS.formatted(kib, seconds, seconds + 2), "sandbox"));
        });
    command.addAll(java);
    return List.copyOf(command);
  }

  private static Optional<String> program(String name) {
    for (String folder : List.of("/usr/bin", "/bin")) {
      var path = Path.of(folder, name);
      if (Files.isExecutable(path)) {
        return Optional.of(path.toString());
      }
    }
    return Optional.empty();
  }

  /** Whether the prefix may be used here; many containers forbid it. */
  private static boolean works(List<String> prefix) {
    var command = new ArrayList<>(prefix);
    command.add(program("true").orElse("true"));
    try {
      return ShortCommand.works(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
