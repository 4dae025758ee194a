package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * People with a rhythm of their own that is not the same every day, and accounts that change hands.
 */
class TypistsTest {

  private static final double FALSE_SHARE = 0.001;
  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * How somebody types.
   *
   * @param pace the median pause within a word, as the logarithm of milliseconds
   * @param evenness the spread of it
   * @param thinking how often a longer pause is made
   * @param thought how long it is, as the logarithm of milliseconds
   * @param rolls how often two keys overlap almost
   */
  private record Typist(
      double pace, double evenness, double thinking, double thought, double rolls) {

    private static Typist drawn(SplittableRandom random) {
      return new Typist(
          random.nextGaussian(Math.log(180), 0.3),
          random.nextDouble(0.25, 0.55),
          random.nextDouble(0.04, 0.2),
          random.nextDouble(Math.log(500), Math.log(1_600)),
          random.nextDouble(0, 0.15));
    }

    /** As on some day: tired, in a hurry, with a harder text. */
    private Rhythm session(int keys, SplittableRandom random) {
      double today = pace + random.nextGaussian(0, 0.07);
      double pausing = thinking * Math.exp(random.nextGaussian(0, 0.35));
      return Rhythm.of(
          IntStream.range(0, keys)
              .mapToDouble(
                  _ -> {
                    double which = random.nextDouble();
                    if (which < rolls) {
                      return random.nextDouble(30, 90);
                    }
                    return Math.exp(
                        which > 1 - pausing
                            ? random.nextGaussian(thought, 0.6)
                            : random.nextGaussian(today, evenness));
                  })
              .toArray());
    }

    private List<Rhythm> sessions(int count, int keys, SplittableRandom random) {
      return Stream.generate(() -> session(keys, random)).limit(count).toList();
    }
  }

  private static Typists learnt(SplittableRandom random) {
    return Typists.of(
        Stream.generate(() -> Typist.drawn(random).sessions(4, 150, random)).limit(200).toList());
  }

  @ParameterizedTest
  @CsvSource({"100, 0.85", "200, 0.9", "400, 0.92"})
  void somebodyElseIsToldFromTheOwner(int keys, double area) {
    var random = new SplittableRandom(keys);
    var typists = learnt(random);
    var honest = new ArrayList<Double>();
    var others = new ArrayList<Double>();
    for (int i = 0; i < 800; i++) {
      var owner = Typist.drawn(random);
      var own = owner.sessions(5, 200, random);
      honest.add(typists.another(owner.session(keys, random), own));
      others.add(typists.another(Typist.drawn(random).session(keys, random), own));
    }

    var roc =
        new Roc(
            honest.stream().mapToDouble(Double::doubleValue).toArray(),
            others.stream().mapToDouble(Double::doubleValue).toArray());

    assertThat(roc.area()).isGreaterThan(area);
  }

  /** After how many sessions of somebody else an account is suspected; counted from the change. */
  private static int found(Typists typists, int change, int sessions, SplittableRandom random) {
    var owner = Typist.drawn(random);
    var buyer = Typist.drawn(random);
    var own = new ArrayList<>(owner.sessions(5, 200, random));
    var suspicion = Suspicion.NONE;
    for (int i = 0; i < sessions; i++) {
      var session = (i < change ? owner : buyer).session(150, random);
      suspicion = suspicion.after(Math.exp(-typists.another(session, own)), 1);
      if (suspicion.isBeyond(FALSE_SHARE)) {
        return i < change ? 0 : i - change + 1;
      }
      if (suspicion.equals(Suspicion.NONE) && own.size() < 30) {
        own.add(session);
      }
    }
    return NEVER;
  }

  @Test
  void accountsThatChangeHandsAreFoundWithinTwentySubmissions() {
    var random = new SplittableRandom(1);
    var typists = learnt(random);

    int[] found = IntStream.range(0, 500).map(_ -> found(typists, 40, 60, random)).toArray();

    double within = Arrays.stream(found).filter(after -> after > 0 && after <= 20).count() / 500.0;
    assertThat(within).isGreaterThan(0.87);
  }

  @Test
  void ownersAreLeftAlone() {
    var random = new SplittableRandom(2);
    var typists = learnt(random);

    long suspected =
        IntStream.range(0, 500).filter(_ -> found(typists, 200, 200, random) != NEVER).count();

    assertThat(suspected / 500.0).isLessThan(0.04);
  }

  @Test
  void aSessionWithoutKeysSaysNothing() {
    var random = new SplittableRandom(3);
    var typists = learnt(random);

    assertThat(typists.another(Rhythm.of(), Typist.drawn(random).sessions(5, 200, random)))
        .isZero();
    assertThat(typists.another(Typist.drawn(random).session(200, random), List.of())).isZero();
  }

  @Test
  void pausesFallIntoBucketsOfHalfAnOctave() {
    var rhythm = Rhythm.of(-5, 0, 31, 32, 45, 46, 4_000, 1e9);

    assertThat(rhythm.size()).isEqualTo(7);
    assertThat(rhythm.counts()).containsExactly(2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    assertThatThrownBy(() -> Rhythm.ofCounts(1, 2)).hasMessageContaining("16 counts");
    assertThatThrownBy(() -> Rhythm.ofCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
