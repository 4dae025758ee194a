package dev.guildhall.psychometrics;

/**
 * The interval of 95 % for a proportion (Wilson 1927), which says something for none and all too.
 */
record Proportion(double low, double high) {

  private static final double NORMAL_97_5 = 1.959963984540054;

  /** Of {@code part} among {@code whole}; of nothing it is 0 to 1. */
  static Proportion of(double part, double whole) {
    if (whole <= 0) {
      return new Proportion(0, 1);
    }
    double share = part / whole;
    double more = NORMAL_97_5 * NORMAL_97_5 / whole;
    double centre = (share + more / 2) / (1 + more);
    double reach =
        NORMAL_97_5 * Math.sqrt(share * (1 - share) / whole + more / (4 * whole)) / (1 + more);
    return new Proportion(centre - reach, centre + reach);
  }
}
