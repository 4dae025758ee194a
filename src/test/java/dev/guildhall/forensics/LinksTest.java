package dev.guildhall.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.guildhall.forensics.Links.Kind;
import dev.guildhall.forensics.Links.Link;
import dev.guildhall.forensics.Links.Prior;
import dev.guildhall.forensics.Links.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Puppets and handed-over accounts among households, cafés and carriers. */
class LinksTest {

  private static final int DEVICE = 0;
  private static final int NETWORK = 1;
  private static final int PAYOUT = 2;
  private static final int DOCUMENT = 3;
  private static final List<Kind> KINDS =
      List.of(
          new Kind(0.6, 0.25, 0.05),
          new Kind(0.6, 0.95, 1),
          new Kind(0.5, 0.1, 0.02),
          new Kind(0.3, 0.0001, 0));
  private static final int RINGS = 20;
  private static final Prior PRIOR = new Prior(0.05, 0.1);

  private static List<Link> links(List<Seen> seen, double least) {
    return Links.links(seen, KINDS, PRIOR, least);
  }

  /** Others who share nothing, so that there is somebody to be a stranger. */
  private static List<Seen> crowd(int from, int count) {
    var seen = new ArrayList<Seen>();
    for (int account = from; account < from + count; account++) {
      for (int kind = 0; kind < KINDS.size(); kind++) {
        seen.add(new Seen(account, kind, own(account, kind)));
      }
    }
    return seen;
  }

  private static long own(int account, int kind) {
    return Hashing.mix((long) kind << 40 | account);
  }

  private static Link pair(List<Seen> seen) {
    return links(seen, 0).stream()
        .filter(link -> link.one() == 0 && link.other() == 1)
        .findFirst()
        .orElseThrow();
  }

  /** Two accounts of a thousand that share these kinds and have others of their own. */
  private static List<Seen> sharing(int... kinds) {
    var seen = crowd(2, 1_000);
    for (int account = 0; account < 2; account++) {
      for (int kind = 0; kind < KINDS.size(); kind++) {
        int each = kind;
        boolean shares = IntStream.of(kinds).anyMatch(one -> one == each);
        seen.add(new Seen(account, kind, shares ? kind : own(account, kind)));
      }
    }
    return seen;
  }

  @Test
  void aHouseholdSharesADeviceAndANetwork() {
    var pair = pair(sharing(DEVICE, NETWORK));

    assertThat(pair.kinds()).containsExactly(DEVICE, NETWORK);
    assertThat(pair.household()).isGreaterThan(0.7);
    assertThat(pair.samePerson()).isLessThan(0.3);
  }

  @Test
  void onePersonSharesWhatNoHouseholdDoes() {
    assertThat(pair(sharing(DOCUMENT)).samePerson())
        .as("two households, one passport")
        .isGreaterThan(0.95);
    assertThat(pair(sharing(DEVICE, NETWORK, PAYOUT, DOCUMENT)).samePerson()).isGreaterThan(0.999);
  }

  @Test
  void aNetworkAloneTiesNobody() {
    var seen = crowd(0, 1_000);
    for (int account = 0; account < 40; account++) {
      seen.add(new Seen(account, NETWORK, 7));
    }

    assertThat(links(seen, 0)).hasSize(40 * 39 / 2).allMatch(link -> link.samePerson() < 0.001);
  }

  @Test
  void whatHundredsUseMakesNoPairsButCountsInThoseThereAre() {
    var seen = crowd(300, 1_000);
    for (int account = 0; account < 300; account++) {
      seen.add(new Seen(account, NETWORK, 7));
    }

    assertThat(links(seen, 0)).isEmpty();
    seen.add(new Seen(0, PAYOUT, 8));
    seen.add(new Seen(1, PAYOUT, 8));
    assertThat(links(seen, 0))
        .singleElement()
        .satisfies(link -> assertThat(link.kinds()).containsExactly(NETWORK, PAYOUT));
  }

  @Test
  void accountsThatShareNothingWithEachOtherAreOnePersonsByThoseBetween() {
    var seen = crowd(4, 1_000);
    for (int account = 0; account < 4; account++) {
      seen.add(new Seen(account, DOCUMENT, account / 2));
    }
    for (int account = 0; account < 4; account += 2) {
      seen.add(new Seen(account, DEVICE, 8));
      seen.add(new Seen(account + 1, PAYOUT, 9));
    }

    assertThat(links(seen, 0.75))
        .as("a device here and a payout there are a household's")
        .extracting(Link::one, Link::other)
        .containsExactly(tuple(0, 1), tuple(2, 3));
    assertThat(Links.groups(seen, KINDS, PRIOR, 0.75)).containsExactly(List.of(0, 1, 2, 3));
    assertThat(groups(crowd(0, 100))).isEmpty();
    assertThat(groups(List.of())).isEmpty();
  }

