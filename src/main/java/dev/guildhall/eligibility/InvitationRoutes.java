package dev.guildhall.eligibility;

import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.project.ProjectId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The operations on a project's invitations. */
final class InvitationRoutes implements Routes {

  private final Invitations invitations;

  InvitationRoutes(Invitations invitations) {
    this.invitations = invitations;
  }

  private record Draft(List<WorkerId> workerIds) {}

  @Override
  public void bind(Binder to) {
    to.on("listInvitedWorkers", this::list)
        .on("inviteWorkers", this::invite)
        .on("uninviteWorker", this::uninvite);
  }

  private Future<Response> list(Request request) {
    return invitations
        .list(request.principal(), project(request), request.cursor(), request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.invitedAt(), row.workerId().value()},
                        Function.identity())));
  }

  private Future<Response> invite(Request request) {
    return invitations
        .invite(request.principal(), project(request), request.body(Draft.class).workerIds())
        .map(_ -> Response.noContent());
  }

  private Future<Response> uninvite(Request request) {
    return invitations
        .uninvite(request.principal(), project(request), WorkerId.parse(request.path("worker_id")))
        .map(_ -> Response.noContent());
  }

  private static ProjectId project(Request request) {
    return ProjectId.parse(request.path("project_id"));
  }
}
