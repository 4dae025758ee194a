package dev.guildhall.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A second JVM that runs both stores and waits to be killed. */
record InAnotherProcess(Process process, long postgresPid, long redisPid) {

  static InAnotherProcess start(Path home, Path runtimes) throws IOException {
    var command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            InAnotherProcess.class.getName(),
            home.toString(),
            runtimes.toString());
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var pids = process.inputReader().readLine().split(" ");
    return new InAnotherProcess(process, Long.parseLong(pids[0]), Long.parseLong(pids[1]));
  }

  /** False also for a process that is dead and waits to be reaped. */
  static boolean runs(ProcessHandle process) {
    try {
      return process.isAlive()
          && !Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  public static void main(String[] args) {
    var home = Path.of(args[0]);
    var options = StoreOptions.defaults().withRuntimes(Path.of(args[1]));
    var postgres = EmbeddedPostgres.start(home, options);
    var redis = EmbeddedRedis.start(home, options);
    System.out.println(postgres.pid() + " " + redis.pid());
    while (true) {
      LockSupport.park();
    }
  }
}
