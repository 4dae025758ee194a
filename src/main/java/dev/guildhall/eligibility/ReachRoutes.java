package dev.guildhall.eligibility;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.money.Money;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.project.Requirements;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many a project would reach that is still being described. */
final class ReachRoutes implements Routes {

  /** What is not stored has invited nobody, and nobody has had a task of it. */
  private static final ProjectId NOT_STORED = new ProjectId(new UUID(0, 0));

  private final Database database;
  private final Memberships memberships;
  private final Projects projects;
  private final Qualifications qualifications;
  private final Census census;

  ReachRoutes(
      Database database,
      Memberships memberships,
      Projects projects,
      Qualifications qualifications,
      Census census) {
    this.database = database;
    this.memberships = memberships;
    this.projects = projects;
    this.qualifications = qualifications;
    this.census = census;
  }

  private record Draft(
      Requirements requirements, Money price, int estimateSeconds, @Nullable ProjectId projectId) {}

  @Override
  public void bind(Binder to) {
    to.on("countReach", this::count);
  }

  private Future<Response> count(Request request) {
    var organisation = OrganisationId.parse(request.path("organisation_id"));
    var draft = request.body(Draft.class);
    var asked = draft.requirements();
    if (!asked.errors().isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, asked.errors());
    }
    return memberships
        .require(request.principal(), organisation, Role.VIEWER)
        .compose(
            _ ->
                qualifications.requireUsable(
                    database.client(), organisation, asked.qualificationIds()))
        .compose(_ -> project(request.principal(), organisation, draft.projectId()))
        .compose(
            project ->
                census.count(
                    Predicates.of(organisation, project, asked),
                    draft.price().perHour(draft.estimateSeconds()),
                    request.locale()))
        .map(Response::ok);
  }

  private Future<ProjectId> project(
      Principal who, OrganisationId organisation, @Nullable ProjectId named) {
    return named == null
        ? Future.succeededFuture(NOT_STORED)
        : projects
            .visible(who, named, Role.VIEWER)
            .map(
                project -> {
                  if (!project.organisationId().equals(organisation)) {
                    throw new Refusal.NotFound("project");
                  }
                  return project.id();
                });
  }
}
