package dev.guildhall.sandbox;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The process of a stranger's program: reads {@link Calls}, makes them, writes {@link Answer}s,
 * ends.
 *
 * <p>The program reaches nothing of this machine: no Java, no files, no network, no threads, no
 * processes, no streams. Each call has a context of its own, so that none knows of another.
 */
final class Child {

  /** What it exits with when the engine itself fails. */
  static final int FAILED = 70;

  /** What it exits with when it outlived its time and nobody ended it. */
  static final int OUTLIVED = 71;

  /** What HotSpot exits with by {@code ExitOnOutOfMemoryError}. */
  static final int OUT_OF_MEMORY = 3;

  private static final String LANGUAGE = "js";
  private static final int MAX_MESSAGE = 1000;
  private static final long STACK_BYTES = 64L << 20;

  // A promise is settled by the time control comes back from the engine, or never.
  private static final String WATCH =
      """
      (value) => {
        const seen = {state: 'pending', value: undefined};
        value.then(
          (it) => { seen.state = 'kept'; seen.value = it; },
          (it) => { seen.state = 'broken'; seen.value = it; });
        return seen;
      }
      """;

  private final Calls calls;
  private final OutputStream out;
  private final Engine engine;
  private final Source program;

  private Child(Calls calls, OutputStream out) {
    this.calls = calls;
    this.out = out;
    this.engine =
        Engine.newBuilder(LANGUAGE)
            .sandbox(SandboxPolicy.CONSTRAINED)
            .in(InputStream.nullInputStream())
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    this.program = Source.newBuilder(LANGUAGE, calls.source(), "program").buildLiteral();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var calls = Calls.read(System.in);
    Thread.ofPlatform().daemon().start(() -> outlive(calls.lifeSeconds()));
    var failed = new Thread[1];
    var guest =
        new Thread(
            null,
            () -> new Child(calls, new FileOutputStream(FileDescriptor.out)).run(),
            "program",
            STACK_BYTES);
    guest.setUncaughtExceptionHandler((thread, _) -> failed[0] = thread);
    guest.start();
    guest.join();
    System.exit(failed[0] == null ? 0 : FAILED);
  }

  private static void outlive(int seconds) {
    try {
      new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Then now.
    }
    Runtime.getRuntime().halt(OUTLIVED);
  }

  private void run() {
    try (var warm = context()) {
      warm.eval(LANGUAGE, WATCH);
    }
    say(Answer.ready(calls.nonce()));
    for (int i = 0; i < calls.arguments().size(); i++) {
      say(answer(i).line(calls.nonce()));
    }
    say(Answer.done(calls.nonce()));
  }

  private Answer answer(int call) {
    long began = System.nanoTime();
    var kind = Answer.Kind.UNLOADABLE;
    String text;
    try (var context = context()) {
      // Taken before the program can change them.
      var watch = context.eval(LANGUAGE, WATCH);
      var parse = context.eval(LANGUAGE, "JSON.parse");
      context.eval(program);
      var function = context.getBindings(LANGUAGE).getMember(calls.function());
      if (function == null || !function.canExecute()) {
        return new Answer(
            call,
            kind,
            millis(began),
            JsonText.quoted("There is no function " + calls.function() + "."));
      }
      kind = Answer.Kind.THREW;
      began = System.nanoTime();
      var result = settled(watch, function.execute(arguments(parse, call)));
      text = JsonText.isUndefined(result) ? "" : JsonText.of(result);
      kind = text.isEmpty() ? Answer.Kind.NO_JSON : Answer.Kind.VALUE;
      text = text.isEmpty() ? JsonText.quoted("Nothing was returned.") : text;
    } catch (PolyglotException e) {
      if (e.isResourceExhausted()) {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
      if (e.isInternalError()) {
        throw e;
      }
      text = JsonText.quoted(message(e));
    } catch (Unsettled e) {
      text = JsonText.quoted("The promise was never kept.");
    } catch (Rejected e) {
      text = JsonText.quoted(cut(String.valueOf(e.getMessage())));
    } catch (JsonText.NoJson e) {
      kind = Answer.Kind.NO_JSON;
      text = JsonText.quoted(String.valueOf(e.getMessage()));
    }
    return new Answer(call, kind, millis(began), text);
  }

  private Context context() {
    return Context.newBuilder(LANGUAGE)
        .engine(engine)
        .sandbox(SandboxPolicy.CONSTRAINED)
        .in(InputStream.nullInputStream())
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .allowHostAccess(HostAccess.CONSTRAINED)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowCreateProcess(false)
        .allowCreateThread(false)
        .allowNativeAccess(false)
        .allowExperimentalOptions(false)
        .build();
  }

  private Object[] arguments(Value parse, int call) {
    var list = parse.execute(calls.arguments().get(call));
    var arguments = new Object[(int) list.getArraySize()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = list.getArrayElement(i);
    }
    return arguments;
  }

  private static Value settled(Value watch, Value result) throws Unsettled, Rejected {
    if (!result.hasMembers() || !result.canInvokeMember("then")) {
      return result;
    }
    var seen = watch.execute(result);
    var state = seen.getMember("state").asString();
    if (state.equals("pending")) {
      throw new Unsettled();
    }
    if (state.equals("broken")) {
      throw new Rejected(seen.getMember("value").toString());
    }
    return seen.getMember("value");
  }

  private static final class Unsettled extends Exception {}

  private static final class Rejected extends Exception {
    Rejected(String reason) {
      super(reason);
    }
  }

  /** The first line of it, after the line of the program that it comes from. */
  private static String message(PolyglotException e) {
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return cut(line(e) + said.replaceFirst("^(SyntaxError: )program:\\d+:\\d+ ", "$1"));
  }

  private static String line(PolyglotException e) {
    var at = e.getSourceLocation();
    if (at == null) {
      for (var frame : e.getPolyglotStackTrace()) {
        if (frame.isGuestFrame() && frame.getSourceLocation() != null) {
          at = frame.getSourceLocation();
          break;
        }
      }
    }
    boolean ours = at == null || !at.getSource().getName().equals("program");
    return ours ? "" : "line " + at.getStartLine() + ": ";
  }

  private static String cut(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + '…';
  }

  private static long millis(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private void say(String line) {
    try {
      out.write((line + '\n').getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
