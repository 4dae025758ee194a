package dev.guildhall.experiment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A comparison that runs.
 *
 * @param arms in their order; what they leave of a thousand takes no part
 */
record Experiment(UUID id, String name, List<Arm> arms) {

  /** A variant, and how many of a thousand units are under it. */
  record Arm(String name, int permille) {}

  /** The arm of a unit that has drawn {@code share}; the same for the experiment's whole life. */
  Optional<String> arm(double share) {
    double upTo = 0;
    for (Arm arm : arms) {
      upTo += arm.permille() / 1000.0;
      if (share <= upTo) {
        return Optional.of(arm.name());
      }
    }
    return Optional.empty();
  }
}
