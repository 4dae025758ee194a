package dev.guildhall.psychometrics;

/**
 * An item under the two-parameter logistic model (Birnbaum 1968): the chance of a right answer is
 * {@code 1 / (1 + exp(-a (ability - b)))}.
 *
 * @param discrimination {@code a}, per logit
 * @param difficulty {@code b}, in logits: the ability at which half of the answers are right
 */
public record ItemParameters(double discrimination, double difficulty) {

  /** An item of which nothing but a guess of its difficulty is known. */
  public static ItemParameters guessed(double difficulty) {
    return new ItemParameters(1, difficulty);
  }

  public double chance(double ability) {
    return Logistic.of(discrimination * (ability - difficulty));
  }

  /** Fisher information about the ability, per squared logit. */
  public double information(double ability) {
    double p = chance(ability);
    return discrimination * discrimination * p * (1 - p);
  }
}
