package dev.guildhall.eligibility;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Requirements.Comparison;
import dev.guildhall.project.Requirements.Guard;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.LanguageLevel;
import java.util.Set;

/**
 * One condition on a worker, that holds or does not. Equal predicates are one in the index, however
 * many pools ask for it.
 */
public sealed interface Predicate {

  /** Whether the applicant meets it. */
  boolean holds(Applicant applicant);

  /** What is kept from those who do not meet it. */
  default Guard guard() {
    return Guard.ACCEPT;
  }

  /** Speaks the language at that level or better. */
  record Language(String language, LanguageLevel level) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      var spoken = applicant.facts().languages().get(language);
      return spoken != null && spoken.compareTo(level) >= 0;
    }
  }

  /** Lives in one of the countries. */
  record LivesIn(Set<String> countries) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return applicant.facts().country().filter(countries::contains).isPresent();
    }
  }

  /** Lives in none of the countries, and says where. */
  record LivesOutside(Set<String> countries) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return applicant
          .facts()
          .country()
          .filter(country -> !countries.contains(country))
          .isPresent();
    }
  }

  /** It is known that surely who they are. */
  record Identity(dev.guildhall.worker.Identity atLeast) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return applicant.facts().identity().isAtLeast(atLeast);
    }
  }

  /**
   * Holds a qualification that compares so with a level. Only {@link Comparison#ABSENT} is met
   * without holding it.
   *
   * @param level 0 where the comparison takes none
   * @param levels empty where it takes none
   */
  record Qualification(
      QualificationId id, Comparison compare, int level, Set<Integer> levels, Guard guard)
      implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      var held = applicant.facts().qualifications().get(id);
      return (held != null && held.until().isAfter(applicant.at()))
          ? compares(held.level())
          : compare == Comparison.ABSENT;
    }

    private boolean compares(int held) {
      return switch (compare) {
        case AT_LEAST -> held >= level;
        case AT_MOST -> held <= level;
        case EQUAL -> held == level;
        case NOT_EQUAL -> held != level;
        case IN -> levels.contains(held);
        case NOT_IN -> !levels.contains(held);
        case EXISTS -> true;
        case ABSENT -> false;
      };
    }
  }

  /** Is that good in a domain, with nineteen chances in twenty. */
  record Skill(String domain, double atLeast) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      var skill = applicant.facts().skills().get(domain);
      return skill != null && skill.lowerBound() >= atLeast;
    }
  }

  /** Works on one of these kinds of device. */
  record Device(Set<dev.guildhall.worker.Device> anyOf) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return anyOf.contains(applicant.device());
    }
  }

  /** Was brought by one of the vendors. */
  record BroughtBy(Set<OrganisationId> vendors) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return applicant.facts().vendor().filter(vendors::contains).isPresent();
    }
  }

  /** Was brought by none of the vendors. */
  record NotBroughtBy(Set<OrganisationId> vendors) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return applicant.facts().vendor().filter(vendors::contains).isEmpty();
    }
  }

  /** Has had no task of another project of the group. */
  record NewToGroup(Facts.Group group, ProjectId project) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      var entered = applicant.facts().groups().get(group);
      return entered == null || entered.equals(project);
    }
  }

  /** Was invited to the project. */
  record Invited(ProjectId project) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return applicant.facts().invitations().contains(project);
    }
  }

  /** Does not belong to the organisation that orders the work. */
  record Stranger(OrganisationId organisation) implements Predicate {
    @Override
    public boolean holds(Applicant applicant) {
      return !applicant.facts().employers().contains(organisation);
    }
  }
}
