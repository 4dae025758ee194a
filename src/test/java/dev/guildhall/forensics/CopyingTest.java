package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.forensics.Copying.Pair;
import dev.guildhall.forensics.Copying.Vote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rings that pass answers on, among able and weak people and items that mislead everybody. */
class CopyingTest {

  private static final int ITEMS = 400;
  private static final int ANSWERS = 4;
  private static final int HONEST = 80;
  private static final int EACH = 100;
  // Items where a wrong answer tempts: of those who do not know it, most give that one.
  private static final double TEMPTING = 0.3;

  /** A market, of which the last {@code ring} are one. */
  private static List<Vote> market(int ring, double copied, SplittableRandom random) {
    var votes = new ArrayList<Vote>();
    boolean[] tempts = new boolean[ITEMS];
    for (int item = 0; item < ITEMS; item++) {
      tempts[item] = random.nextDouble() < TEMPTING;
    }
    for (int person = 0; person < HONEST; person++) {
      double able = person % 4 == 0 ? 0.75 : 0.9 + 0.05 * random.nextDouble();
      for (int item : items(ITEMS, EACH, random)) {
        votes.add(new Vote(person, item, honest(tempts[item], able, random)));
      }
    }
    int[] theirs = items(ITEMS, 60, random);
    for (int item : theirs) {
      int passedOn = honest(tempts[item], 0.65, random);
      for (int i = 0; i < ring; i++) {
        if (random.nextDouble() < 0.6) {
          boolean copies = random.nextDouble() < copied;
          votes.add(
              new Vote(HONEST + i, item, copies ? passedOn : honest(tempts[item], 0.65, random)));
        }
      }
    }
    return votes;
  }

  private static int[] items(int of, int count, SplittableRandom random) {
    var drawn = new HashSet<Integer>();
    while (drawn.size() < count) {
      drawn.add(random.nextInt(of));
    }
    return drawn.stream().mapToInt(Integer::intValue).toArray();
  }

  /** 0 is right, 1 tempts. */
  private static int honest(boolean tempts, double able, SplittableRandom random) {
    double knows = tempts ? able - 0.25 : able;
    if (random.nextDouble() < knows) {
      return 0;
    }
    return tempts && random.nextDouble() < 0.8 ? 1 : random.nextInt(1, ANSWERS);
  }

  private static boolean isOfRing(Pair pair) {
    return pair.one() >= HONEST && pair.other() >= HONEST;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 12})
  void aRingIsFoundAndNobodyElse(int ring) {
    var found = Copying.pairs(market(ring, 0.95, new SplittableRandom(ring)), ANSWERS, 0.01);

    var members =
        found.stream()
            .flatMap(pair -> Stream.of(pair.one(), pair.other()))
            .collect(Collectors.toSet());
    assertThat(members).allMatch(person -> person >= HONEST).hasSizeGreaterThan(ring * 4 / 5);
  }

  @Test
  void honestPeopleAreNotFoundForBeingRightTogetherOrMisledTogether() {
    int accused = 0;
    for (int seed = 0; seed < 20; seed++) {
      accused +=
          Copying.pairs(market(0, 0, new SplittableRandom(100 + seed)), ANSWERS, 0.01).size();
    }

    assertThat(accused).isZero();
  }

  @Test
  void pairsOfRingsAreToldFromPairsOfHonestPeople() {
    var honest = new ArrayList<Double>();
    var cheats = new ArrayList<Double>();
    for (int seed = 0; seed < 5; seed++) {
      // Everything is found: the scores alone are looked at.
      for (Pair pair : Copying.pairs(market(8, 0.7, new SplittableRandom(seed)), ANSWERS, 1e9)) {
        if (isOfRing(pair)) {
          cheats.add(-pair.chance());
        } else if (pair.other() < HONEST) {
          honest.add(-pair.chance());
        }
      }
    }
    var roc =
        new Roc(
            honest.stream().mapToDouble(Double::doubleValue).toArray(),
            cheats.stream().mapToDouble(Double::doubleValue).toArray());

    assertThat(cheats).hasSizeGreaterThan(100);
    assertThat(roc.area()).isGreaterThan(0.9);
    assertThat(roc.foundAt(0.01)).isGreaterThan(0.4);
  }

  @Test
  void thoseWhoShareTooFewItemsAreNotCompared() {
    var votes =
        List.of(
            new Vote(0, 0, 1),
            new Vote(1, 0, 1),
            new Vote(0, 1, 2),
            new Vote(1, 1, 2),
            new Vote(2, 1, 0));

    assertThat(Copying.pairs(votes, ANSWERS, 1e9)).isEmpty();
    assertThat(Copying.pairs(List.of(), ANSWERS, 0.01)).isEmpty();
  }

  @Test
  void whatIsFoundSaysWhatItRestsOn() {
    var votes = market(2, 1, new SplittableRandom(5));

    var pair = Copying.pairs(votes, ANSWERS, 0.01).getFirst();

    Set<Integer> one = itemsOf(votes, pair.one());
    one.retainAll(itemsOf(votes, pair.other()));
    assertThat(pair.shared()).isEqualTo(one.size());
    assertThat(pair.agreed()).isEqualTo(pair.shared());
    assertThat(pair.expected()).isLessThan(pair.shared() * 0.8);
    assertThat(pair.chance()).isLessThan(1e-4);
  }

  private static Set<Integer> itemsOf(List<Vote> votes, int person) {
    return votes.stream()
        .filter(vote -> vote.person() == person)
        .map(Vote::item)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
