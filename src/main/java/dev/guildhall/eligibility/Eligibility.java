package dev.guildhall.eligibility;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.id.Id;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.Requirements.Guard;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds workers against requirements, and says why. */
public final class Eligibility {

  private final Database database;
  private final InstantSource time;
  private final FactsSource facts;
  private final Qualifications qualifications;
  private final EligibilityRepository repository;

  Eligibility(
      Platform platform,
      FactsSource facts,
      Qualifications qualifications,
      EligibilityRepository repository) {
    this.database = platform.database();
    this.time = platform.time();
    this.facts = facts;
    this.qualifications = qualifications;
    this.repository = repository;
  }

  /** The worker at this device as this node knows them: at most a second behind. */
  public Future<Applicant> known(WorkerId worker, Device device) {
    return facts.known(worker).map(known -> new Applicant(known, device, time.instant()));
  }

  /** The worker at this device as they are; fails with NotFound when there is none. */
  public Future<Applicant> read(WorkerId worker, Device device) {
    return facts.read(worker).map(read -> new Applicant(read, device, time.instant()));
  }

  /** The predicates that fail; empty: the applicant is eligible. */
  public static List<Predicate> failing(List<Predicate> predicates, Applicant applicant) {
    return predicates.stream().filter(predicate -> !predicate.holds(applicant)).toList();
  }

  /** Each predicate in words, with whether the applicant meets it, in the same order. */
  public Future<List<Explained>> explain(
      List<Predicate> predicates, Applicant applicant, Locale locale) {
    return texts(predicates, locale)
        .map(
            texts ->
                predicates.stream()
                    .map(predicate -> texts.explain(predicate, predicate.holds(applicant)))
                    .toList());
  }

  /** Whether a project that asks these is there at all for somebody who fails them. */
  public static boolean isHidden(List<Predicate> failing) {
    return failing.stream().anyMatch(predicate -> predicate.guard() == Guard.DISCOVER);
  }

  /** Whether somebody who fails these may read what is to be done. */
  public static boolean isReadable(List<Predicate> failing) {
    return failing.stream().allMatch(predicate -> predicate.guard() == Guard.ACCEPT);
  }

  /**
   * The refusal of an applicant who fails some predicates, with what would mend it; as if there
   * were no project where it is hidden from them.
   */
  public Future<Refusal> refusal(Applicant applicant, List<Predicate> failing, Locale locale) {
    if (isHidden(failing)) {
      return Future.succeededFuture(new Refusal.NotFound("project"));
    }
    return explain(failing, applicant, locale)
        .map(
            all ->
                new Refusal.Forbidden(
                    ErrorCode.NOT_ELIGIBLE,
                    Map.of(
                        "missing",
                        all.stream()
                            .map(one -> one.text() + ". " + one.mend())
                            .collect(Collectors.joining(" ")))));
  }

  /** The words for predicates, with the names that stand in them. */
  Future<PredicateTexts> texts(List<Predicate> predicates, Locale locale) {
    var qualified = new HashSet<QualificationId>();
    var organisations = new HashSet<OrganisationId>();
    for (Predicate predicate : predicates) {
      switch (predicate) {
        case Predicate.Qualification it -> qualified.add(it.id());
        case Predicate.BroughtBy it -> organisations.addAll(it.vendors());
        case Predicate.NotBroughtBy it -> organisations.addAll(it.vendors());
        case Predicate.Language _,
            Predicate.LivesIn _,
            Predicate.LivesOutside _,
            Predicate.Identity _,
            Predicate.Skill _,
            Predicate.Device _,
            Predicate.NewToGroup _,
            Predicate.Invited _,
            Predicate.Stranger _ -> {}
      }
    }
    return Future.all(
            qualifications.names(database.client(), qualified),
            repository.names(database.client(), organisations))
        .map(
            both -> {
              var names = new HashMap<Id, String>();
              names.putAll(both.<Map<QualificationId, String>>resultAt(0));
              names.putAll(both.<Map<OrganisationId, String>>resultAt(1));
              return new PredicateTexts(locale, names);
            });
  }
}
