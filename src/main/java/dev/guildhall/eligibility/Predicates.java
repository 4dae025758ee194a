package dev.guildhall.eligibility;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.project.Project;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Requirements;
import dev.guildhall.worker.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles what a project requires. */
public final class Predicates {

  private Predicates() {}

  /** Every condition on its workers, those that every project has first. */
  public static List<Predicate> of(Project project) {
    return of(project.organisationId(), project.id(), project.requirements());
  }

  /** The conditions that a project of the organisation would have with these requirements. */
  static List<Predicate> of(OrganisationId organisation, ProjectId project, Requirements asked) {
    var all = new ArrayList<Predicate>();
    all.add(new Predicate.Identity(asked.identity() == null ? Identity.EMAIL : asked.identity()));
    all.add(new Predicate.Stranger(organisation));
    asked.languages().forEach(one -> all.add(new Predicate.Language(one.language(), one.level())));
    addCountries(asked, all);
    addVendors(asked, all);
    asked.qualifications().forEach(one -> all.add(qualification(one)));
    asked.skills().forEach(one -> all.add(new Predicate.Skill(one.domain(), one.atLeast())));
    if (!asked.devices().isEmpty()) {
      all.add(new Predicate.Device(Set.copyOf(asked.devices())));
    }
    for (String name : asked.exclusionGroups()) {
      all.add(new Predicate.NewToGroup(new Facts.Group(organisation, name), project));
    }
    if (Boolean.TRUE.equals(asked.invitedOnly())) {
      all.add(new Predicate.Invited(project));
    }
    return List.copyOf(all);
  }

  private static void addCountries(Requirements asked, List<Predicate> all) {
    var countries = asked.countries();
    if (countries != null && countries.anyOf() != null) {
      all.add(new Predicate.LivesIn(countries.anyOf()));
    }
    if (countries != null && countries.noneOf() != null) {
      all.add(new Predicate.LivesOutside(countries.noneOf()));
    }
  }

  private static void addVendors(Requirements asked, List<Predicate> all) {
    var vendors = asked.vendors();
    if (vendors != null && vendors.anyOf() != null) {
      all.add(new Predicate.BroughtBy(vendors.anyOf()));
    }
    if (vendors != null && vendors.noneOf() != null) {
      all.add(new Predicate.NotBroughtBy(vendors.noneOf()));
    }
  }

  private static Predicate qualification(Requirements.Qualification one) {
    return new Predicate.Qualification(
        one.qualificationId(),
        one.compare(),
        one.level() == null ? 0 : one.level(),
        one.levels(),
        one.guards() == null ? Requirements.Guard.ACCEPT : one.guards());
  }
}
