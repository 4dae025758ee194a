package dev.guildhall.task;

import dev.guildhall.account.Role;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectView;
import dev.guildhall.project.Projects;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;

/** The operations on tasks, and those that take a project live, stop it and end it. */
final class TaskRoutes implements Routes {

  private final Database database;
  private final Projects projects;
  private final Uploads uploads;
  private final Launches launches;
  private final TaskRepository tasks = new TaskRepository();

  TaskRoutes(Database database, Projects projects, Uploads uploads, Launches launches) {
    this.database = database;
    this.projects = projects;
    this.uploads = uploads;
    this.launches = launches;
  }

  @Override
  public void bind(Binder to) {
    to.on("uploadTasks", this::upload)
        .on("listUploads", this::listUploads)
        .on("listTasks", this::list)
        .once(
            "launchProject",
            (request, tx) ->
                launches
                    .launch(tx, request.principal(), id(request))
                    .map(project -> ProjectView.answer(200, project)))
        .on("pauseProject", this::pause)
        .once(
            "completeProject",
            (request, tx) ->
                launches
                    .complete(tx, request.principal(), id(request))
                    .map(project -> ProjectView.answer(200, project)));
  }

  private Future<Response> upload(Request request) {
    return uploads
        .load(
            request.principal(),
            id(request),
            format(request),
            request.flag("partial"),
            request.header("Idempotency-Key"),
            request.stream())
        .map(Response::created);
  }

  /** The router has let only these two media types through. */
  private static UploadFormat format(Request request) {
    String type = request.rawHeader("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv")
        ? UploadFormat.CSV
        : UploadFormat.NDJSON;
  }

  private Future<Response> listUploads(Request request) {
    return uploads
        .list(request.principal(), id(request))
        .map(all -> Response.ok(Map.of("data", all)));
  }

  private Future<Response> list(Request request) {
    var id = id(request);
    return projects
        .visible(request.principal(), id, Role.VIEWER)
        .compose(
            _ ->
                tasks.list(
                    database.client(),
                    id,
                    request.query("state").map(TaskState::parse).orElse(null),
                    request.cursor().map(cursor -> cursor.number(0)).orElse(0L),
                    request.limit() + 1))
        .map(
            rows ->
                Response.ok(
                    Page.of(rows, request, task -> new Object[] {task.position()}, TaskView::of)));
  }

  private Future<Response> pause(Request request) {
    return database
        .inTransaction(tx -> launches.pause(tx, request.principal(), id(request)))
        .map(project -> ProjectView.answer(200, project));
  }

  private static ProjectId id(Request request) {
    return ProjectId.parse(request.path("project_id"));
  }
}
