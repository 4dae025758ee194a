package dev.guildhall.sandbox;

import dev.guildhall.platform.json.MalformedJson;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.sandbox.ChildRun.Outcome;
import dev.guildhall.sandbox.Result.Ending;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs strangers' programs against tests, each in a process of its own that is never used again.
 *
 * <p>At most {@code atOnce} at a time and {@code waiting} more in line, in the order of asking.
 * Running a program again has no effect but its cost; how long it takes depends on the machine, so
 * {@link Report.TimedOut} may come out otherwise.
 */
public final class Sandbox implements AutoCloseable {

  /** The longest program, in UTF-8. */
  public static final int MAX_SOURCE_BYTES = 65_536;

  private static final Logger log = LoggerFactory.getLogger(Sandbox.class);
  private static final int MAX_TESTS = 500;
  private static final int MAX_ARGUMENTS = 4 << 20;
  private static final int MAX_SHOWN = 500;
  private static final int NONCE_BYTES = 16;
  private static final int LIFE_BESIDE_TIME_SECONDS = 60;
  private static final String CLOSED = "the sandbox is closed";

  private final Vertx vertx;
  private final SandboxConfig config;
  private final ThreadPoolExecutor threads;
  private final SecureRandom random = new SecureRandom();
  private final Set<ChildRun> running = ConcurrentHashMap.newKeySet();
  private @Nullable ChildFiles files;
  private @Nullable Confinement confinement;
  private volatile boolean closed;

