package dev.guildhall.sandbox;

import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's program, with the tests that it is to pass.
 *
 * @param language as the item names it; {@value #JAVASCRIPT} is known
 * @param function what the tests call; the program has to define it
 */
public record Program(
    String language, String source, String function, List<Test> tests, Limits limits) {

  public static final String JAVASCRIPT = "javascript";

  public Program {
    if (!function.matches("[A-Za-z_$][A-Za-z0-9_$]{0,63}")) {
      throw new IllegalArgumentException("no name of a function: " + function);
    }
    tests = List.copyOf(tests);
  }

  /** With the usual limits. */
  public Program(String language, String source, String function, List<Test> tests) {
    this(language, source, function, tests, Limits.USUAL);
  }

  /**
   * One call of the function.
   *
   * @param visible whether the worker may know what is given and expected
   * @param expected a JSON value. Whole numbers have to be equal; others within a billionth.
   */
  public record Test(String name, boolean visible, JsonArray args, @Nullable Object expected) {}

  /**
   * @param time for all tests together, from the moment that the engine stands; 1 to 30 seconds
   * @param memoryMib the heap of the program and of the engine it runs in; 64 to 512
   */
  public record Limits(Duration time, int memoryMib) {

    public static final Limits USUAL = new Limits(Duration.ofSeconds(5), 128);

    public Limits {
      if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(Duration.ofSeconds(30)) > 0) {
        throw new IllegalArgumentException("the time has to be 1 to 30 seconds");
      }
      if (memoryMib < 64 || memoryMib > 512) {
        throw new IllegalArgumentException("the memory has to be 64 to 512 MiB");
      }
    }
  }
}
