package dev.guildhall.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a node until it is told to stop. */
@Command(
    name = "serve",
    description = "Runs a node until it gets SIGTERM or SIGINT, then stops without losing work.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Mixin private ConfigurationOptions options = new ConfigurationOptions();

  @Override
  public Integer call() throws InterruptedException {
    runUntilStopped(Server.start(options.load()));
    return 0;
  }

  /** Waits for the JVM to be told to stop; {@code server} is closed before it does. */
  static void runUntilStopped(Server server) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(server::close));
    new CountDownLatch(1).await();
  }
}
