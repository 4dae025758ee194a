package dev.guildhall.assignment;

import dev.guildhall.assignment.ClaimRepository.Place;
import dev.guildhall.assignment.ClaimRepository.Quota;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a worker's claims stand, so that nobody is surprised by a refusal. */
final class StandingRoutes implements Routes {

  private final Database database;
  private final WorkConfig config;
  private final LapseRepository lapses = new LapseRepository();
  private final ClaimRepository claims = new ClaimRepository();

  StandingRoutes(Database database, WorkConfig config) {
    this.database = database;
    this.config = config;
  }

  @Override
  public void bind(Binder to) {
    to.on("getStanding", this::standing);
  }

  private record Standing(
      int held,
      int heldAtMost,
      int windowHours,
      int returned,
      int expired,
      int expiredSinceSent,
      int cooldownAfter,
      @Nullable Instant cooldownUntil,
      @Nullable Quota quota,
      Instant serverTime) {}

  private Future<Response> standing(Request request) {
    UUID worker = request.principal().required("worker");
    var cooldown = config.cooldown();
    return Future.all(
            lapses.standing(database.client(), worker, cooldown.windowHours()),
            quota(worker, request.query("project_id").map(ProjectId::parse)))
        .map(
            both -> {
              LapseRepository.Standing now = both.resultAt(0);
              Optional<Quota> quota = both.resultAt(1);
              return Response.ok(
                  new Standing(
                      now.held(),
                      config.heldPerWorker(),
                      cooldown.windowHours(),
                      now.returned(),
                      now.expired(),
                      now.inARow(),
                      cooldown.expiries(),
                      now.cooldownUntil(),
                      quota.orElse(null),
                      now.now()));
            });
  }

  private Future<Optional<Quota>> quota(UUID worker, Optional<ProjectId> project) {
    if (project.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    var place = new Place(worker, project.get().value());
    return claims
        .quotas(database.client(), List.of(place))
        .map(found -> Optional.ofNullable(found.get(place)));
  }
}
