package dev.guildhall.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.experiment.Lots;
import dev.guildhall.matching.Offers.Standing;
import dev.guildhall.platform.config.Secret;
import dev.guildhall.testing.SettableTime;
import dev.guildhall.worker.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OffersTest {

  private static final int PEOPLE = 400;

  private final SettableTime time = new SettableTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final Map<WorkerId, Instant> claims = new HashMap<>();
  private final Offers offers =
      new Offers(
          Duration.ofSeconds(20),
          new Lots(new Secret("only for tests")),
          time,
          worker -> Optional.ofNullable(claims.get(worker)));
  private final List<Applicant> people = MarketFixture.people(PEOPLE);

  @Test
  void whatThereIsEnoughOfIsOpenToAll() {
    var pool = MarketFixture.pool(PoolFacts.MOST);

    look(List.of(pool));

    assertThat(offers.isScarce(pool)).isFalse();
  }

  @Test
  void whatBecomesPlentyIsOpenToAllAtOnce() {
    var pool = MarketFixture.pool(1);
    look(List.of(pool));

    assertThat(offers.isScarce(pool)).isTrue();
    assertThat(offers.isScarce(pool.with(PoolFacts.UNKNOWN))).isFalse();
  }

  @Test
  void aboutAsManyAreOfferedScarceWorkAsThereIs() {
    var pool = MarketFixture.pool(40);
    look(List.of(pool));
    double offered = 0;
    int windows = 200;
    for (int window = 0; window < windows; window++) {
      offered += people.stream().filter(person -> isOffered(person, pool)).count();
      time.advance(Duration.ofSeconds(20));
    }

    assertThat(offered / windows).isEqualTo(40, within(2.5));
  }

  @Test
  void askingOftenChangesNothing() {
    var pool = MarketFixture.pool(40);
    look(List.of(pool));
    for (Applicant person : people) {
      var first = standing(person, pool);
      for (int again = 0; again < 20; again++) {
        assertThat(standing(person, pool)).isEqualTo(first);
      }
    }
  }

  @Test
  void everybodyIsDrawnSoonerOrLater() {
    var pool = MarketFixture.pool(40);
    look(List.of(pool));
    var drawn = new HashMap<WorkerId, Integer>();
    for (int window = 0; window < 200; window++) {
      for (Applicant person : people) {
        if (isOffered(person, pool)) {
          drawn.merge(person.facts().worker(), 1, Integer::sum);
        }
      }
      time.advance(Duration.ofSeconds(20));
    }

    assertThat(drawn).hasSize(PEOPLE);
    assertThat(drawn.values()).allMatch(times -> times > 3 && times < 45);
  }

  @Test
  void atMostTwoScarcePoolsAreOfferedToOneAtATime() {
    var pools = IntStream.range(0, 30).mapToObj(_ -> MarketFixture.pool(90)).toList();
    look(pools);

    for (Applicant person : people) {
      var standings = offers.standings(person.facts().worker(), false, pools);

      assertThat(standings).hasSize(30);
      assertThat(standings.values().stream().filter(Standing.Offered.class::isInstance).count())
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void whoIsHereForTheFirstTimeIsDrawnMoreOften() {
    var pool = MarketFixture.pool(40);
    look(List.of(pool));
    var counts = new ArrayList<Long>();
    for (boolean isNew : new boolean[] {true, false}) {
      counts.add(
          people.stream()
              .filter(
                  person ->
                      offers.standings(person.facts().worker(), isNew, List.of(pool)).get(pool.id())
                          instanceof Standing.Offered)
              .count());
    }

    assertThat(counts.getFirst()).isGreaterThan(counts.getLast() * 3 / 2);
  }

  @Test
  void whoJustGotATaskIsDrawnLessOften() {
    var pool = MarketFixture.pool(40);
    look(List.of(pool));
    var half = people.subList(0, PEOPLE / 2);
    half.forEach(person -> claims.put(person.facts().worker(), time.instant()));

    long satisfied = half.stream().filter(person -> isOffered(person, pool)).count();
    long others = people.stream().filter(person -> isOffered(person, pool)).count() - satisfied;

    assertThat(satisfied).isLessThan(others / 2);
  }

  private void look(List<Pool> pools) {
    offers.look(
        pools,
        among ->
            among.stream().collect(Collectors.toMap(pool -> pool, _ -> (double) people.size())));
  }

  private boolean isOffered(Applicant person, Pool pool) {
    return standing(person, pool) instanceof Standing.Offered;
  }

  private Standing standing(Applicant person, Pool pool) {
    return offers.standings(person.facts().worker(), false, List.of(pool)).get(pool.id());
  }
}
