package dev.guildhall.market;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures runs. */
final class Measured {

  private static final double HOUR = 3_600_000;

  private Measured() {}

  /**
   * All measures of a run.
   *
   * @param without the same market in which nobody polls
   */
  static Map<Measure, Double> of(MarketRun run, MarketRun without) {
    var values = new EnumMap<Measure, Double>(Measure.class);
    requesters(run, values);
    workers(run, values);
    scripts(run, without, values);
    experts(run, values);
    return values;
  }

  private static void requesters(MarketRun run, Map<Measure, Double> values) {
    var yield = run.yield();
    values.put(Measure.RIGHT_MONEY_SHARE, yield.paidForRight / yield.paid);
    values.put(Measure.RIGHT_PER_DOLLAR, yield.right / yield.paid);
    values.put(Measure.RIGHT_SHARE, (double) yield.right / yield.submissions);
    var stocks = run.stocks();
    double slots = sum(stocks, stock -> stock.batch().slots());
    values.put(
        Measure.SUBMITTED_SHARE,
        sum(stocks, stock -> (double) stock.submitted() * stock.batch().estimateSeconds())
            / sum(
                stocks, stock -> (double) stock.batch().slots() * stock.batch().estimateSeconds()));
    double[] hours =
        stocks.stream().mapToDouble(stock -> stock.duration(run.end()) / HOUR).sorted().toArray();
    values.put(Measure.FINISH_MEDIAN_HOURS, quantile(hours, 0.5));
    values.put(Measure.FINISH_P95_HOURS, quantile(hours, 0.95));
    values.put(Measure.WAIT_HOURS, sum(stocks, stock -> stock.waited(run.end())) / HOUR / slots);
  }

  private static void workers(MarketRun run, Map<Measure, Double> values) {
    var came = run.actors().stream().filter(Actor::hasLooked).toList();
    double[] earned = came.stream().mapToDouble(Actor::earned).sorted().toArray();
    values.put(Measure.EARNINGS_GINI, gini(earned));
    int tenth = Math.max(1, earned.length / 10);
    double top = Arrays.stream(earned, earned.length - tenth, earned.length).sum();
    values.put(Measure.TOP_TENTH_SHARE, top / Arrays.stream(earned).sum());
    values.put(Measure.HOURLY_GINI, hourly(came, Actor::earned));
    values.put(Measure.WORK_GINI, hourly(came, Actor::busySeconds));
    values.put(
        Measure.NEWCOMER_MINUTES,
        came.stream()
            .filter(actor -> actor.persona().isNewcomer())
            .mapToDouble(Actor::minutesToFirstTask)
            .average()
            .orElse(0));
  }

  private static double hourly(List<Actor> came, ToDoubleFunction<Actor> of) {
    return gini(
        came.stream()
            .mapToDouble(actor -> of.applyAsDouble(actor) / actor.hoursThere())
            .sorted()
            .toArray());
  }

  private static void scripts(MarketRun run, MarketRun without, Map<Measure, Double> values) {
    double tasks = share(run, Actor::tasks);
    double earnings = share(run, Actor::earned);
    values.put(Measure.SCRIPT_HEAD_SHARE, share(run, actor -> actor.hasLooked() ? 1 : 0));
    values.put(Measure.SCRIPT_HOUR_SHARE, share(run, Actor::hoursThere));
    values.put(Measure.SCRIPT_TASK_SHARE, tasks);
    values.put(Measure.SCRIPT_EARNING_SHARE, earnings);
    values.put(Measure.POLLING_GAIN_POINTS, 100 * (tasks - share(without, Actor::tasks)));
    values.put(
        Measure.POLLING_GAIN_EARNINGS_POINTS, 100 * (earnings - share(without, Actor::earned)));
  }

  private static double share(MarketRun run, ToDoubleFunction<Actor> of) {
    double scripts =
        run.actors().stream().filter(it -> it.persona().hasScript()).mapToDouble(of).sum();
    return scripts / sum(run.actors(), of);
  }

  private static void experts(MarketRun run, Map<Measure, Double> values) {
    var experts = run.actors().stream().filter(actor -> actor.persona().isExpert()).toList();
    values.put(
        Measure.EXPERT_USE,
        sum(experts, Actor::rareSeconds) / Math.max(1, sum(experts, Actor::busySeconds)));
    var rare = run.stocks().stream().filter(stock -> stock.batch().isRare()).toList();
    values.put(
        Measure.RARE_SUBMITTED_SHARE,
        sum(rare, Stock::submitted) / Math.max(1, sum(rare, stock -> stock.batch().slots())));
  }

  private static <T> double sum(List<T> all, ToDoubleFunction<T> of) {
    return all.stream().mapToDouble(of).sum();
  }

  /** The nearest rank. */
  static double quantile(double[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.clamp(Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }

  /** Half the relative mean difference; 0: all have the same. */
  static double gini(double[] sorted) {
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += sorted[i];
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return sum == 0 ? 0 : weighted / (sorted.length * sum);
  }
}
