package dev.guildhall.forensics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds accounts that may be one person's by the identifiers that they share, as in record linkage
 * (Fellegi and Sunter 1969), with a third explanation beside the two of theirs: two accounts are
 * one person's, or of two people of one household, or strangers'.
 *
 * <p>What two accounts share, and what both have and do not share, is likely to a degree under each
 * explanation; with how many of each there are, Bayes' rule gives the chance of each. An identifier
 * that many use says little, for strangers share it too: the network of a café ties nobody, and a
 * device that two use is a household's more often than not; but the more there are, the less it can
 * be a household. It takes several kinds together, or a kind that no household shares, such as a
 * document.
 */
public final class Links {

  // Pairs are made of those who share what is at most this common; commoner things count in them.
  private static final int MOST_SHARERS = 60;

  private static final Comparator<Seen> BY_IDENTIFIER =
      Comparator.comparingInt(Seen::kind)
          .thenComparingLong(Seen::identifier)
          .thenComparingInt(Seen::account);

  private Links() {}

  /**
   * A kind of identifier.
   *
   * @param samePerson how often two accounts of one person share one of it, who have one each
   * @param household how often two people of one household do
   * @param common of one that many use, how often it is really in the hands of strangers, such as
   *     the network of a café, and not of somebody with many accounts
   */
  public record Kind(double samePerson, double household, double common) {}

  /**
   * How many accounts are expected to be tied to one, of another kind than by chance.
   *
   * @param samePerson other accounts of the same person
   * @param household accounts of others of the household
   */
  public record Prior(double samePerson, double household) {}

  /**
   * An account was seen with an identifier.
   *
   * @param account from 0
   * @param kind the position of its kind
   * @param identifier a hash of it
   */
  public record Seen(int account, int kind, long identifier) {}

  /**
   * Two accounts, the lower number first.
   *
   * @param kinds that they share, by position
   * @param samePerson the chance that both are one person's
   * @param household the chance that they are two people's of one household
   */
  public record Link(
      int one, int other, List<Integer> kinds, double samePerson, double household) {}

  /** The pairs that share something, and are one person's with at least that chance. */
  public static List<Link> links(List<Seen> seen, List<Kind> kinds, Prior prior, double least) {
    var ties = new Ties(seen, kinds, prior);
    return ties.links(ties.each()).filter(link -> link.samePerson() >= least).toList();
  }

