package dev.guildhall.calibration;

import dev.guildhall.exam.TestPlan;
import dev.guildhall.psychometrics.ItemParameters;
import java.util.List;
import java.util.Optional;

/**
 * How equal the forms of a test are, by the model of their items: on a form, who has an ability
 * scores about normally, around the weighted mean of the chances and with the variance of these.
 */
final class TestFigures {

  private static final double FARTHEST = 6;
  private static final int HALVINGS = 40;
  private static final double STEP = 0.1;
  // Nearer to the cut any decision is a close call.
  private static final double AWAY = 0.5;
  private static final double EXACT = 1e-9;

  /**
   * An item of a form that counts.
   *
   * @param section its number in the plan
   */
  record Asked(int section, ItemParameters item) {}

  private final TestPlan plan;
  private final double cut;

  TestFigures(TestPlan plan) {
    this.plan = plan;
    this.cut = plan.passes().getFirst().score();
  }

  /** A form with the weight of each item in the score. */
  private record Weighed(List<Asked> items, double[] weights) {

    private double score(double ability) {
      double score = 0;
      for (int i = 0; i < weights.length; i++) {
        score += weights[i] * items.get(i).item().chance(ability);
      }
      return score;
    }

    private double error(double ability) {
      double variance = 0;
      for (int i = 0; i < weights.length; i++) {
        double chance = items.get(i).item().chance(ability);
        variance += weights[i] * weights[i] * chance * (1 - chance);
      }
      return Math.sqrt(variance);
    }

    /** The ability at which that score is to be expected, as far as there is one. */
    private double reaching(double wanted) {
      double low = -FARTHEST;
      double high = FARTHEST;
      for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (score(middle) < wanted) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    /** The chance to score the cut or more; scores go in steps of about one item. */
    private double passes(double ability, double cut) {
      double step = 1.0 / weights.length;
      double least = Math.ceil(cut / step - EXACT) * step - step / 2;
      double error = error(ability);
      return error < EXACT
          ? (score(ability) >= least ? 1 : 0)
          : normal((score(ability) - least) / error);
    }
  }

  private Weighed weighed(List<Asked> items) {
    double[] counts = new double[plan.sections().size()];
    items.forEach(item -> counts[item.section()]++);
    double all = 0;
    for (int s = 0; s < counts.length; s++) {
      all += counts[s] == 0 ? 0 : plan.sections().get(s).weight();
    }
    double whole = all;
    return new Weighed(
        items,
        items.stream()
            .mapToDouble(
                item ->
                    plan.sections().get(item.section()).weight() / counts[item.section()] / whole)
            .toArray());
  }

  /** The mean difficulty of a form, in logits. */
  static double difficulty(List<Asked> form) {
    return form.stream().mapToDouble(asked -> asked.item().difficulty()).average().orElse(0);
  }

  /** The standard error of the score, 0 to 1, of somebody who is to be expected at the cut. */
  double errorAtCut(List<Asked> form) {
    var weighed = weighed(form);
    return weighed.error(weighed.reaching(cut));
  }

  /**
   * The share of people away from the cut whom two of these forms, drawn by lot, would judge alike.
   * Empty where there are no two forms.
   */
  Optional<Double> equalDecisions(List<List<Asked>> forms) {
    var all = forms.stream().filter(form -> !form.isEmpty()).map(this::weighed).toList();
    int n = all.size();
    if (n < 2) {
      return Optional.empty();
    }
    double middle = all.stream().mapToDouble(form -> form.reaching(cut)).average().orElseThrow();
    double alike = 0;
    double people = 0;
    for (double ability = -4; ability <= 4; ability += STEP) {
      if (Math.abs(ability - middle) < AWAY) {
        continue;
      }
      double sum = 0;
      double squares = 0;
      for (Weighed form : all) {
        double chance = form.passes(ability, cut);
        sum += chance;
        squares += chance * chance;
      }
      // Over ordered pairs of different forms.
      double both = (sum * sum - squares) / (n * (n - 1.0));
      double mean = sum / n;
      double weight = Math.exp(-ability * ability / 2);
      alike += weight * (both + 1 - 2 * mean + both);
      people += weight;
    }
    return people == 0 ? Optional.empty() : Optional.of(alike / people);
  }

  /** The normal distribution (Abramowitz and Stegun 1964, 26.2.17). */
  static double normal(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double tail =
        Math.exp(-x * x / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return x >= 0 ? 1 - tail : tail;
  }
}
