package dev.guildhall.attempt;

import dev.guildhall.attempt.StandingRepository.Allowance;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Time allowances, which only the worker and operators know. */
final class AccommodationRoutes implements Routes {

  /** The subject is the worker; the payload is empty, for what it is stays between the two. */
  private static final String CHANGED = "worker.accommodation_changed";

  private final Database database;
  private final EventLog events;
  private final StandingRepository repository;

  AccommodationRoutes(Database database, EventLog events, StandingRepository repository) {
    this.database = database;
    this.events = events;
    this.repository = repository;
  }

  @Override
  public void bind(Binder to) {
    to.on("getAccommodation", this::get).on("setAccommodation", this::set);
  }

  private Future<Response> get(Request request) {
    return repository.allowance(database.client(), AttemptRoutes.own(request)).map(Response::ok);
  }

  private Future<Response> set(Request request) {
    var worker = WorkerId.parse(request.path("worker_id"));
    var allowance = request.body(Allowance.class);
    var actor = request.principal().accountId();
    return database
        .inTransaction(
            tx ->
                repository
                    .allow(tx, worker, allowance, actor)
                    .compose(
                        known -> {
                          if (!known) {
                            throw new Refusal.NotFound("worker");
                          }
                          return events.append(
                              tx, new Event(CHANGED, worker.value(), actor, new JsonObject()));
                        })
                    .compose(_ -> repository.allowance(tx, worker)))
        .map(Response::ok);
  }
}
