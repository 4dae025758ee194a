package dev.guildhall.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The rate of cycles with Redis, then with Redis killed, in turns. */
final class RedisDeadPart implements Part {

  private static final long SETTLE_MS = 2_000;

  @Override
  public void measure() throws Exception {
    try (var bench = Bench.open("redis-dead", Sizes.WORKERS, Sizes.TASKS)) {
      bench.warmUp();
      var shares = new double[Sizes.ROUNDS];
      String how = "";
      for (int round = 0; round < Sizes.ROUNDS; round++) {
        var workers = bench.workers(Sizes.WORKERS);
        double normal = bench.load().closed(workers, Sizes.SPAN).requireNoFailure().perSecond();
        var command = kill(bench.server());
        Thread.sleep(SETTLE_MS);
        double dead = bench.load().closed(workers, Sizes.SPAN).requireNoFailure().perSecond();
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        Thread.sleep(SETTLE_MS);
        shares[round] = 100 * dead / normal;
        how = String.format(Locale.ROOT, "%.0f with, %.0f without, per s", normal, dead);
      }
      kill(bench.server());
      Figures.record("redis.dead", "%", how, shares);
    }
  }

  /** Kills the server's Redis as a crash would; the command that starts it again. */
  private static List<String> kill(TestedServer server) throws IOException {
    long pid = Long.parseLong(Files.readString(server.home().resolve("redis/redis.pid")).strip());
    var process = ProcessHandle.of(pid).orElseThrow();
    String program = process.info().command().orElseThrow();
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    return List.of(program, server.home().resolve("redis/redis.conf").toString());
  }
}
