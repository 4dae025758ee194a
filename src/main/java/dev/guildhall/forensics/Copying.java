package dev.guildhall.forensics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds pairs of people who agree more than they would by themselves, in the manner of indices of
 * answer copying in examinations (generalised binomial test: van der Linden and Sotaridona 2006).
 *
 * <p>How likely each is to give an answer is estimated from what the others gave to the same item,
 * and from how often that person is with most of them. So two able people are expected to agree,
 * for they are right; what tells is agreement where others differ. Over all pairs, the share of
 * false ones among those found is kept at what is asked (Benjamini and Hochberg 1995).
 */
public final class Copying {

  private static final int LEAST_SHARED = 5;
  // Of an answer that nobody else gave.
  private static final double UNSEEN = 0.5;
  private static final int STEPS = 40;
  private static final double WIDEST = 6;

  private Copying() {}

  /**
   * One answer to an item with finitely many.
   *
   * @param person from 0
   * @param item from 0
   * @param answer from 0
   */
  public record Vote(int person, int item, int answer) {}

  /**
   * Two who agree too much.
   *
   * @param shared how many items both answered
   * @param agreed in how many of them they agree
   * @param expected in how many they would by themselves
   * @param chance of agreeing in so many by themselves
   */
  public record Pair(int one, int other, int shared, int agreed, double expected, double chance) {}

  /**
   * The pairs that are found, the least likely first.
   *
   * @param votes one of each person for an item
   * @param answers how many different answers an item has
   * @param falseShare of those found, from 0 to 1
   */
  public static List<Pair> pairs(List<Vote> votes, int answers, double falseShare) {
    var crowd = new Crowd(votes, answers);
    var tried = crowd.pairs();
    tried.sort(Comparator.comparingDouble(Pair::chance));
    return List.copyOf(tried.subList(0, found(tried, falseShare)));
  }

  private static int found(List<Pair> sorted, double falseShare) {
    int found = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (sorted.get(i - 1).chance() <= falseShare * i / sorted.size()) {
        found = i;
      }
    }
    return found;
  }

  /** Everybody's votes, and what they tell of items and people. */
  private static final class Crowd {

    private final int answers;
    private final List<List<Vote>> ofPerson = new ArrayList<>();
    private final List<List<Vote>> ofItem = new ArrayList<>();
    private final double[] leaning;

    private Crowd(List<Vote> votes, int answers) {
      this.answers = answers;
      for (Vote vote : votes) {
        at(ofPerson, vote.person()).add(vote);
        at(ofItem, vote.item()).add(vote);
      }
      this.leaning = ofPerson.stream().mapToDouble(this::leaning).toArray();
    }

    private static List<Vote> at(List<List<Vote>> lists, int index) {
      while (lists.size() <= index) {
        lists.add(new ArrayList<>());
      }
      return lists.get(index);
    }

    /** What others gave to an item, smoothed. */
    private double[] given(int item, int but, int andBut) {
      var given = new double[answers];
      Arrays.fill(given, UNSEEN / answers);
      double all = UNSEEN;
      for (Vote vote : ofItem.get(item)) {
        if (vote.person() != but && vote.person() != andBut) {
          given[vote.answer()]++;
          all++;
        }
      }
      for (int i = 0; i < answers; i++) {
        given[i] /= all;
      }
      return given;
    }

    private static int most(double[] given) {
      int most = 0;
      for (int i = 1; i < given.length; i++) {
        most = given[i] > given[most] ? i : most;
      }
      return most;
    }

    /**
     * How much more somebody is with most of the others than these are with each other, in logits:
     * the value at which as many are expected as are seen, with a weak pull to 0.
     */
    private double leaning(List<Vote> own) {
      double with = 0;
      var shares = new double[own.size()];
      for (int i = 0; i < shares.length; i++) {
        var given = given(own.get(i).item(), own.get(i).person(), own.get(i).person());
        int most = most(given);
        shares[i] = given[most];
        with += own.get(i).answer() == most ? 1 : 0;
      }
      double low = -WIDEST;
      double high = WIDEST;
      for (int step = 0; step < STEPS; step++) {
        double middle = (low + high) / 2;
        double expected = middle;
        for (double share : shares) {
          expected += leant(share, middle);
        }
        if (expected < with) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    private static double leant(double share, double leaning) {
      double odds = share / (1 - share) * Math.exp(leaning);
      return odds / (1 + odds);
    }

    /** The chance that two give the same answer by themselves. */
    private double same(int item, int one, int other) {
      var given = given(item, one, other);
      int most = most(given);
      double ofOne = leant(given[most], leaning[one]);
      double ofOther = leant(given[most], leaning[other]);
      double rest = 0;
      for (int i = 0; i < answers; i++) {
        if (i != most) {
          double share = given[i] / (1 - given[most]);
          rest += share * share;
        }
      }
      return ofOne * ofOther + (1 - ofOne) * (1 - ofOther) * rest;
    }

    private List<Pair> pairs() {
      var pairs = new ArrayList<Pair>();
      for (int one = 0; one < ofPerson.size(); one++) {
        int person = one;
        both(person)
            .forEach(
                (other, shared) -> {
                  if (shared.size() >= LEAST_SHARED) {
                    pairs.add(pair(person, other, shared));
                  }
                });
      }
      return pairs;
    }

    /** By each later person, the items that both answered, and whether alike. */
    private Map<Integer, List<Both>> both(int person) {
      var both = new HashMap<Integer, List<Both>>();
      for (Vote own : ofPerson.get(person)) {
        for (Vote vote : ofItem.get(own.item())) {
          if (vote.person() > person) {
            both.computeIfAbsent(vote.person(), _ -> new ArrayList<>())
                .add(new Both(own.item(), vote.answer() == own.answer()));
          }
        }
      }
      return both;
    }

    private record Both(int item, boolean alike) {}

    private Pair pair(int one, int other, List<Both> shared) {
      double[] chances =
          shared.stream().mapToDouble(both -> same(both.item(), one, other)).toArray();
      int agreed = (int) shared.stream().filter(Both::alike).count();
      return new Pair(
          one,
          other,
          shared.size(),
          agreed,
          Arrays.stream(chances).sum(),
          PoissonBinomial.atLeast(agreed, chances));
    }
  }
}
