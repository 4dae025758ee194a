package dev.guildhall.project;

import dev.guildhall.account.Role;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** The operations on projects and their guidelines. */
final class ProjectRoutes implements Routes {

  private final Projects projects;
  private final ProjectDesk desk;
  private final Guidelines guidelines;

  ProjectRoutes(Projects projects, ProjectDesk desk, Guidelines guidelines) {
    this.projects = projects;
    this.desk = desk;
    this.guidelines = guidelines;
  }

  @Override
  public void bind(Binder to) {
    to.on("listProjects", this::list)
        .once(
            "createProject",
            (request, tx) ->
                desk.create(tx, request.principal(), request.body())
                    .map(project -> ProjectView.answer(201, project)))
        .on("getProject", this::get)
        .on("updateProject", this::update)
        .on("listGuidelines", this::listGuidelines)
        .once(
            "publishGuideline",
            (request, tx) ->
                guidelines
                    .publish(
                        tx, request.principal(), id(request), request.body(GuidelineDraft.class))
                    .map(Response::created))
        .on("acknowledgeGuideline", this::acknowledge);
  }

  private Future<Response> list(Request request) {
    return desk.list(
            request.principal(),
            request.query("state").map(ProjectState::parse),
            request.cursor(),
            request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        project -> new Object[] {project.createdAt(), project.id().value()},
                        ProjectView::of)));
  }

  private Future<Response> get(Request request) {
    return projects
        .visible(request.principal(), id(request), Role.VIEWER)
        .map(project -> ProjectView.answer(200, project));
  }

  private Future<Response> update(Request request) {
    return desk.update(request.principal(), id(request), request.ifMatch(), request.body())
        .map(project -> ProjectView.answer(200, project));
  }

  private Future<Response> listGuidelines(Request request) {
    return guidelines
        .list(request.principal(), id(request))
        .map(all -> Response.ok(Map.of("data", List.copyOf(all))));
  }

  private Future<Response> acknowledge(Request request) {
    return projects
        .acknowledge(worker(request.principal()), id(request), request.body().getInteger("version"))
        .map(_ -> Response.noContent());
  }

  private static WorkerId worker(Principal who) {
    return new WorkerId(who.required("worker"));
  }

  private static ProjectId id(Request request) {
    return ProjectId.parse(request.path("project_id"));
  }
}
