package dev.guildhall.calibration;

import dev.guildhall.calibration.ItemMeasures.Item;
import dev.guildhall.calibration.WatchRepository.Expected;
import dev.guildhall.calibration.WatchRepository.Score;
import dev.guildhall.calibration.WatchRepository.Watched;
import dev.guildhall.item.Bank;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.psychometrics.Ability;
import dev.guildhall.psychometrics.ItemParameters;
import dev.guildhall.psychometrics.LeakAlarm;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watched items while attempts are read one after another. */
final class Leaks {

  /** Below this sum, a third of the alarm's limit, what is expected may still be made better. */
  static final double CALM = 3;

  /** What rests on so many answers is not made better any more. */
  static final int ENOUGH = 400;

  // With fewer, what is expected is so far off that clean items would be suspect too often.
  private static final int LEAST_ANSWERS = 100;
  // An item that tells nobody apart says nothing about what is to be expected of whom.
  private static final double LEAST_DISCRIMINATION = 0.3;
  // Fewer other items say too little of who answers.
  private static final int LEAST_OTHERS = 3;

  private final Map<ItemVersionRef, Watched> watched = new LinkedHashMap<>();

  Leaks(Collection<Watched> watched) {
    watched.forEach(one -> this.watched.put(one.ref(), one));
  }

  /** What is to be expected of an item from what was measured; empty: too little is known. */
  static Optional<Expected> expected(Item item, Bank.Measured measured) {
    var discrimination = measured.discrimination();
    var difficulty = measured.difficulty();
    return measured.answers() < LEAST_ANSWERS
            || discrimination == null
            || difficulty == null
            || discrimination < LEAST_DISCRIMINATION
        ? Optional.empty()
        : Optional.of(
            new Expected(
                item.ref(),
                item.keyRevision(),
                new ItemParameters(discrimination, difficulty),
                measured.answers()));
  }

  /** Takes in what one attempt scored. */
  void add(List<Score> scores) {
    for (Score score : scores) {
      var item = watched.get(score.ref());
      var others =
          scores.stream()
              .filter(other -> !other.family().equals(score.family()))
              .flatMap(other -> other.known().stream())
              .toList();
      if (item != null && others.size() >= LEAST_OTHERS) {
        watched.put(
            item.ref(),
            item.with(
                item.alarm().after(item.expected(), Ability.of(others).mean(), score.score())));
      }
    }
  }

  List<Watched> all() {
    return List.copyOf(watched.values());
  }

  /** Those that are suspect now, and were not before. */
  List<Watched> suspects() {
    return watched.values().stream()
        .filter(item -> item.isNewest() && !item.isRaised())
        .filter(
            item ->
                freshTwin(item)
                    .map(twin -> item.alarm().isSuspectBeside(twin))
                    .orElse(item.alarm().isSuspect()))
        .toList();
  }

  /** The alarm of the twin that was shown least, if it was shown less than the item. */
  private Optional<LeakAlarm> freshTwin(Watched item) {
    return watched.values().stream()
        .filter(other -> other.isNewest() && !other.ref().equals(item.ref()))
        .filter(other -> other.family().equals(item.family()))
        .filter(other -> other.exposures() < item.exposures())
        .min(Comparator.comparingInt(Watched::exposures))
        .map(Watched::alarm);
  }
}
