package dev.guildhall.eligibility;

import dev.guildhall.account.Memberships;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.Projects;
import dev.guildhall.qualification.Qualifications;
import java.util.List;

/** Wires the feature. */
public final class EligibilityModule {

  private final FactsSource facts;
  private final Eligibility eligibility;
  private final Census census;
  private final ExclusionGroups exclusionGroups;
  private final List<Routes> routes;

  public EligibilityModule(
      Platform platform,
      Memberships memberships,
      Projects projects,
      Qualifications qualifications) {
    var repository = new EligibilityRepository();
    var factsRepository = new FactsRepository();
    this.facts = new FactsSource(platform, factsRepository);
    this.eligibility = new Eligibility(platform, facts, qualifications, repository);
    this.census =
        new Census(
            platform.database(), new CensusWorkflow(platform.time(), factsRepository), eligibility);
    this.exclusionGroups = new ExclusionGroups(platform.events(), repository);
    this.routes =
        List.of(
            new InvitationRoutes(new Invitations(platform, projects, repository)),
            new ReachRoutes(platform.database(), memberships, projects, qualifications, census));
  }

  public FactsSource facts() {
    return facts;
  }

  public Eligibility eligibility() {
    return eligibility;
  }

  public Census census() {
    return census;
  }

  public ExclusionGroups exclusionGroups() {
    return exclusionGroups;
  }

  public List<Routes> routes() {
    return routes;
  }
}
