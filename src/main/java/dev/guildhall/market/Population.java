package dev.guildhall.market;

import dev.guildhall.market.Persona.Session;
import dev.guildhall.platform.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws people. The mix follows what is known of crowds: two thirds able, a fifth weak, the rest
 * quick and careless; hours that peak in the afternoon at three times the night's (Difallah,
 * Filatova, Ipeirotis, "Demographics and Dynamics of Mechanical Turk Workers", WSDM 2018), activity
 * with a heavy tail, one in twenty with a script, one in sixteen with a rare skill.
 */
final class Population {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final double EXPERTS = 0.06;
  private static final double ABLE = 0.65;
  private static final double WEAK = 0.85;
  private static final int[][] ZONES = {{-8, -5}, {0, 2}, {5, 9}};

  private final long seed;
  private final MarketSetting setting;

  Population(long seed, MarketSetting setting) {
    this.seed = seed;
    this.setting = setting;
  }

  List<Persona> draw() {
    var people = new ArrayList<Persona>();
    for (int number = 0; number < setting.people(); number++) {
      people.add(person(number));
    }
    return estimated(people);
  }

  /** With what the market has learned of them before it begins. */
  private static List<Persona> estimated(List<Persona> people) {
    var record = new TrackRecord();
    people.forEach(record::add);
    return people.stream()
        .map(person -> person.isNewcomer() ? person : person.withSkills(record.skills(person)))
        .toList();
  }

  private Persona person(int number) {
    var chance = Chance.of(seed, 1, number);
    boolean isNewcomer = number >= setting.workers();
    int firstDay = isNewcomer ? (number - setting.workers()) / setting.newcomersPerDay() : 0;
    // Every so many-th, so that each replication has as many of them.
    boolean hasScript = isEvery(number, setting.scriptPermille() / 1000.0);
    boolean isExpert = !hasScript && chance.happens(EXPERTS);
    double nature = chance.share();
    boolean isCareless = hasScript || nature >= WEAK;
    double usual = isCareless ? 0.62 : nature < ABLE ? 0.88 : 0.75;
    var accuracy = new double[MarketSetting.DOMAINS];
    var judged = new int[MarketSetting.DOMAINS];
    var right = new int[MarketSetting.DOMAINS];
    for (int domain = 0; domain < accuracy.length; domain++) {
      accuracy[domain] = Math.clamp(chance.normal(usual, 0.1), 0.35, 0.98);
      int before = chance.below(40);
      judged[domain] = isNewcomer ? 0 : before;
      right[domain] = chance.binomial(judged[domain], accuracy[domain]);
    }
    double pace = chance.around(isCareless ? 0.7 : 1, 0.25);
    var wish =
        chance.happens(0.6)
            ? Optional.of(new Money((long) (chance.around(9, 0.35) * 1e6), "USD"))
            : Optional.<Money>empty();
    return new Persona(
        number,
        accuracy,
        pace,
        wish,
        isExpert,
        hasScript,
        isNewcomer,
        judged,
        right,
        Map.of(),
        sessions(chance, firstDay, isNewcomer));
  }

  private static boolean isEvery(int number, double share) {
    return Math.floor((number + 1) * share) > Math.floor(number * share);
  }

  private List<Session> sessions(Chance chance, int firstDay, boolean isNewcomer) {
    int[] zone = ZONES[chance.below(ZONES.length)];
    double ahead = chance.between(zone[0], zone[1]);
    double keenness = Math.min(0.95, chance.around(0.4, 0.6));
    var sessions = new ArrayList<Session>();
    for (int day = firstDay; day < setting.days(); day++) {
      boolean comes = chance.happens(keenness) || (isNewcomer && day == firstDay);
      double start = hour(chance) - ahead;
      double hours = Math.clamp(chance.around(1.5, 0.6), 0.2, 6);
      long from = day * DAY + (long) (((start % 24) + 24) % 24 * HOUR);
      long to = Math.min(from + (long) (hours * HOUR), setting.days() * DAY);
      boolean isFree = sessions.isEmpty() || sessions.getLast().to() < from;
      if (comes && isFree && to > from) {
        sessions.add(new Session(from, to));
      }
    }
    return sessions;
  }

  /** A local hour by a cosine with its peak at three in the afternoon, three times its trough. */
  private static double hour(Chance chance) {
    while (true) {
      double hour = chance.share() * 24;
      double density = 1 + 0.5 * Math.cos((hour - 15) / 24 * 2 * Math.PI);
      if (chance.happens(density / 1.5)) {
        return hour;
      }
    }
  }
}
