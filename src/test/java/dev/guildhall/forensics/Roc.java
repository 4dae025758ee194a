package dev.guildhall.forensics;

import java.util.Arrays;

/** How well a score tells cheats from honest people: higher is more suspect. */
record Roc(double[] honest, double[] cheats) {

  Roc {
    Arrays.sort(honest);
    Arrays.sort(cheats);
  }

  /** The chance that a cheat scores higher than somebody honest; equal scores count half. */
  double area() {
    double higher = 0;
    int below = 0;
    int upTo = 0;
    for (double score : cheats) {
      while (below < honest.length && honest[below] < score) {
        below++;
      }
      upTo = Math.max(upTo, below);
      while (upTo < honest.length && honest[upTo] <= score) {
        upTo++;
      }
      higher += below + (upTo - below) / 2.0;
    }
    return higher / honest.length / cheats.length;
  }

  /** The share of cheats that score higher than all but that share of the honest. */
  double foundAt(double falseAlarms) {
    double limit = honest[Math.min(honest.length - 1, (int) (honest.length * (1 - falseAlarms)))];
    return Arrays.stream(cheats).filter(score -> score > limit).count() / (double) cheats.length;
  }
}
