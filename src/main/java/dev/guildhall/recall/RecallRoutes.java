package dev.guildhall.recall;

import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Problems;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.money.Money;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.ProjectState;
import dev.guildhall.recall.Recalled.Item;
import dev.guildhall.task.TaskId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calling tasks back, over HTTP. */
final class RecallRoutes implements Routes {

  private final RecallService recalls;
  private final RecallWorkflow workflow;

  RecallRoutes(RecallService recalls, RecallWorkflow workflow) {
    this.recalls = recalls;
    this.workflow = workflow;
  }

  @Override
  public void bind(Binder to) {
    to.on("previewRecall", this::preview).once("recallTasks", this::recall);
  }

  private record PreviewBody(Selection tasks) {}

  private Future<Response> preview(Request request) {
    return recalls
        .preview(request.principal(), project(request), request.body(PreviewBody.class).tasks())
        .map(Response::ok);
  }

  private record RecallBody(
      Selection tasks, RecallReason reason, @Nullable String note, @Nullable Boolean complete) {}

  private Future<Response> recall(Request request, SqlConnection tx) {
    var body = request.body(RecallBody.class);
    boolean complete = Boolean.TRUE.equals(body.complete());
    var filter = body.tasks().filter();
    if (complete && (filter == null || !filter.isWholeProject())) {
      throw Refusal.Invalid.field(
          "/complete",
          "not_possible",
          "A project ends with all of its tasks: use an empty filter.");
    }
    var order =
        new RecallWorkflow.Order(
            project(request), body.tasks(), body.reason(), body.note(), complete);
    return Workflows.start(() -> workflow.recall(tx, request.principal(), order))
        .map(recalled -> Response.ok(Answer.of(recalled, request)));
  }

  private record Answer(
      List<Result> results,
      int inWork,
      Money paid,
      Money released,
      long left,
      long waiting,
      ProjectState projectState) {

    private static Answer of(Recalled it, Request request) {
      return new Answer(
          it.results().stream().map(item -> Result.of(item, request)).toList(),
          it.ended(),
          it.paid(),
          it.released(),
          it.left(),
          it.waiting(),
          it.projectState());
    }
  }

  private record Result(
      @Nullable TaskId taskId,
      @Nullable String key,
      int status,
      @Nullable Integer inWork,
      @Nullable Integer free,
      @Nullable Integer kept,
      @Nullable Money paid,
      Problems.@Nullable Problem problem) {

    private static Result of(Item item, Request request) {
      return switch (item) {
        case Item.CalledBack it ->
            new Result(
                it.taskId(), it.key(), 200, it.ended(), it.free(), it.kept(), it.paid(), null);
        case Item.Unknown it ->
            refused(it.taskId(), it.key(), new Refusal.NotFound("task"), request);
        case Item.Done it ->
            refused(it.taskId(), it.key(), new Refusal.Conflict(ErrorCode.TASK_DONE), request);
      };
    }

    private static Result refused(
        @Nullable TaskId task, @Nullable String key, Refusal refusal, Request request) {
      var problem = Problems.of(refusal, request.id(), request.locale());
      return new Result(task, key, problem.status(), null, null, null, null, problem);
    }
  }

  private static ProjectId project(Request request) {
    return ProjectId.parse(request.path("project_id"));
  }
}
