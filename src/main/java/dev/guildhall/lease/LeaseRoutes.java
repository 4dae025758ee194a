package dev.guildhall.lease;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.lease.HeartbeatRepository.Beat;
import dev.guildhall.lease.HeartbeatRepository.Standing;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations of a device while somebody works under a lease. */
final class LeaseRoutes implements Routes {

  private final HeartbeatService heartbeats;

  LeaseRoutes(HeartbeatService heartbeats) {
    this.heartbeats = heartbeats;
  }

  @Override
  public void bind(Binder to) {
    to.on("sendHeartbeat", this::beat);
  }

  private record HeartbeatBody(long fence, int activeSeconds) {}

  private record Heartbeat(
      AssignmentState state, long fence, @Nullable Instant leaseUntil, Instant serverTime) {
    private static Heartbeat of(Standing standing) {
      return new Heartbeat(
          standing.state(), standing.fence(), standing.leaseUntil(), standing.now());
    }
  }

  private Future<Response> beat(Request request) {
    var body = request.body(HeartbeatBody.class);
    return heartbeats
        .hear(new Beat(id(request), worker(request), body.fence(), body.activeSeconds()))
        .map(standing -> Response.ok(Heartbeat.of(standing)));
  }

  private static AssignmentId id(Request request) {
    return AssignmentId.parse(request.path("assignment_id"));
  }

  private static UUID worker(Request request) {
    return request.principal().required("worker");
  }
}
