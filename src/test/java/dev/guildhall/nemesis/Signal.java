package dev.guildhall.nemesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends signals by name; Java itself knows only two. */
final class Signal {

  private Signal() {}

  static void send(long pid, String name) {
    send(Stream.of(pid), name);
  }

  /** To a process and all that it has started. */
  static void sendToAll(long pid, String name) {
    var handle = ProcessHandle.of(pid);
    send(
        Stream.concat(
            Stream.of(pid),
            handle.stream().flatMap(it -> it.descendants().map(ProcessHandle::pid))),
        name);
  }

  private static void send(Stream<Long> pids, String name) {
    try {
      var all = pids.map(Object::toString).collect(Collectors.joining(" "));
      new ProcessBuilder("sh", "-c", "kill -" + name + ' ' + all)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