  private static List<List<Integer>> groups(List<Seen> seen) {
    return Links.groups(seen, KINDS, PRIOR, 0.9);
  }

  /** What a market of so many accounts was seen with, and whose each account is. */
  private record Market(List<Seen> seen, List<Integer> person) {}

  /**
   * Most live alone, some with one to three others who work too; a tenth sits in cafés. Rings share
   * devices and payouts, but not all with all, and use other networks now and then.
   */
  private static Market market(int households, int rings, SplittableRandom random) {
    var seen = new ArrayList<Seen>();
    var person = new ArrayList<Integer>();
    int cafes = Math.max(1, households / 200);
    int persons = 0;
    for (int home = 0; home < households; home++) {
      int size = random.nextInt(10) < 9 ? 1 : random.nextInt(2, 5);
      for (int i = 0; i < size; i++) {
        int account = person.size();
        person.add(persons++);
        seen.add(new Seen(account, NETWORK, random.nextInt(20) == 0 ? own(account, 9) : home));
        seen.add(new Seen(account, DEVICE, own(account, DEVICE)));
        if (size > 1 && random.nextInt(3) == 0) {
          seen.add(new Seen(account, DEVICE, home));
        }
        seen.add(
            new Seen(
                account, PAYOUT, size > 1 && random.nextInt(5) == 0 ? home : own(account, PAYOUT)));
        if (random.nextInt(10) == 0) {
          seen.add(new Seen(account, NETWORK, -1 - random.nextInt(cafes)));
        }
      }
    }
    for (int ring = 0; ring < rings; ring++) {
      int size = random.nextInt(8, 41);
      for (int i = 0; i < size; i++) {
        int account = person.size();
        person.add(persons);
        long of = 1_000_000L + ring * 100L;
        seen.add(new Seen(account, DEVICE, of + random.nextInt(3)));
        seen.add(new Seen(account, PAYOUT, of + random.nextInt(2)));
        seen.add(
            new Seen(
                account,
                NETWORK,
                random.nextInt(3) == 0 ? own(account, NETWORK) : of + random.nextInt(2)));
      }
      persons++;
    }
    return new Market(seen, person);
  }

  @Test
  void ringsAreFoundAndHouseholdsLeftAlone() {
    var market = market(20_000, RINGS, new SplittableRandom(6));
    var person = market.person();
    var groups = groups(market.seen());

    long people = person.stream().distinct().count();
    long tied =
        groups.stream()
            .map(group -> group.stream().map(person::get).distinct().toList())
            .filter(owners -> owners.size() > 1)
            .mapToLong(List::size)
            .sum();
    assertThat(tied * 1.0 / people).as("honest people tied to another").isLessThan(0.001);
    double[] parts =
        IntStream.range((int) people - RINGS, (int) people)
            .mapToDouble(ring -> largestPart(ring, person, groups))
            .toArray();
    long found =
        groups.stream()
            .flatMap(List::stream)
            .filter(one -> person.get(one) >= people - RINGS)
            .count();
    long puppets = person.stream().filter(owner -> owner >= people - RINGS).count();
    assertThat(found * 1.0 / puppets).as("puppets tied to another").isGreaterThan(0.97);
    assertThat(Arrays.stream(parts).average().orElseThrow()).as("together").isGreaterThan(0.75);
  }

  /** The part of somebody's accounts that is together in one group. */
  private static double largestPart(int owner, List<Integer> person, List<List<Integer>> groups) {
    long most =
        groups.stream()
            .mapToLong(group -> group.stream().filter(one -> person.get(one) == owner).count())
            .max()
            .orElse(0);
    return (double) most / person.stream().filter(one -> one == owner).count();
  }

  @Test
  void onePersonsAccountsAreToldFromHouseholds() {
    var market = market(5_000, 10, new SplittableRandom(8));
    var person = market.person();
    var honest = new ArrayList<Double>();
    var cheats = new ArrayList<Double>();
    for (Link link : links(market.seen(), 0)) {
      (person.get(link.one()).equals(person.get(link.other())) ? cheats : honest)
          .add(link.samePerson());
    }
    var roc =
        new Roc(
            honest.stream().mapToDouble(Double::doubleValue).toArray(),
            cheats.stream().mapToDouble(Double::doubleValue).toArray());

    // Two of a ring that share no more than a network look like neighbours; others tie them.
    assertThat(roc.area()).isGreaterThan(0.96);
    assertThat(roc.foundAt(0.001)).isGreaterThan(0.35);
  }
}
