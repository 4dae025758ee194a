package dev.guildhall.delivery;

import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.id.IdText;
import io.vertx.core.Future;
import java.util.UUID;

/** What can be seen of a project while it runs, over HTTP. */
final class ProgressRoutes implements Routes {

  private final Progresses progresses;
  private final Results results;

  ProgressRoutes(Progresses progresses, Results results) {
    this.progresses = progresses;
    this.results = results;
  }

  @Override
  public void bind(Binder to) {
    to.on("getProgress", this::progress).on("listResults", this::results);
  }

  private Future<Response> progress(Request request) {
    return progresses
        .of(request.principal(), project(request))
        .map(progress -> Response.ok(progress).taggedByContent());
  }

  private Future<Response> results(Request request) {
    return results
        .page(request.principal(), project(request), request.cursor(), request.limit())
        .map(
            placed ->
                Response.ok(
                    Page.of(
                        placed,
                        request,
                        last -> new Object[] {last.position(), last.task()},
                        Results.Placed::result)));
  }

  private static UUID project(Request request) {
    return IdText.parse("prj", request.path("project_id"));
  }
}
