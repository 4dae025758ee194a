package dev.guildhall.matching;

import dev.guildhall.eligibility.Applicant;
import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.matching.Offers.Standing;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds to whom of those who watch scarce work has just been offered, so that they can be told
 * rather than have to look. Where much is scarce, the best paid is told of; a feed shows all.
 */
public final class OfferRounds {

  private final Eligibility eligibility;
  private final Presence presence;
  private final Dispatch dispatch;
  private final Ranker ranker;

  OfferRounds(Eligibility eligibility, Presence presence, Dispatch dispatch, Ranker ranker) {
    this.eligibility = eligibility;
    this.presence = presence;
    this.dispatch = dispatch;
    this.ranker = ranker;
  }

  /** A pool that is offered to a worker. */
  public record Offer(WorkerId worker, ProjectId project, Instant until) {}

  /** The offers to people of {@code watching} since the last call. */
  public Future<List<Offer>> next(Collection<WorkerId> watching) {
    var begun = dispatch.begun();
    var made = watching.stream().flatMap(worker -> lucky(worker, begun)).toList();
    return made.isEmpty()
        ? Future.succeededFuture(List.of())
        : Future.join(made)
            .map(all -> all.<List<Offer>>list().stream().flatMap(List::stream).toList());
  }

  /** Asks no more of those to whom no lot has fallen, which are most. */
  private Stream<Future<List<Offer>>> lucky(WorkerId worker, List<Pool> begun) {
    var lucky = begun.stream().filter(pool -> dispatch.offers().mayGet(worker, pool.id())).toList();
    return lucky.isEmpty() ? Stream.of() : Stream.of(offered(worker, lucky));
  }

  private Future<List<Offer>> offered(WorkerId worker, List<Pool> lucky) {
    return eligibility
        .known(worker, presence.device(worker))
        .compose(applicant -> offered(applicant, lucky))
        // Somebody whose facts cannot be read now finds the offer in the feed.
        .otherwise(List.of());
  }

  private Future<List<Offer>> offered(Applicant applicant, List<Pool> lucky) {
    var open =
        lucky.stream()
            .filter(pool -> Eligibility.failing(pool.predicates(), applicant).isEmpty())
            .toList();
    return open.isEmpty()
        ? Future.succeededFuture(List.of())
        : ranker
            .standings(applicant)
            .map(
                standings ->
                    open.stream()
                        .flatMap(
                            pool ->
                                Optional.ofNullable(standings.get(pool.id())).stream()
                                    .flatMap(it -> offer(applicant, pool, it)))
                        .toList());
  }

  private static Stream<Offer> offer(Applicant applicant, Pool pool, Standing standing) {
    return standing instanceof Standing.Offered offered
        ? Stream.of(new Offer(applicant.facts().worker(), pool.id(), offered.until()))
        : Stream.of();
  }
}
