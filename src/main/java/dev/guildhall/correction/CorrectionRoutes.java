package dev.guildhall.correction;

import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.Qualifications;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Corrections, over HTTP. */
final class CorrectionRoutes implements Routes {

  private final Database database;
  private final Qualifications qualifications;
  private final CorrectionRepository repository;
  private final CorrectionWorkflow workflow;

  CorrectionRoutes(
      Database database,
      Qualifications qualifications,
      CorrectionRepository repository,
      CorrectionWorkflow workflow) {
    this.database = database;
    this.qualifications = qualifications;
    this.repository = repository;
    this.workflow = workflow;
  }

  @Override
  public void bind(Binder to) {
    to.on("previewCorrection", this::preview)
        .on("listCorrections", this::list)
        .once("makeCorrection", this::make);
  }

  private Future<Response> preview(Request request) {
    var body = request.body(Change.Body.class);
    return Workflows.start(() -> workflow.preview(database.client(), request.principal(), body))
        .map(Response::ok);
  }

  private Future<Response> make(Request request, SqlConnection tx) {
    var order = request.body(CorrectionWorkflow.Order.class);
    return Workflows.start(() -> workflow.make(tx, request.principal(), order))
        .map(Response::created);
  }

  private Future<Response> list(Request request) {
    var cursor = request.cursor();
    return qualifications
        .organisations(request.principal())
        .compose(
            organisations ->
                repository.list(
                    database.client(),
                    organisations,
                    cursor.map(c -> c.instant(0)).orElse(null),
                    cursor.map(c -> c.uuid(1)).orElse(null),
                    request.limit()))
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.at(), row.id().value()},
                        Function.identity())));
  }
}
