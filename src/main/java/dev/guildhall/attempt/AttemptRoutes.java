package dev.guildhall.attempt;

import dev.guildhall.attempt.MoveWorkflow.Move;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.job.Workflows;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Taking a test, over HTTP. */
final class AttemptRoutes implements Routes {

  private final Database database;
  private final AttemptDesk desk;
  private final BeginWorkflow beginnings;
  private final MoveWorkflow moves;
  private final AnswerService answers;
  private final SubmitWorkflow submissions;

  AttemptRoutes(
      Database database,
      AttemptDesk desk,
      BeginWorkflow beginnings,
      MoveWorkflow moves,
      AnswerService answers,
      SubmitWorkflow submissions) {
    this.database = database;
    this.desk = desk;
    this.beginnings = beginnings;
    this.moves = moves;
    this.answers = answers;
    this.submissions = submissions;
  }

  @Override
  public void bind(Binder to) {
    to.on("beginAttempt", this::begin)
        .on("listAttempts", this::list)
        .on("getAttempt", this::get)
        .on("moveAttempt", this::move)
        .on("saveAnswer", this::save)
        .on("submitAttempt", this::submit)
        .on("rateFeedback", this::rate);
  }

  private record Begin(UUID claimId, boolean honest) {}

  private Future<Response> begin(Request request) {
    var order =
        new BeginWorkflow.Order(
            QualificationId.parse(request.path("qualification_id")),
            own(request),
            request.principal().accountId(),
            request.body(Begin.class).claimId());
    return database
        .inTransaction(tx -> Workflows.start(() -> beginnings.begin(tx, order)))
        .recover(AttemptRoutes::notFunded)
        .compose(id -> desk.get(own(request), id))
        .map(told -> Response.created(told.whole()));
  }

  /** The wallet may have been emptied between the look and the booking. */
  private static Future<AttemptId> notFunded(Throwable failure) {
    return Future.failedFuture(
        failure instanceof Refusal.Conflict conflict && conflict.code() == ErrorCode.FUNDS_MISSING
            ? BeginWorkflow.refusal(Admission.Reason.NOT_FUNDED, null)
            : failure);
  }

  private Future<Response> list(Request request) {
    return desk.list(own(request), null, request.cursor(), request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.startedAt(), row.id().value()},
                        AttemptView::line)));
  }

  private Future<Response> get(Request request) {
    return desk.get(own(request), id(request))
        .map(told -> Response.ok(told.whole()).taggedBy(told.json()));
  }

  private record Moved(int section, String move) {}

  private Future<Response> move(Request request) {
    var body = request.body(Moved.class);
    var order =
        new MoveWorkflow.Order(
            own(request),
            request.principal().accountId(),
            id(request),
            body.section(),
            Sql.constant(Move.class, body.move()));
    return changing(tx -> moves.move(tx, order))
        .compose(_ -> desk.get(own(request), id(request)))
        .map(told -> Response.ok(told.whole()));
  }

  private Future<Void> changing(Consumer<SqlConnection> change) {
    return database.inTransaction(
        tx ->
            Workflows.start(
                () -> {
                  change.accept(tx);
                  return null;
                }));
  }

  private record Answered(JsonObject answer, int revision, @Nullable Integer seconds) {}

  private Future<Response> save(Request request) {
    var body = request.body(Answered.class);
    return answers
        .save(
            new AnswerRepository.Written(
                id(request),
                ItemId.parse(request.path("item_id")),
                own(request),
                body.answer(),
                body.revision(),
                body.seconds()))
        .map(Response::ok);
  }

  private record Submission(UUID submissionId) {}

  private Future<Response> submit(Request request) {
    var order =
        new SubmitWorkflow.Order(
            own(request),
            request.principal().accountId(),
            id(request),
            request.body(Submission.class).submissionId());
    return changing(tx -> submissions.submit(tx, order))
        .compose(_ -> marked(order.attempt()))
        .compose(_ -> desk.get(own(request), id(request)))
        .map(told -> Response.created(told.whole()));
  }

  /** At once, if it can be; what goes wrong here the durable job does again. */
  private Future<Void> marked(AttemptId id) {
    return Workflows.<Void>start(
            () -> {
              submissions.markAtOnce(id);
              return null;
            })
        .otherwiseEmpty();
  }

  private record Rating(int useful, @Nullable String text) {}

  private Future<Response> rate(Request request) {
    var rating = request.body(Rating.class);
    return desk.rate(own(request), id(request), rating.useful(), rating.text())
        .map(_ -> Response.noContent());
  }

  private static AttemptId id(Request request) {
    return AttemptId.parse(request.path("attempt_id"));
  }

  static WorkerId own(Request request) {
    return new WorkerId(request.principal().required("worker"));
  }
}
