package dev.guildhall.correction;

import dev.guildhall.attempt.AttemptId;
import dev.guildhall.correction.AttemptAppealRepository.Case;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;

/** Appeals in tests, over HTTP. */
final class AttemptAppealRoutes implements Routes {

  private final Database database;
  private final AttemptAppealRepository repository;
  private final AttemptAppealWorkflow workflow;

  AttemptAppealRoutes(
      Database database, AttemptAppealRepository repository, AttemptAppealWorkflow workflow) {
    this.database = database;
    this.repository = repository;
    this.workflow = workflow;
  }

  @Override
  public void bind(Binder to) {
    to.on("appealAttempt", this::file)
        .on("listAttemptAppeals", this::list)
        .on("decideAttemptAppeal", this::decide);
  }

  private Future<Response> file(Request request) {
    var attempt = AttemptId.parse(request.path("attempt_id"));
    var filing = request.body(AttemptAppealWorkflow.Filing.class);
    return Workflows.start(() -> workflow.file(request.principal(), attempt, filing))
        .map(appeal -> Response.created(appeal.json()));
  }

  private Future<Response> list(Request request) {
    var cursor = request.cursor();
    return repository
        .open(
            database.client(),
            request.principal(),
            cursor.map(c -> c.instant(0)).orElse(null),
            cursor.map(c -> c.uuid(1)).orElse(null),
            request.limit())
        .map(
            open ->
                Response.ok(
                    Page.of(
                        open,
                        request,
                        one -> new Object[] {one.appeal().dueAt(), one.appeal().id().value()},
                        Case::json)));
  }

  private Future<Response> decide(Request request) {
    var id = AttemptAppealId.parse(request.path("appeal_id"));
    var ruling = request.body(AttemptAppealWorkflow.Ruling.class);
    return Workflows.start(() -> workflow.decide(request.principal(), id, ruling))
        .map(decided -> Response.ok(decided.json()));
  }
}