  public Sandbox(Vertx vertx, SandboxConfig config) {
    this.vertx = vertx;
    this.config = config;
    int most = Math.max(1, config.atOnce());
    // Platform threads: the kernel ends a child with the thread that made it.
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.waiting()),
            Thread.ofPlatform().daemon().name("sandbox-", 0).factory());
    this.threads.allowCoreThreadTimeOut(true);
  }

  /** Runs {@code program} against its tests. Never fails; every answer is a {@link Report}. */
  public Future<Report> run(Program program) {
    var refused = refusal(program);
    if (refused != null) {
      return Future.succeededFuture(new Report.Refused(refused));
    }
    try {
      return Future.fromCompletionStage(
          CompletableFuture.supplyAsync(() -> report(program), threads),
          vertx.getOrCreateContext());
    } catch (RejectedExecutionException e) {
      return Future.succeededFuture(
          new Report.Broken(closed ? CLOSED : "too many programs are waiting"));
    }
  }

  int waiting() {
    return threads.getQueue().size();
  }

  private Report.@Nullable Reason refusal(Program program) {
    if (config.atOnce() == 0) {
      return Report.Reason.SWITCHED_OFF;
    }
    if (!program.language().equals(Program.JAVASCRIPT)) {
      return Report.Reason.UNKNOWN_LANGUAGE;
    }
    long arguments =
        program.tests().stream().mapToLong(test -> test.args().encode().length()).sum();
    boolean fits =
        program.source().getBytes(StandardCharsets.UTF_8).length <= MAX_SOURCE_BYTES
            && program.tests().size() <= MAX_TESTS
            && arguments <= MAX_ARGUMENTS;
    return fits ? null : Report.Reason.TOO_LONG;
  }

  private Report report(Program program) {
    try {
      return reportOf(program, outcome(program));
    } catch (IOException | RuntimeException e) {
      if (!closed) {
        log.warn("a program could not be run", e);
      }
      return new Report.Broken(String.valueOf(e.getMessage()));
    }
  }

  private Outcome outcome(Program program) throws IOException {
    var limits = program.limits();
    var calls = calls(program, nonce());
    var folder = files().newFolder();
    try {
      var child = start(folder, limits);
      try {
        return child.make(calls, limits.time());
      } finally {
        running.remove(child);
      }
    } finally {
      ChildFiles.remove(folder);
    }
  }

  /** All that a child is told: nothing of what is expected, no name of a test. */
  static Calls calls(Program program, String nonce) {
    return new Calls(
        nonce,
        program.source(),
        program.function(),
        program.tests().stream().map(test -> test.args().encode()).toList(),
        (int) program.limits().time().toSeconds() + LIFE_BESIDE_TIME_SECONDS);
  }

  /** Under the lock, so that {@link #close} either sees a child or keeps it from being made. */
  private synchronized ChildRun start(Path folder, Program.Limits limits) throws IOException {
    if (closed) {
      throw new IOException(CLOSED);
    }
    if (confinement == null) {
      confinement = Confinement.find();
    }
    var builder =
        new ProcessBuilder(
                confinement.command(java(files().classPath(), limits.memoryMib()), limits))
            .directory(folder.toFile());
    builder.environment().clear();
    // One arena rather than one per thread, which the limit of the address space would count.
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    var child = new ChildRun(builder.start());
    running.add(child);
    return child;
  }

  private static List<String> java(String classPath, int memoryMib) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + memoryMib + "m",
        "-XX:+UseSerialGC",
        // Quick to start; programs are short.
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:MaxMetaspaceSize=128m",
        "-XX:CompressedClassSpaceSize=64m",
        "-XX:MaxDirectMemorySize=1m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:+DisableAttachMechanism",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "--illegal-native-access=deny",
        "--sun-misc-unsafe-memory-access=allow",
        // It would speed up a compiler that is not there, and be native code.
        "-Dpolyglotimpl.AttachLibraryFailureAction=ignore",
        "-Djava.io.tmpdir=.",
        "-Duser.timezone=UTC",
        "-Duser.language=en",
        "-Duser.country=US",
        "-cp",
        classPath,
        Child.class.getName());
  }

  private synchronized ChildFiles files() throws IOException {
    if (closed) {
      throw new IOException(CLOSED);
    }
    if (files == null) {
      files = new ChildFiles();
    }
    return files;
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Report reportOf(Program program, Outcome outcome) {
    var results = results(program.tests(), outcome.answers());
    return switch (outcome.end()) {
      case DONE -> new Report.Ran(results);
      case TOO_SLOW -> new Report.TimedOut(results);
      case OUT_OF_MEMORY -> new Report.OutOfMemory(results);
      case FAILED -> {
        if (closed) {
          yield new Report.Broken(CLOSED);
        }
        log.warn("the process of a program failed: {}", outcome.complaint());
        yield new Report.Broken("its process failed: " + outcome.complaint());
      }
    };
  }

  static List<Result> results(List<Program.Test> tests, List<Answer> answers) {
    var results = new ArrayList<Result>();
    for (int i = 0; i < tests.size(); i++) {
      var test = tests.get(i);
      results.add(
          i < answers.size()
              ? result(test, answers.get(i))
              : new Result(test.name(), test.visible(), Ending.UNFINISHED, null, null, 0));
    }
    return List.copyOf(results);
  }

  private static Result result(Program.Test test, Answer answer) {
    Object got;
    try {
      got = StrictJson.parse(answer.text());
    } catch (MalformedJson e) {
      return result(test, answer, Ending.NO_JSON, null, e.getMessage());
    }
    return switch (answer.kind()) {
      case VALUE ->
          SameJson.same(test.expected(), got)
              ? result(test, answer, Ending.PASSED, null, null)
              : result(test, answer, Ending.DIFFERENT, test.expected(), got);
      case THREW -> result(test, answer, Ending.THREW, null, got);
      case NO_JSON -> result(test, answer, Ending.NO_JSON, null, got);
      case UNLOADABLE -> result(test, answer, Ending.UNLOADABLE, null, got);
    };
  }

  private static Result result(
      Program.Test test,
      Answer answer,
      Ending ending,
      @Nullable Object expected,
      @Nullable Object got) {
    // Before it loads, a program has been given nothing that it could tell.
    boolean sayable = test.visible() || ending == Ending.UNLOADABLE;
    boolean isValue = ending == Ending.DIFFERENT;
    return new Result(
        test.name(),
        test.visible(),
        ending,
        sayable && isValue ? shown(StrictJson.write(expected).toString()) : null,
        sayable && ending != Ending.PASSED
            ? shown(isValue ? StrictJson.write(got).toString() : String.valueOf(got))
            : null,
        answer.millis());
  }

  /** Short, and without characters that do not show, or that a database would not take. */
  private static String shown(String text) {
    int[] characters =
        text.codePoints()
            .limit(MAX_SHOWN)
            .map(c -> Character.isISOControl(c) || isHalf(c) ? '\uFFFD' : c)
            .toArray();
    String start = new String(characters, 0, characters.length);
    return start.length() < text.length() ? start + '…' : start;
  }

  private static boolean isHalf(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  /** Ends what runs, at once; whoever waits is told that the sandbox is closed. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    running.forEach(ChildRun::end);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("a program's process did not end within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (files != null) {
        files.close();
      }
    }
  }
}
