package dev.guildhall.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.eligibility.EligibilityIndex.Listed;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Requirements.Comparison;
import dev.guildhall.project.Requirements.Guard;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.Identity;
import dev.guildhall.worker.LanguageLevel;
import dev.guildhall.worker.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EligibilityIndexTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> LANGUAGES = List.of("en", "de", "zh", "sw");
  private static final List<String> COUNTRIES = List.of("GB", "DE", "CN", "KE");
  private static final List<String> DOMAINS = List.of("law", "code");
  private static final List<QualificationId> QUALIFICATIONS =
      IntStream.range(0, 4).mapToObj(i -> new QualificationId(id(100 + i))).toList();
  private static final List<OrganisationId> ORGANISATIONS =
      IntStream.range(0, 3).mapToObj(i -> new OrganisationId(id(200 + i))).toList();

  private final EligibilityIndex<ProjectId> index = new EligibilityIndex<>();

  /** Whatever comes, goes and changes on either side, in whatever order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void itAnswersWhatHoldingEveryWorkerAgainstEveryPoolWould(long seed) {
    var random = new Random(seed);
    var pools = new HashMap<ProjectId, List<Predicate>>();
    var people = new ArrayList<Facts>();
    IntStream.range(0, 12).forEach(i -> people.add(facts(random, i)));
    var now = NOON;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> change(random, pools);
        case 2 -> {
          int who = random.nextInt(people.size());
          people.set(who, facts(random, who));
        }
        default -> now = now.plus(Duration.ofMinutes(random.nextInt(90)));
      }
      var asks = people.get(random.nextInt(people.size()));
      var applicant = new Applicant(asks, Device.values()[random.nextInt(3)], now);

      assertThat(open(applicant))
          .as("step %d of seed %d", step, seed)
          .isEqualTo(held(pools, applicant));
    }
  }

  private void change(Random random, Map<ProjectId, List<Predicate>> pools) {
    var listed = new ArrayList<Listed<ProjectId>>();
    var gone = new HashSet<ProjectId>();
    for (int n = random.nextInt(6); n >= 0; n--) {
      var pool = new ProjectId(id(random.nextInt(40)));
      boolean goes = random.nextInt(3) == 0;
      if (goes && listed.stream().noneMatch(other -> other.id().equals(pool))) {
        gone.add(pool);
        pools.remove(pool);
      } else if (!gone.contains(pool)) {
        var predicates = predicates(random, pool);
        listed.add(new Listed<>(pool, pool, predicates));
        pools.put(pool, predicates);
      }
    }
    index.update(listed, gone);
  }

  private static Set<ProjectId> held(Map<ProjectId, List<Predicate>> pools, Applicant applicant) {
    return pools.entrySet().stream()
        .filter(pool -> Eligibility.failing(pool.getValue(), applicant).isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Set<ProjectId> open(Applicant applicant) {
    var open = new HashSet<ProjectId>();
    index.open(applicant, open::add);
    return open;
  }

  @Test
  void poolsThatAskTheSameShareOnePredicate() {
    var english = List.<Predicate>of(new Predicate.Language("en", LanguageLevel.FLUENT));
    var many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new ProjectId(id(i)))
            .map(pool -> new Listed<>(pool, pool, english))
            .toList();

    index.update(many, Set.of());
    assertThat(index.predicates()).isEqualTo(1);

    index.update(List.of(), many.stream().map(Listed::id).toList());
    assertThat(index.predicates()).isZero();
  }

  private static List<Predicate> predicates(Random random, ProjectId pool) {
    var all =
        List.<Predicate>of(
            new Predicate.Language(one(LANGUAGES, random), level(random)),
            new Predicate.LivesIn(some(COUNTRIES, random)),
            new Predicate.LivesOutside(some(COUNTRIES, random)),
            new Predicate.Identity(Identity.values()[random.nextInt(3)]),
            qualification(random),
            new Predicate.Skill(one(DOMAINS, random), random.nextInt(4) / 4.0),
            new Predicate.Device(some(List.of(Device.values()), random)),
            new Predicate.BroughtBy(some(ORGANISATIONS, random)),
            new Predicate.NotBroughtBy(some(ORGANISATIONS, random)),
            new Predicate.NewToGroup(new Facts.Group(one(ORGANISATIONS, random), "study"), pool),
            new Predicate.Invited(pool),
            new Predicate.Stranger(one(ORGANISATIONS, random)));
    return all.stream().filter(_ -> random.nextInt(6) == 0).toList();
  }

  private static Facts facts(Random random, int who) {
    var languages =
        some(LANGUAGES, random).stream().collect(Collectors.toMap(l -> l, _ -> level(random)));
    var held =
        some(QUALIFICATIONS, random).stream()
            .collect(
                Collectors.toMap(
                    q -> q,
                    _ ->
                        new Facts.Held(
                            random.nextInt(4),
                            random.nextBoolean()
                                ? Instant.MAX
                                : NOON.plus(Duration.ofHours(random.nextInt(200))))));
    var skills =
        some(DOMAINS, random).stream()
            .collect(Collectors.toMap(d -> d, _ -> new Facts.Skill(0.9, random.nextDouble(), 10)));
    return new Facts(
        new WorkerId(id(300 + who)),
        new AccountId(id(400 + who)),
        some(ORGANISATIONS, random),
        languages,
        random.nextBoolean() ? Optional.of(one(COUNTRIES, random)) : Optional.empty(),
        Identity.values()[random.nextInt(3)],
        held,
        skills,
        random.nextBoolean() ? Optional.of(one(ORGANISATIONS, random)) : Optional.empty(),
        Map.of(
            new Facts.Group(one(ORGANISATIONS, random), "study"),
            new ProjectId(id(random.nextInt(40)))),
        IntStream.range(0, 10)
            .mapToObj(_ -> new ProjectId(id(random.nextInt(40))))
            .collect(Collectors.toSet()),
        Optional.empty());
  }

  private static LanguageLevel level(Random random) {
    return LanguageLevel.values()[random.nextInt(3)];
  }

  private static Predicate qualification(Random random) {
    var compare = Comparison.values()[random.nextInt(Comparison.values().length)];
    return new Predicate.Qualification(
        one(QUALIFICATIONS, random),
        compare,
        compare.takesLevel() ? 1 + random.nextInt(4) : 0,
        compare.takesLevels() ? Set.of(1, 2 + random.nextInt(3)) : Set.of(),
        one(List.of(Guard.values()), random));
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static <T> Set<T> some(List<T> of, Random random) {
    return of.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
