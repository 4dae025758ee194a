package dev.guildhall.matching;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Facts;
import dev.guildhall.eligibility.Predicate;
import dev.guildhall.eligibility.Predicates;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.Classification;
import dev.guildhall.project.CommentRule;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectKind;
import dev.guildhall.project.ProjectState;
import dev.guildhall.project.Requirements;
import dev.guildhall.project.ReviewMode;
import dev.guildhall.project.ReviewPlan;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.Identity;
import dev.guildhall.worker.LanguageLevel;
import dev.guildhall.worker.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;

/** Pools and people as matching knows them, without stores. */
final class MarketFixture {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Money NOTHING = Money.zero("USD");

  private MarketFixture() {}

  /** A pool for everybody, of so many tasks with a slot each, that pays 6 dollars an hour. */
  static Pool pool(int tasks) {
    return pool(tasks, 60, Requirements.NONE);
  }

  /** A pool of work that pays ten cents and takes so long. */
  static Pool pool(int tasks, int seconds, Requirements requirements) {
    var project = project(seconds, requirements);
    var facts =
        new PoolFacts(
            false,
            false,
            tasks,
            tasks,
            tasks,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            0);
    return new Pool(project, "Lab", "Choose.", Predicates.of(project), facts);
  }

  static Requirements speaking(String language) {
    return new Requirements(
        List.of(new Requirements.Language(language, LanguageLevel.FLUENT)),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        null);
  }

  private static Project project(int seconds, Requirements requirements) {
    return project(new ProjectId(UUID.randomUUID()), seconds, requirements);
  }

  /** The same project under another id. */
  static Project renamed(Project project, ProjectId id) {
    return project(id, project.estimateSeconds(), project.requirements());
  }

  private static Project project(ProjectId id, int seconds, Requirements requirements) {
    var question = new Classification("Is it good?", List.of(), CommentRule.NONE);
    return new Project(
        id,
        new OrganisationId(UUID.randomUUID()),
        "Any",
        ProjectKind.CLASSIFICATION,
        ProjectState.LIVE,
        null,
        question,
        1,
        new Money(100_000, "USD"),
        seconds,
        1,
        null,
        null,
        requirements,
        null,
        0,
        new ReviewPlan(ReviewMode.MANUAL, null, null),
        null,
        NOTHING,
        NOTHING,
        0,
        0,
        1,
        NOON,
        NOON,
        null);
  }

  /** Somebody with a confirmed address who speaks these languages fluently. */
  static Applicant person(String... languages) {
    return person(Map.of(), languages);
  }

  static Applicant person(Map<String, Facts.Skill> skills, String... languages) {
    var spoken = new HashMap<String, LanguageLevel>();
    for (String language : languages) {
      spoken.put(language, LanguageLevel.FLUENT);
    }
    var facts =
        new Facts(
            new WorkerId(UUID.randomUUID()),
            new AccountId(UUID.randomUUID()),
            Set.of(),
            spoken,
            Optional.of("GB"),
            Identity.EMAIL,
            Map.of(),
            skills,
            Optional.empty(),
            Map.of(),
            Set.of(),
            Optional.empty());
    return new Applicant(facts, Device.PHONE, NOON);
  }

  static List<Applicant> people(int count, String... languages) {
    var people = new ArrayList<Applicant>();
    for (int i = 0; i < count; i++) {
      people.add(person(languages));
    }
    return people;
  }

  static Predicate speaks(String language) {
    return new Predicate.Language(language, LanguageLevel.FLUENT);
  }
}
