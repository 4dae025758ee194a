package dev.guildhall.lease;

import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.AssignmentState;
import dev.guildhall.assignment.Assignments;
import dev.guildhall.lease.HeartbeatRepository.Beat;
import dev.guildhall.lease.HeartbeatRepository.Standing;
import dev.guildhall.lease.PauseWorkflow.Asked;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations of a device while somebody works under a lease. */
final class LeaseRoutes implements Routes {

  private final Assignments assignments;
  private final HeartbeatService heartbeats;
  private final PauseWorkflow pauses;

  LeaseRoutes(Assignments assignments, HeartbeatService heartbeats, PauseWorkflow pauses) {
    this.assignments = assignments;
    this.heartbeats = heartbeats;
    this.pauses = pauses;
  }

  @Override
  public void bind(Binder to) {
    to.on("sendHeartbeat", this::beat)
        .on("pauseLease", request -> changed(request, pauses::pause))
        .on("resumeLease", request -> changed(request, pauses::resume));
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

  private record PauseBody(long fence, int pause) {}

  private Future<Response> changed(Request request, Function<Asked, Future<Void>> change) {
    var body = request.body(PauseBody.class);
    return change
        .apply(
            new Asked(
                id(request),
                worker(request),
                request.principal().accountId(),
                body.fence(),
                body.pause()))
        .compose(_ -> assignments.view(id(request)))
        .map(Response::ok);
  }

  private static AssignmentId id(Request request) {
    return AssignmentId.parse(request.path("assignment_id"));
  }

  private static UUID worker(Request request) {
    return request.principal().required("worker");
  }
}
