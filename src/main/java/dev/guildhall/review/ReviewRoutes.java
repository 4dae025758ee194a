package dev.guildhall.review;

import dev.guildhall.account.Role;
import dev.guildhall.assignment.AssignmentId;
import dev.guildhall.assignment.AssignmentView.VerdictPart;
import dev.guildhall.assignment.Assignments;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Problems;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.project.ProjectId;
import dev.guildhall.project.Projects;
import dev.guildhall.review.AppealRepository.AppealView;
import dev.guildhall.review.AppealRepository.Filed;
import dev.guildhall.task.TaskId;
import dev.guildhall.task.TaskView;
import dev.guildhall.task.Tasks;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations of those who judge, and the worker's appeal. */
final class ReviewRoutes implements Routes {

  private final Database database;
  private final Projects projects;
  private final Tasks tasks;
  private final Assignments assignments;
  private final ReviewRepository repository;
  private final AppealRepository appealRepository;
  private final Reviews reviews;
  private final AppealWorkflow appeals;

  ReviewRoutes(
      Database database,
      Projects projects,
      Tasks tasks,
      Assignments assignments,
      ReviewRepository repository,
      AppealRepository appealRepository,
      Reviews reviews,
      AppealWorkflow appeals) {
    this.database = database;
    this.projects = projects;
    this.tasks = tasks;
    this.assignments = assignments;
    this.repository = repository;
    this.appealRepository = appealRepository;
    this.reviews = reviews;
    this.appeals = appeals;
  }

  @Override
  public void bind(Binder to) {
    to.on("listReviews", this::list)
        .on("giveVerdict", this::judge)
        .on("giveVerdicts", this::judgeAll)
        .on("getTask", this::task)
        .on("appealVerdict", this::appeal)
        .on("listAppeals", this::listAppeals)
        .on("decideAppeal", this::decideAppeal);
  }

  private record Queue(long waiting, List<ReviewItem> data, Optional<String> nextCursor) {}

  private Future<Response> list(Request request) {
    UUID project = request.query("project_id").map(id -> ProjectId.parse(id).value()).orElse(null);
    var cursor = request.cursor();
    return Future.all(
            repository.waiting(database.client(), request.principal(), project),
            repository.queue(
                database.client(),
                request.principal(),
                project,
                cursor.map(c -> c.instant(0)).orElse(null),
                cursor.map(c -> c.uuid(1)).orElse(null),
                request.limit()))
        .map(
            both -> {
              List<ReviewItem> items = both.resultAt(1);
              var page =
                  Page.of(
                      items,
                      request,
                      item -> new Object[] {item.submittedAt(), item.submissionId()},
                      item -> item);
              return Response.ok(new Queue(both.<Long>resultAt(0), page.data(), page.nextCursor()));
            });
  }

  private Future<Response> judge(Request request) {
    return reviews
        .judge(
            request.principal(),
            UUID.fromString(request.path("submission_id")),
            request.body(Reviews.Opinion.class))
        .map(item -> Response.ok(verdict(item)));
  }

  private static VerdictPart verdict(ReviewItem item) {
    var verdict = item.verdict();
    if (verdict == null) {
      throw new IllegalStateException("a judged submission has no verdict: " + item.submissionId());
    }
    return verdict;
  }

  private record Batch(List<BatchItem> items) {}

  private record BatchItem(UUID submissionId, Reviews.Opinion verdict) {}

  private record Results(List<Result> results) {}

  private record Result(
      UUID submissionId,
      int status,
      @Nullable VerdictPart verdict,
      Problems.@Nullable Problem problem) {}

  private Future<Response> judgeAll(Request request) {
    var results = new ArrayList<Result>();
    Future<Void> judged = Future.succeededFuture();
    for (BatchItem item : request.body(Batch.class).items()) {
      judged = judged.compose(_ -> result(request, item)).map(result -> add(results, result));
    }
    return judged.map(_ -> Response.ok(new Results(results)));
  }

  private static Void add(List<Result> results, Result result) {
    results.add(result);
    return null;
  }

  private Future<Result> result(Request request, BatchItem item) {
    return Future.succeededFuture()
        .compose(_ -> reviews.judge(request.principal(), item.submissionId(), item.verdict()))
        .map(judged -> new Result(item.submissionId(), 200, verdict(judged), null))
        .otherwise(
            failure -> {
              var problem = Problems.of(failure, request.id(), request.locale());
              return new Result(item.submissionId(), problem.status(), null, problem);
            });
  }

  private record TaskDetail(TaskView task, List<ReviewItem> submissions) {}

  private Future<Response> task(Request request) {
    var id = TaskId.parse(request.path("task_id"));
    return tasks
        .find(database.client(), List.of(id))
        .map(found -> found.stream().findFirst().orElseThrow(() -> new Refusal.NotFound("task")))
        .compose(
            task ->
                projects
                    .visible(request.principal(), task.projectId(), Role.VIEWER)
                    .recover(
                        failure -> Future.failedFuture(Refusal.NotFound.hiding("task", failure)))
                    .compose(_ -> repository.ofTask(database.client(), id))
                    .map(
                        submissions ->
                            Response.ok(new TaskDetail(TaskView.of(task), submissions))));
  }

  private record AppealBody(String text) {}

  private Future<Response> appeal(Request request) {
    var id = AssignmentId.parse(request.path("assignment_id"));
    return appeals
        .file(request.principal(), id.value(), request.body(AppealBody.class).text())
        .compose(_ -> assignments.view(id))
        .map(Response::created);
  }

  private record AppealItem(AppealView appeal, ReviewItem item) {}

  private Future<Response> listAppeals(Request request) {
    var cursor = request.cursor();
    return appealRepository
        .open(
            database.client(),
            request.principal(),
            cursor.map(c -> c.instant(0)).orElse(null),
            cursor.map(c -> c.uuid(1)).orElse(null),
            request.limit())
        .compose(
            filed ->
                Future.all(filed.stream().map(this::shown).toList())
                    .map(
                        all ->
                            Response.ok(
                                Page.of(
                                    all.<AppealItem>list(),
                                    request,
                                    item ->
                                        new Object[] {
                                          item.appeal().dueAt(), item.appeal().id().value()
                                        },
                                    item -> item))));
  }

  private Future<AppealItem> shown(Filed filed) {
    return repository
        .item(database.client(), filed.submission())
        .map(item -> new AppealItem(filed.view(), item.orElseThrow()));
  }

  private record DecisionBody(String decision, String text) {}

  private Future<Response> decideAppeal(Request request) {
    var id = AppealId.parse(request.path("appeal_id"));
    var body = request.body(DecisionBody.class);
    return appeals
        .decide(request.principal(), id, body.decision().equals("overturned"), body.text())
        .compose(_ -> appealRepository.find(database.client(), id.value()))
        .compose(filed -> shown(filed.orElseThrow(() -> new Refusal.NotFound("appeal"))))
        .map(Response::ok);
  }
}
