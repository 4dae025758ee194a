package dev.guildhall.attempt;

import dev.guildhall.account.Role;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Page;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.QualificationId;
import dev.guildhall.qualification.Qualifications;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Qualifications as members of their organisations see them, and as workers do. */
final class CatalogueRoutes implements Routes {

  // The worker's own attempts at one qualification; more of them are in the list of all.
  private static final int MOST_ATTEMPTS = 50;

  private final Database database;
  private final Qualifications qualifications;
  private final Catalogue catalogue;
  private final AttemptDesk desk;

  CatalogueRoutes(
      Database database, Qualifications qualifications, Catalogue catalogue, AttemptDesk desk) {
    this.database = database;
    this.qualifications = qualifications;
    this.catalogue = catalogue;
    this.desk = desk;
  }

  @Override
  public void bind(Binder to) {
    to.on("listQualifications", this::list).on("getQualification", this::get);
  }

  private Future<Response> list(Request request) {
    var worker = worker(request.principal());
    if (worker.isEmpty()) {
      return ofOrganisations(request);
    }
    return request
        .query("view")
        .map(view -> Future.succeededFuture(view.equals("worker")))
        .orElseGet(
            () -> qualifications.organisations(request.principal()).map(own -> own.isEmpty()))
        .compose(asWorker -> asWorker ? ofWorker(request, worker.get()) : ofOrganisations(request));
  }

  private Future<Response> ofOrganisations(Request request) {
    return qualifications
        .list(request.principal(), request.cursor(), request.limit())
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row -> new Object[] {row.createdAt(), row.id().value()},
                        Function.identity())));
  }

  private Future<Response> ofWorker(Request request, WorkerId worker) {
    return database
        .read(client -> catalogue.list(client, worker, request.cursor(), request.limit()))
        .map(
            rows ->
                Response.ok(
                    Page.of(
                        rows,
                        request,
                        row ->
                            new Object[] {
                              row.qualification().createdAt(), row.qualification().id().value()
                            },
                        Catalogue.Open::json)));
  }

  /** Members of its organisation see its definition, other workers what they can do about it. */
  private Future<Response> get(Request request) {
    var id = QualificationId.parse(request.path("qualification_id"));
    var worker = worker(request.principal());
    return qualifications
        .visible(database.client(), request.principal(), id, Role.VIEWER)
        .map(Response::ok)
        .recover(
            refused ->
                refused instanceof Refusal.NotFound && worker.isPresent()
                    ? open(worker.get(), id)
                    : Future.failedFuture(refused));
  }

  private Future<Response> open(WorkerId worker, QualificationId id) {
    return Future.all(
            catalogue.get(database.client(), worker, id),
            desk.list(worker, id, Optional.empty(), MOST_ATTEMPTS))
        .map(
            both -> {
              Catalogue.Open open = both.resultAt(0);
              var attempts = new JsonArray();
              both.<List<Attempt>>resultAt(1)
                  .forEach(attempt -> attempts.add(AttemptView.line(attempt)));
              return Response.ok(open.json().put("attempts", attempts));
            });
  }

  private static Optional<WorkerId> worker(Principal who) {
    return who.isApiKey() ? Optional.empty() : who.attribute("worker").map(WorkerId::new);
  }
}
