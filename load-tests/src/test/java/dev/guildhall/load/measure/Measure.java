package dev.guildhall.load.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures everything, or {@code -Dparts=cycle,overload}; then draws the page of the figures and
 * writes the table of the README. A part that fails does not keep the others from being measured;
 * that it did is said at the end, and by the exit code.
 */
public final class Measure {

  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("cycle", new CyclePart());
    PARTS.put("latency", new LatencyPart());
    PARTS.put("answers", new AnswersPart());
    PARTS.put("redis-dead", new RedisDeadPart());
    PARTS.put("overload", new OverloadPart());
    PARTS.put("phones", new PhonesPart());
    PARTS.put("scenarios", new ScenariosPart());
    PARTS.put("market", new MarketSizePart());
    PARTS.put("reviewers", new ReviewersPart());
    PARTS.put("page", () -> {});
  }

  private Measure() {}

  public static void main(String[] arguments) throws Exception {
    var chosen = List.of(System.getProperty("parts", String.join(",", PARTS.keySet())).split(","));
    if (!PARTS.keySet().containsAll(chosen)) {
      throw new IllegalArgumentException("the parts are " + PARTS.keySet());
    }
    var failures = new LinkedHashMap<String, Exception>();
    for (String name : chosen) {
      long begun = System.nanoTime();
      System.out.println("— " + name);
      try {
        PARTS.get(name).measure();
      } catch (Exception e) {
        failures.put(name, e);
        e.printStackTrace();
      }
      System.out.println("  " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
      Page.write();
      Readme.write();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("these parts failed: " + failures.keySet());
    }
  }
}
