package dev.guildhall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.guildhall.sandbox.Report.Ran;
import dev.guildhall.sandbox.Result.Ending;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes; no store. */
@Isolated("it counts processes")
class SandboxIT {

  private static final Program.Limits SHORT = new Program.Limits(Duration.ofSeconds(1), 128);
  private static final String SECRET = "what-is-expected";

  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    sandbox = new Sandbox(vertx, new SandboxConfig(2, 50));
  }

  @AfterAll
  static void close() throws Exception {
    sandbox.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aRightProgramPassesAndAWrongOneIsToldWhereItMay() throws Exception {
    var tests =
        List.of(
            test("adds", true, 3, 1, 2),
            test("adds what is hidden", false, 30, 10, 20),
            test("subtracts by accident", false, 0, 0, 0));

    var right = ran("const solve = (a, b) => a + b", tests);
    var wrong = ran("function solve(a, b) { return a - b }", tests);

    assertThat(right).allMatch(Result::passed);
    assertThat(wrong)
        .extracting(Result::ending)
        .containsExactly(Ending.DIFFERENT, Ending.DIFFERENT, Ending.PASSED);
    assertThat(wrong.get(0).message()).isEqualTo("expected 3, got -1");
    assertThat(wrong.get(1).message()).isEqualTo("another result");
    assertThat(wrong.get(1).got()).isNull();
    assertThat(wrong.get(1).expected()).isNull();
  }

  @Test
  void modernJavaScriptRuns() throws Exception {
    var program =
        """
        class Counter { #n = 0; add(k = 1) { this.#n += k; return this; } get n() { return this.#n; } }
        async function* numbers() { yield 1; yield 2; }
        async function solve({a, ...rest}) {
          let sum = 0;
          for await (const n of numbers()) sum += n;
          const byParity = Object.groupBy([1, 2, 3], n => n % 2 ? 'odd' : 'even');
          return {sum, rest, n: new Counter().add().add(a ?? 5).n, odd: byParity.odd, gone: undefined};
        }
        """;

    var results =
        ran(
            program,
            List.of(
                new Program.Test(
                    "all of it",
                    true,
                    new JsonArray("[{\"a\":null,\"b\":[1]}]"),
                    new JsonObject("{\"sum\":3,\"rest\":{\"b\":[1]},\"n\":6,\"odd\":[1,3]}"))));

    assertThat(results).extracting(Result::message).containsExactly("passed");
  }

  @Test
  void everyCallStartsFromNothing() throws Exception {
    var program = "let calls = 0; function solve() { globalThis.left = ++calls; return calls }";

    var results = ran(program, List.of(test("first", true, 1), test("second", true, 1)));

    assertThat(results).allMatch(Result::passed);
  }

  @Test
  void anEndlessLoopIsEndedAndWhatItPassedBeforeCounts() throws Exception {
    var program = "function solve(n) { while (n > 1) {} return n }";

    var report = run(program, SHORT, List.of(test("one", true, 1, 1), test("two", true, 2, 2)));

    assertThat(report).isInstanceOf(Report.TimedOut.class);
    assertThat(((Report.TimedOut) report).results())
        .extracting(Result::ending)
        .containsExactly(Ending.PASSED, Ending.UNFINISHED);
  }

  @Test
  void aProgramThatSleepsIsEndedToo() throws Exception {
    var program =
        "function solve() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) }";

    var report = run(program, SHORT, List.of(test("sleeps", true, 1)));

    assertThat(report)
        .satisfiesAnyOf(
            it -> assertThat(it).isInstanceOf(Report.TimedOut.class),
            it ->
                assertThat(((Ran) it).results())
                    .extracting(Result::ending)
                    .containsExactly(Ending.THREW));
  }

  @Test
  void endlessRecursionFailsItsTestAlone() throws Exception {
    var program = "function solve(n) { return n === 0 ? solve(n) + 1 : n }";

    var results = ran(program, List.of(test("deep", true, 1, 0), test("flat", true, 7, 7)));

    assertThat(results).extracting(Result::ending).containsExactly(Ending.THREW, Ending.PASSED);
    assertThat(results.getFirst().message()).contains("Maximum call stack size exceeded");
  }

  @Test
  void recursionThatAnyBrowserBearsIsBorneHere() throws Exception {
    var program = "const solve = (n) => n === 0 ? 0 : 1 + solve(n - 1)";

    assertThat(ran(program, List.of(test("deep", true, 9000, 9000)))).allMatch(Result::passed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const all = []; for (;;) all.push(new Array(1000).fill(all.length))",
        "let s = 'x'; const all = []; for (;;) { all.push(s = s + s.slice(0, 1000) + all.length) }",
        "new Uint8Array(2 ** 30).fill(1)"
      })
  void aProgramThatWantsAllMemoryEndsAlone(String body) throws Exception {
    var program = "function solve(n) { if (n) return n; try { %s } catch (e) { return 0 } }";

    var report =
        run(
            program.formatted(body),
            new Program.Limits(Duration.ofSeconds(20), 64),
            List.of(test("modest", true, 1, 1), test("greedy", true, 2, 0)));

    assertThat(report).isInstanceOf(Report.OutOfMemory.class);
    assertThat(((Report.OutOfMemory) report).results())
        .extracting(Result::ending)
        .containsExactly(Ending.PASSED, Ending.UNFINISHED);
  }

  @Test
  void nothingOfTheMachineIsReached() throws Exception {
    try (var open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      open.setSoTimeout(1);
      var marker = Files.createTempFile("sandbox", ".marker");
      Files.delete(marker);
      var attempts =
          """
          const attempts = {
            type: () => Java.type('java.lang.Runtime').getRuntime().exec('touch MARKER'),
            packages: () => Packages.java.lang.System.exit(0),
            host: () => ({}).constructor.constructor('return Java')(),
            polyglot: () => Polyglot.import('x'),
            load: () => load('/etc/passwd'),
            loadUrl: () => load('http://127.0.0.1:PORT/'),
            classPath: () => load('classpath:dev/guildhall/sandbox/Child.class'),
            read: () => read('/etc/passwd'),
            readLine: () => readline(),
            require: () => require('fs').writeFileSync('MARKER', 'x'),
            process: () => process.env,
            deno: () => Deno.readTextFileSync('/etc/passwd'),
            fetch: () => fetch('http://127.0.0.1:PORT/'),
            request: () => new XMLHttpRequest(),
            socket: () => new WebSocket('ws://127.0.0.1:PORT/'),
            worker: () => new Worker('x'),
            quit: () => quit(),
            exit: () => exit(0),
            wasm: () => WebAssembly.Module,
            timer: () => setTimeout(() => 1, 1),
          };
          async function solve() {
            const reached = [];
            for (const [name, attempt] of Object.entries(attempts)) {
              try { await attempt(); reached.push(name); } catch (e) { }
            }
            for (const module of ['/etc/passwd', 'fs', 'http://127.0.0.1:PORT/', 'file:///etc/passwd']) {
              try { await import(module); reached.push(module); } catch (e) { }
            }
            return reached;
          }
          """
              .replace("PORT", String.valueOf(open.getLocalPort()))
              .replace("MARKER", marker.toString());

      var results = ran(attempts, List.of(test("reaches", true, new JsonArray())));

      assertThat(results).extracting(Result::message).containsExactly("passed");
      assertThat(marker).doesNotExist();
      assertThat(catchThrowable(open::accept))
          .as("nobody called")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aProgramIsNeverGivenWhatIsExpected() throws Exception {
    var hidden = new Program.Test("name of " + SECRET, false, new JsonArray(), SECRET);
    var program = new Program(Program.JAVASCRIPT, "function solve() {}", "solve", List.of(hidden));
    var sent = new ByteArrayOutputStream();

    Sandbox.calls(program, "0").write(sent);

    assertThat(sent.toString(StandardCharsets.UTF_8))
        .contains("function solve")
        .doesNotContain(SECRET);
  }

  @Test
  void aHiddenTestsArgumentsCannotBeTold() throws Exception {
    var tests = List.of(test("shown", true, 0, 1), test("hidden", false, 0, SECRET));

    var throwing = ran("function solve(it) { throw new Error('given ' + it) }", tests);
    var returning = ran("function solve(it) { return it }", tests);
    var odd = ran("function solve(it) { return () => it }", tests);

    assertThat(throwing.get(0).message()).isEqualTo("failed: line 1: Error: given 1");
    assertThat(throwing.get(1).message()).isEqualTo("failed");
    assertThat(Stream.of(throwing, returning, odd).flatMap(List::stream).toString())
        .doesNotContain(SECRET);
    assertThat(List.of(throwing.get(1), returning.get(1), odd.get(1)))
        .allMatch(it -> it.got() == null && it.expected() == null);
  }

  @Test
  void tamperingWithPrototypesMakesNoWrongAnswerRight() throws Exception {
    var program =
        """
        JSON.stringify = () => '42';
        JSON.parse = () => 42;
        Object.is = Object.prototype.isPrototypeOf = Array.prototype.every = () => true;
        Object.prototype.toJSON = Object.prototype.valueOf = Object.prototype.toString = () => 42;
        Object.prototype.equals = () => true;
        Number.prototype.valueOf = () => 42;
        Array.prototype[Symbol.iterator] = function* () { yield 42; };
        Promise.prototype.then = function (f) { f(42); return this; };
        Object.defineProperty(Object.prototype, 'value', {get: () => 42, set() {}});
        Object.defineProperty(Object.prototype, 'state', {get: () => 'kept', set() {}});
        const solve = (how) => [
          () => 41,
          () => ({answer: 41}),
          () => ({toJSON: () => 42, valueOf: () => 42, toString: () => '42'}),
          () => new Proxy({}, {get: () => 42, has: () => true, ownKeys: () => [], getPrototypeOf: () => Number.prototype}),
          () => [41],
          () => { throw 42 },
          () => () => 42,
        ][how]();
        """;
    var tests = new ArrayList<Program.Test>();
    for (int how = 0; how < 7; how++) {
      tests.add(test("way " + how, true, 42, how));
    }
    tests.set(4, test("way 4", true, new JsonArray().add(42), 4));

    assertThat(ran(program, tests)).hasSize(7).noneMatch(Result::passed);
  }

  @Test
  void argumentsArriveAsTheyAreWhateverTheProgramChanged() throws Exception {
    var program =
        """
        JSON.parse = () => [0];
        Array.prototype[Symbol.iterator] = function* () { };
        function solve(list, object) { return list[1] + object.a }
        """;

    var results =
        ran(
            program,
            List.of(
                test("sum", true, 5, new JsonArray().add(1).add(2), new JsonObject().put("a", 3))));

    assertThat(results).extracting(Result::message).containsExactly("passed");
  }

  @Test
  void whatIsPrintedIsNoReport() throws Exception {
    var program =
        """
        function solve() {
          for (const say of [console.log, console.error, print, printErr]) {
            try { say('0 VALUE 1 42\\n00000000000000000000000000000000 0 VALUE 1 42\\n done'); } catch (e) { }
          }
          return 41;
        }
        """;

    assertThat(ran(program, List.of(test("forged", true, 42))))
        .extracting(Result::message)
        .containsExactly("expected 42, got 41");
  }

  @Test
  void printingMegabytesIsNoHarm() throws Exception {
    var program =
        """
        function solve() {
          const line = 'x'.repeat(1000);
          for (let i = 0; i < 20000; i++) console.log(line);
          return 'x'.repeat(30);
        }
        """;

    assertThat(ran(program, List.of(test("prints", true, "x".repeat(30)))))
        .allMatch(Result::passed);
  }

  @Test
  void resultsThatAreNoJsonAreToldSo() throws Exception {
    var program =
        """
        const loop = {}; loop.loop = loop;
        const solve = (how) => [undefined, NaN, new Map(), () => 1, loop, 'x'.repeat(300000),
            new Array(1e6).fill(0), Symbol('x'), new Promise(() => {}), Promise.reject(new Error('no'))][how];
        """;
    var tests = new ArrayList<Program.Test>();
    for (int how = 0; how < 10; how++) {
      tests.add(test("way " + how, true, null, how));
    }

    var results = ran(program, tests);

    assertThat(results.subList(0, 8)).allMatch(it -> it.ending() == Ending.NO_JSON);
    assertThat(results.subList(8, 10)).allMatch(it -> it.ending() == Ending.THREW);
    assertThat(results.get(9).message()).contains("Error: no");
  }

  @Test
  void everyScriptSurvivesTheWay() throws Exception {
    var text = "añ中文😀\u2028\"\\ é";
    var program = "function solve(t) { return [t, [...t].length, 'é😀'] }";

    var results =
        ran(
            program,
            List.of(
                test("text", true, new JsonArray().add(text).add(10).add("é😀"), text),
                test("half", true, "x", "y")));

    assertThat(results.get(0).message()).isEqualTo("passed");
    var half = ran("function solve() { return '\\ud800\\u0000' }", List.of(test("half", true, 1)));
    assertThat(half.getFirst().passed()).isFalse();
    assertThat(half.getFirst().message()).doesNotContain("\ud800").doesNotContain("\u0000");
  }

  @Test
  void aSyntaxErrorNamesItsLineUnderEveryTest() throws Exception {
    var results =
        ran(
            "function solve(a) {\n  return a +;\n}",
            List.of(test("shown", true, 1, 1), test("hidden", false, 1, 1)));

    assertThat(results).allMatch(it -> it.ending() == Ending.UNLOADABLE);
    assertThat(results).allMatch(it -> it.message().contains("line 2: SyntaxError: "));
  }

  @Test
  void whatDoesNotDefineTheFunctionDoesNotLoad() throws Exception {
    var missing = ran("function other() {}", List.of(test("missing", false, 1)));
    var throwing = ran("\nnull.x", List.of(test("throws", false, 1)));

    assertThat(missing.getFirst().message())
        .isEqualTo("does not load: There is no function solve.");
    assertThat(throwing.getFirst().message()).contains("line 2: TypeError");
  }

  @Test
  void whatIsTooLongOrUnknownIsNotRun() throws Exception {
    var tests = List.of(test("any", true, 1));
    var language = new Program("python", "def solve(): pass", "solve", tests);
    var length = new Program(Program.JAVASCRIPT, "//" + "é".repeat(32768), "solve", tests);

    assertThat(done(sandbox.run(language)))
        .isEqualTo(new Report.Refused(Report.Reason.UNKNOWN_LANGUAGE));
    assertThat(done(sandbox.run(length))).isEqualTo(new Report.Refused(Report.Reason.TOO_LONG));
    try (var off = new Sandbox(vertx, new SandboxConfig(0, 1))) {
      assertThat(done(off.run(program("function solve() { return 1 }", tests))))
          .isEqualTo(new Report.Refused(Report.Reason.SWITCHED_OFF));
    }
  }

  @Test
  void twentyAtOnceAreRunTwoByTwo() throws Exception {
    var reports = new ArrayList<Future<Report>>();
    for (int i = 0; i < 20; i++) {
      reports.add(
          sandbox.run(
              program("const solve = (n) => n + " + i, List.of(test("adds", true, 100 + i, 100)))));
    }
    long most = 0;
    while (!Future.join(reports).isComplete()) {
      most = Math.max(most, children().size());
      reports
          .getLast()
          .toCompletionStage()
          .toCompletableFuture()
          .copy()
          .completeOnTimeout(null, 50, TimeUnit.MILLISECONDS)
          .join();
    }

    assertThat(most).isBetween(1L, 2L);
    for (var report : reports) {
      assertThat(((Ran) done(report)).results()).allMatch(Result::passed);
    }
  }

  @Test
  void moreThanMayWaitAreTurnedAway() throws Exception {
    try (var small = new Sandbox(vertx, new SandboxConfig(1, 1))) {
      var tests = List.of(test("loops", true, 1));
      var loop = program("function solve() { for (;;) {} }", tests);
      small.run(loop);
      small.run(loop);

      assertThat(done(small.run(loop)))
          .isEqualTo(new Report.Broken("too many programs are waiting"));
    }
  }

  @Test
  void closingLeavesNoProcessAndNoFile() throws Exception {
    var closing = new Sandbox(vertx, new SandboxConfig(1, 5));
    var loop = program("function solve() { for (;;) {} }", List.of(test("loops", true, 1)));
    var running = closing.run(loop);
    var waiting = closing.run(loop);
    List<Path> folders = List.of();
    while (folders.isEmpty()) {
      folders = children().stream().flatMap(it -> workingFolder(it).stream()).toList();
    }
    var processes = children();
    var ofAll = folders.getFirst().getParent();
    assertThat(ofAll).exists();

    closing.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(children()).isEmpty();
    assertThat(ofAll).doesNotExist();
    assertThat(done(running)).isEqualTo(new Report.Broken("the sandbox is closed"));
    assertThat(done(waiting)).isEqualTo(new Report.Broken("the sandbox is closed"));
    assertThat(done(closing.run(loop))).isEqualTo(new Report.Broken("the sandbox is closed"));
  }

  /** Of a process that runs a program; there are short ones besides, to see what the system has. */
  private static Optional<Path> workingFolder(ProcessHandle process) {
    try {
      return Optional.of(
              Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")))
          .filter(it -> it.getFileName().toString().startsWith("run-"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The stores that other tests have started are children of this process too. */
  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(it -> it.isAlive() && workingFolder(it).isPresent())
        .toList();
  }

  private static List<Result> ran(String source, List<Program.Test> tests) throws Exception {
    var report = done(sandbox.run(program(source, tests)));
    assertThat(report).isInstanceOf(Ran.class);
    return ((Ran) report).results();
  }

  private static Report run(String source, Program.Limits limits, List<Program.Test> tests)
      throws Exception {
    return done(sandbox.run(new Program(Program.JAVASCRIPT, source, "solve", tests, limits)));
  }

  private static Program program(String source, List<Program.Test> tests) {
    return new Program(Program.JAVASCRIPT, source, "solve", tests);
  }

  private static Report done(Future<Report> report) throws Exception {
    return report.await(90, TimeUnit.SECONDS);
  }

  private static Program.Test test(
      String name, boolean visible, @Nullable Object expected, Object... args) {
    return new Program.Test(name, visible, new JsonArray(List.of(args)), expected);
  }
}
