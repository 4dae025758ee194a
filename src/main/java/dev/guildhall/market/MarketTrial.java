package dev.guildhall.market;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Compares schemes on replicated markets. Each replication is one set of people and batches, met by
 * every scheme, with polling scripts and without.
 */
public final class MarketTrial {

  private final long seed;
  private final MarketSetting setting;
  private final List<Scheme> schemes;

  public MarketTrial(long seed, MarketSetting setting, Duration window) {
    this(seed, setting, all(window));
  }

  MarketTrial(long seed, MarketSetting setting, List<Scheme> schemes) {
    this.seed = seed;
    this.setting = setting;
    this.schemes = schemes;
  }

  /** The plain way first, with which the others are compared. */
  private static List<Scheme> all(Duration window) {
    return List.of(
        Scheme.FIRST_COME,
        Scheme.payOnly(),
        Scheme.usual(window),
        Scheme.first(window),
        Scheme.withoutScarcity(window),
        Scheme.withoutOffers(),
        Scheme.withoutExploration(window));
  }

  /**
   * What came of it.
   *
   * @param schemes by name, in their order
   * @param tasks submissions that dropped in a replication, mean
   */
  public record Result(
      long seed, MarketSetting setting, Map<Scheme, Figures> schemes, double tasks) {}

  /**
   * The figures of a scheme.
   *
   * @param against the differences to the first scheme, replication by replication
   */
  public record Figures(Map<Measure, Interval> own, Map<Measure, Interval> against) {}

  private record Replication(List<Map<Measure, Double>> byScheme, double tasks) {}

  /** Runs all of it; {@code progress} hears of each replication that is done. */
  public Result run(Consumer<Integer> progress) {
    // Two at a time where there are processors; the order of the results is that of the numbers.
    var replications =
        IntStream.range(0, setting.replications())
            .parallel()
            .mapToObj(
                number -> {
                  var done = replicate(seed * 1_000 + number);
                  progress.accept(number);
                  return done;
                })
            .toList();
    var figures = new LinkedHashMap<Scheme, Figures>();
    for (int i = 0; i < schemes.size(); i++) {
      figures.put(schemes.get(i), figures(replications, i));
    }
    return new Result(
        seed,
        setting,
        figures,
        replications.stream().mapToDouble(Replication::tasks).average().orElse(0));
  }

  private Replication replicate(long own) {
    var people = new Population(own, setting).draw();
    var batches = new Drops(own, setting).draw(people);
    var measured =
        schemes.stream()
            .map(
                scheme ->
                    Measured.of(
                        new MarketRun(own, setting, people, batches, scheme, true).run(),
                        new MarketRun(own, setting, people, batches, scheme, false).run()))
            .toList();
    return new Replication(measured, batches.stream().mapToDouble(Batch::slots).sum());
  }

  private static Figures figures(List<Replication> replications, int scheme) {
    var own = new EnumMap<Measure, Interval>(Measure.class);
    var against = new EnumMap<Measure, Interval>(Measure.class);
    for (Measure measure : Measure.values()) {
      own.put(measure, Interval.of(values(replications, scheme, measure)));
      double[] values = values(replications, scheme, measure);
      double[] plain = values(replications, 0, measure);
      against.put(
          measure,
          Interval.of(
              IntStream.range(0, values.length).mapToDouble(i -> values[i] - plain[i]).toArray()));
    }
    return new Figures(own, against);
  }

  private static double[] values(List<Replication> replications, int scheme, Measure measure) {
    return replications.stream()
        .mapToDouble(one -> one.byScheme().get(scheme).getOrDefault(measure, 0.0))
        .toArray();
  }
}
