package dev.guildhall.market;

import dev.guildhall.account.OrganisationId;
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
import dev.guildhall.worker.LanguageLevel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Work that drops at once: a project that goes live.
 *
 * @param at milliseconds since the market began
 * @param overlap submissions of each task
 * @param isRare asks for what only experts can do
 */
record Batch(
    int number,
    long at,
    int domain,
    int tasks,
    int overlap,
    int estimateSeconds,
    Money price,
    boolean isRare) {

  ProjectId id() {
    // As spread as ids are, for windows begin by them.
    return new ProjectId(new UUID(3, Long.reverse(number + 1L) ^ number * 7_919L));
  }

  long slots() {
    return (long) tasks * overlap;
  }

  static String domain(int number) {
    return "domain-" + number;
  }

  /** The project as it is when it goes live. */
  Project project(Instant launched) {
    var budget = new Money(price.micros() * slots(), price.currency());
    return new Project(
        id(),
        new OrganisationId(new UUID(4, number)),
        "Batch " + number,
        ProjectKind.CLASSIFICATION,
        ProjectState.LIVE,
        null,
        new Classification("Which?", List.of(), CommentRule.NONE),
        1,
        price,
        estimateSeconds,
        overlap,
        null,
        null,
        requirements(),
        domain(domain),
        0,
        new ReviewPlan(ReviewMode.MANUAL, null, null),
        null,
        budget,
        Money.zero(price.currency()),
        tasks,
        0,
        1,
        launched,
        launched,
        null);
  }

  private Requirements requirements() {
    var language =
        new Requirements.Language(isRare ? Persona.RARE : Persona.COMMON, LanguageLevel.FLUENT);
    return new Requirements(
        List.of(language), null, null, List.of(), List.of(), List.of(), null, List.of(), null);
  }
}
