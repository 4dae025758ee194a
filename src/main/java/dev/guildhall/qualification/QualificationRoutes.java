package dev.guildhall.qualification;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.qualification.QualificationRepository.Definition;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations on qualifications for those who define them. Reading them is another feature's,
 * for workers see something else.
 */
final class QualificationRoutes implements Routes {

  private final Qualifications qualifications;

  QualificationRoutes(Qualifications qualifications) {
    this.qualifications = qualifications;
  }

  private record Draft(
      OrganisationId organisationId,
      String name,
      String description,
      @Nullable String domain,
      @Nullable Integer validDays,
      @Nullable Integer renewDays,
      @Nullable Boolean listed) {

    private Definition definition() {
      return new Definition(
          description, domain, validDays, renewDays, !Boolean.FALSE.equals(listed));
    }
  }

  private record GrantDraft(int level, @Nullable Instant expiresAt) {}

  @Override
  public void bind(Binder to) {
    to.once(
            "createQualification",
            (request, tx) -> {
              var draft = request.body(Draft.class);
              return qualifications
                  .create(
                      tx,
                      request.principal(),
                      draft.organisationId(),
                      draft.name(),
                      draft.definition())
                  .map(Response::created);
            })
        .on("updateQualification", this::update)
        .on("listUsableQualifications", this::usable)
        .on("listGrants", this::grants)
        .on("grantQualification", this::grant)
        .on("revokeQualification", this::revoke);
  }

  private Future<Response> update(Request request) {
    return qualifications
        .update(request.principal(), id(request), request.body())
        .map(Response::ok);
  }

  private Future<Response> usable(Request request) {
    return qualifications
        .usable(
            request.principal(),
            OrganisationId.parse(request.path("organisation_id")),
            request.cursor(),
            request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.createdAt(), row.id().value()},
                        Function.identity())));
  }

  private Future<Response> grants(Request request) {
    return qualifications
        .grants(request.principal(), id(request), request.cursor(), request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.grantedAt(), row.workerId().value()},
                        Function.identity())));
  }

  private Future<Response> grant(Request request) {
    var draft = request.body(GrantDraft.class);
    return qualifications
        .grant(request.principal(), id(request), worker(request), draft.level(), draft.expiresAt())
        .map(Response::ok);
  }

  private Future<Response> revoke(Request request) {
    return qualifications
        .revoke(request.principal(), id(request), worker(request))
        .map(_ -> Response.noContent());
  }

  private static QualificationId id(Request request) {
    return QualificationId.parse(request.path("qualification_id"));
  }

  private static WorkerId worker(Request request) {
    return WorkerId.parse(request.path("worker_id"));
  }
}