  /**
   * The accounts of each who has several. Those that are tied count as one from then on, with all
   * that they were seen with, until nobody else is tied: somebody with many accounts seldom shares
   * the same of everything between any two of them.
   *
   * @return groups of at least two, ascending
   */
  public static List<List<Integer>> groups(
      List<Seen> seen, List<Kind> kinds, Prior prior, double least) {
    var ties = new Ties(seen, kinds, prior);
    int[] owners = ties.each();
    boolean goesOn = true;
    while (goesOn) {
      var tied = ties.links(owners).filter(link -> link.samePerson() >= least).toList();
      tied.forEach(link -> owners[root(owners, link.one())] = root(owners, link.other()));
      Arrays.setAll(owners, account -> root(owners, account));
      goesOn = !tied.isEmpty();
    }
    return IntStream.range(0, owners.length)
        .boxed()
        .collect(
            Collectors.groupingBy(account -> owners[account], TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(group -> group.size() > 1)
        .sorted(Comparator.comparing(List::getFirst))
        .toList();
  }

  private static int root(int[] parents, int account) {
    int at = account;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /** Who has what, and with how many others. */
  private static final class Ties {

    // Of an identifier that two share, even when nobody else has it, strangers may have got hold.
    private static final double LEFT_OVER = 0.000_01;
    // Households of up to three who work are usual; with each one more there are half as many.
    private static final int USUAL_HOUSEHOLD = 3;
    private static final double ONE_MORE = 0.5;

    private final List<Kind> kinds;
    private final Prior prior;
    private final int accounts;
    // By identifier, numbered by kind; by account, the numbers of what it has, ascending.
    private final int[] kindOf;
    private final int[] users;
    private final int[][] had;
    private long[] pairs = new long[1024];
    private int size;

    private Ties(List<Seen> seen, List<Kind> kinds, Prior prior) {
      this.kinds = kinds;
      this.prior = prior;
      var sorted = seen.stream().distinct().toArray(Seen[]::new);
      Arrays.parallelSort(sorted, BY_IDENTIFIER);
      this.accounts = Arrays.stream(sorted).mapToInt(Seen::account).max().orElse(-1) + 1;
      this.had = places(sorted);
      this.kindOf = new int[sorted.length];
      this.users = new int[sorted.length];
      var filled = new int[accounts];
      int identifier = 0;
      for (int from = 0; from < sorted.length; identifier++) {
        int to = from;
        while (to < sorted.length && isSame(sorted[from], sorted[to])) {
          int account = sorted[to++].account();
          had[account][filled[account]++] = identifier;
        }
        kindOf[identifier] = sorted[from].kind();
        users[identifier] = to - from;
        pair(sorted, from, to);
        from = to;
      }
    }

    private int[][] places(Seen[] sorted) {
      var count = new int[accounts];
      for (Seen one : sorted) {
        count[one.account()]++;
      }
      return Arrays.stream(count).mapToObj(int[]::new).toArray(int[][]::new);
    }

    private static boolean isSame(Seen one, Seen other) {
      return one.kind() == other.kind() && one.identifier() == other.identifier();
    }

    private void pair(Seen[] sorted, int from, int to) {
      if (to - from > MOST_SHARERS) {
        return;
      }
      for (int i = from; i < to; i++) {
        for (int j = i + 1; j < to; j++) {
          if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size * 2);
          }
          pairs[size++] = pair(sorted[i].account(), sorted[j].account());
        }
      }
    }

    /** Each account as its own. */
    private int[] each() {
      return IntStream.range(0, accounts).toArray();
    }

    /**
     * Of all pairs that share something and have different owners.
     *
     * @param owners by account, one of the accounts of its owner
     */
    private Stream<Link> links(int[] owners) {
      int[][] all = ofOwners(owners);
      return Arrays.stream(pairs, 0, size)
          .map(pair -> pair(owners[(int) (pair >>> Integer.SIZE)], owners[(int) pair]))
          .filter(pair -> (int) (pair >>> Integer.SIZE) != (int) pair)
          .sorted()
          .distinct()
          .mapToObj(pair -> link(all, (int) (pair >>> Integer.SIZE), (int) pair));
    }

    private static long pair(int one, int other) {
      return ((long) Math.min(one, other) << Integer.SIZE) | Math.max(one, other);
    }

    /** What each owner has with all accounts. */
    private int[][] ofOwners(int[] owners) {
      var all = had.clone();
      for (int account = 0; account < accounts; account++) {
        if (owners[account] != account) {
          int owner = owners[account];
          all[owner] =
              IntStream.concat(Arrays.stream(all[owner]), Arrays.stream(had[account]))
                  .sorted()
                  .distinct()
                  .toArray();
        }
      }
      return all;
    }

    private Link link(int[][] had, int one, int other) {
      // By kind, of what both have, how many have the rarest; 0: they share none.
      var rarest = new int[kinds.size()];
      int[] own = had[one];
      int[] others = had[other];
      for (int i = 0, j = 0; i < own.length && j < others.length; ) {
        if (own[i] == others[j]) {
          int kind = kindOf[own[i]];
          int by = users[own[i]];
          rarest[kind] = rarest[kind] == 0 ? by : Math.min(rarest[kind], by);
          i++;
          j++;
        } else if (own[i] < others[j]) {
          i++;
        } else {
          j++;
        }
      }
      return weighed(had, one, other, rarest);
    }

    private Link weighed(int[][] had, int one, int other, int[] rarest) {
      double same = prior.samePerson();
      double household = prior.household();
      double strangers = accounts;
      long both = kindsOf(had[one]) & kindsOf(had[other]);
      household *=
          Math.pow(ONE_MORE, Math.max(0, Arrays.stream(rarest).max().orElse(0) - USUAL_HOUSEHOLD));
      var shared = new ArrayList<Integer>();
      for (int i = 0; i < rarest.length; i++) {
        var kind = kinds.get(i);
        if (rarest[i] > 0) {
          shared.add(i);
          same *= kind.samePerson();
          household *= kind.household();
          strangers *= (kind.common() * (rarest[i] - 1) + LEFT_OVER) / accounts;
        } else if ((both >> i & 1) == 1) {
          same *= 1 - kind.samePerson();
          household *= 1 - kind.household();
        }
      }
      double all = same + household + strangers;
      return new Link(one, other, List.copyOf(shared), same / all, household / all);
    }

    private long kindsOf(int[] identifiers) {
      long kinds = 0;
      for (int identifier : identifiers) {
        kinds |= 1L << kindOf[identifier];
      }
      return kinds;
    }
  }
}
