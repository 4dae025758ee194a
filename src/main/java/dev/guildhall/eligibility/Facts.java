package dev.guildhall.eligibility;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectId;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.Identity;
import dev.guildhall.worker.LanguageLevel;
import dev.guildhall.worker.WorkerId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that requirements are held against, of one worker.
 *
 * @param employers the requesters they belong to, whose work they may not do
 * @param languages by BCP 47 tag
 * @param qualifications that have not been revoked; they may have expired
 * @param skills by domain
 * @param vendor who brought them; empty: they came by themselves
 * @param groups for each exclusion group they are in, the project that brought them there
 * @param invitations the projects that have invited them
 */
public record Facts(
    WorkerId worker,
    AccountId account,
    Set<OrganisationId> employers,
    Map<String, LanguageLevel> languages,
    Optional<String> country,
    Identity identity,
    Map<QualificationId, Held> qualifications,
    Map<String, Skill> skills,
    Optional<OrganisationId> vendor,
    Map<Group, ProjectId> groups,
    Set<ProjectId> invitations,
    Optional<Money> wishedPayPerHour) {

  /**
   * A qualification that is held.
   *
   * @param until when it expires; {@link Instant#MAX}: never
   */
  public record Held(int level, Instant until) {}

  /**
   * A measured skill: the probability that a piece of work is right.
   *
   * @param mean of the posterior
   * @param lowerBound below it with a probability of one in twenty
   * @param observations that it rests on
   */
  public record Skill(double mean, double lowerBound, int observations) {}

  /** An exclusion group of an organisation. */
  public record Group(OrganisationId organisation, String name) {}

  /** When the first of the qualifications that are held {@code now} expires. */
  Instant stableUntil(Instant now) {
    return qualifications.values().stream()
        .map(Held::until)
        .filter(until -> until.isAfter(now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }
}
