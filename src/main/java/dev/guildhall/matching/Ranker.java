package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.matching.Offers.Standing;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.Map;

/** Reads what is known of a worker and has {@link Dispatch} say what they may do. */
final class Ranker {

  private final Database database;
  private final MatchingRepository repository;
  private final Eligibility eligibility;
  private final Policies policies;
  private final Dispatch dispatch;
  private final OwnTimes ownTimes;
  private final Newcomers newcomers;

  Ranker(
      Platform platform,
      MatchingRepository repository,
      Eligibility eligibility,
      Policies policies,
      Dispatch dispatch) {
    this.database = platform.database();
    this.repository = repository;
    this.eligibility = eligibility;
    this.policies = policies;
    this.dispatch = dispatch;
    this.ownTimes = new OwnTimes(database, platform.nanos(), repository);
    this.newcomers = new Newcomers(database, repository);
  }

  Future<Rank> rank(WorkerId worker, Device device) {
    dispatch.saw(worker, device);
    return Future.all(
            eligibility.known(worker, device),
            policies.of(worker),
            repository.namedFor(database.client(), worker.value()),
            ownTimes.of(worker),
            isNewAmongScarce(worker))
        .map(
            all ->
                dispatch.rank(
                    all.resultAt(1),
                    all.resultAt(0),
                    all.resultAt(2),
                    all.resultAt(3),
                    all.resultAt(4)));
  }

  /** Being new counts in lots alone, so it is looked up only while some are drawn. */
  private Future<Boolean> isNewAmongScarce(WorkerId worker) {
    return dispatch.isAnyScarce() ? newcomers.isNew(worker) : Future.succeededFuture(false);
  }

  /** Where a worker to whom {@code pool} is open stands with it. */
  Future<Standing> standing(Applicant applicant, Pool pool) {
    dispatch.saw(applicant.facts().worker(), applicant.device());
    if (!dispatch.offers().isScarce(pool)) {
      return Future.succeededFuture(new Standing.Open());
    }
    return standings(applicant)
        .map(standings -> standings.getOrDefault(pool.id(), new Standing.Open()));
  }

  /** Where the applicant stands with each of the scarce pools that are open to them. */
  Future<Map<ProjectId, Standing>> standings(Applicant applicant) {
    var worker = applicant.facts().worker();
    return Future.all(policies.of(worker), isNewAmongScarce(worker))
        .map(both -> dispatch.standings(both.resultAt(0), applicant, both.resultAt(1)));
  }
}
