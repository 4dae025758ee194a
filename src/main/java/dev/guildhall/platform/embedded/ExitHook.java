package dev.guildhall.platform.embedded;

/** Stops a store when the JVM exits without having closed it. */
final class ExitHook {

  private final Thread hook;

  private ExitHook(Thread hook) {
    this.hook = hook;
  }

  static ExitHook of(String store, boolean wanted, Runnable stop) {
    var hook = Thread.ofPlatform().name(store + "-exit").unstarted(stop);
    if (wanted) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
    return new ExitHook(hook);
  }

  void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is exiting already; the hook and close() may both stop the store.
    }
  }
}
