package dev.guildhall.matching;

import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Says which of those who are away could do work that is new: as many as there is work for. */
public final class Invitees {

  // Of those who are called some do not come, and others are quicker.
  private static final int PER_SLOT = 3;

  private final PoolIndex index;
  private final Eligibility eligibility;
  private final Presence presence;

  Invitees(PoolIndex index, Eligibility eligibility, Presence presence) {
    this.index = index;
    this.eligibility = eligibility;
    this.presence = presence;
  }

  /** Who is to be called to a project, and what it is. */
  public record Call(String title, Money payPerHour, List<UUID> workers) {}

  /**
   * The first of {@code asked} to whom the project is open on a phone; empty when it is not live.
   */
  public Future<Optional<Call>> among(ProjectId project, List<UUID> asked) {
    return index
        .find(project)
        .compose(
            pool ->
                pool.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : open(pool.get(), asked)
                        .map(workers -> Optional.of(call(pool.get(), workers))));
  }

  private static Call call(Pool pool, List<UUID> workers) {
    long most = (long) PER_SLOT * Math.max(1, pool.facts().slots());
    return new Call(
        pool.project().name(), pool.payPerHour(), workers.stream().limit(most).toList());
  }

  private Future<List<UUID>> open(Pool pool, List<UUID> asked) {
    var away = asked.stream().filter(worker -> !presence.isHere(new WorkerId(worker))).toList();
    return away.isEmpty()
        ? Future.succeededFuture(List.of())
        : Future.join(away.stream().map(worker -> isOpen(pool, worker)).toList())
            .map(all -> all.<Stream<UUID>>list().stream().flatMap(found -> found).toList());
  }

  private Future<Stream<UUID>> isOpen(Pool pool, UUID worker) {
    return eligibility
        .known(new WorkerId(worker), Device.PHONE)
        .map(
            applicant ->
                Eligibility.failing(pool.predicates(), applicant).isEmpty()
                    ? Stream.of(worker)
                    : Stream.<UUID>of())
        .otherwise(Stream.of());
  }
}
