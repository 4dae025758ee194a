/**
 * Runs a main class in this JVM and ends it, shutdown hooks and all, when the Maven that started it
 * is gone. Maven's exec plugin starts a program and does not stop it when Maven itself is told to
 * end; without this, {@code kill} on Maven would leave the servers running.
 *
 * <p>{@code java -classpath … EndWithMaven.java <main class> <argument>…}
 */
final class EndWithMaven {

  private EndWithMaven() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    ProcessHandle.current()
        .parent()
        .ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(143)));
    var arguments = java.util.Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) arguments);
  }
}
