package dev.guildhall.qualification;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.OrganisationKind;
import dev.guildhall.account.Role;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.sql.Database;
import dev.guildhall.qualification.QualificationRepository.Definition;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an organisation qualifies people in, and whom it has qualified. */
public final class Qualifications {

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final InstantSource time;
  private final Memberships memberships;
  private final QualificationRepository repository = new QualificationRepository();

  Qualifications(Platform platform, Memberships memberships) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.time = platform.time();
    this.memberships = memberships;
  }

  /**
   * A project requires what its own organisation or the platform grants; fails with Invalid for the
   * first other one of {@code required}, as a member of {@code /requirements}.
   */
  public Future<Void> requireUsable(
      SqlClient client, OrganisationId organisation, List<QualificationId> required) {
    return required.isEmpty()
        ? Future.succeededFuture()
        : repository
            .usable(client, organisation, required)
            .map(
                usable -> {
                  requireAll(required, usable.keySet());
                  return null;
                });
  }

  private static void requireAll(List<QualificationId> required, Set<QualificationId> usable) {
    for (int i = 0; i < required.size(); i++) {
      if (!usable.contains(required.get(i))) {
        throw Refusal.Invalid.field(
            "/requirements/qualifications/" + i + "/qualification_id",
            "unknown",
            "Your organisation has no such qualification, and neither has the platform; list them with "
                + "GET /v1/organisations/{organisation_id}/usable-qualifications.");
      }
    }
  }

  /** Those of {@code named} that the organisation may ask for: its own and the platform's. */
  public Future<Set<QualificationId>> usable(
      SqlClient client, OrganisationId organisation, Collection<QualificationId> named) {
    return named.isEmpty()
        ? Future.succeededFuture(Set.of())
        : repository.usable(client, organisation, named).map(Map::keySet);
  }

  /** The names of qualifications, whoever's they are. */
  public Future<Map<QualificationId, String>> names(
      SqlClient client, Collection<QualificationId> wanted) {
    return wanted.isEmpty() ? Future.succeededFuture(Map.of()) : repository.names(client, wanted);
  }

  /**
   * Those of one's organisations. One page, newest first, with one row more than {@code limit} when
   * there is another page.
   */
  public Future<List<Qualification>> list(Principal who, Optional<Cursor> after, int limit) {
    return organisations(who)
        .compose(
            organisations ->
                repository.list(
                    database.client(),
                    organisations,
                    after.map(cursor -> cursor.instant(0)).orElse(null),
                    after.map(cursor -> cursor.uuid(1)).orElse(null),
                    limit + 1));
  }

  /** The organisations whose qualifications {@code who} sees; operators see the platform's. */
  public Future<List<OrganisationId>> organisations(Principal who) {
    return memberships
        .of(who, OrganisationKind.REQUESTER)
        .compose(
            own ->
                memberships
                    .of(who, OrganisationKind.PLATFORM)
                    .map(more -> Stream.concat(own.stream(), more.stream()).toList()));
  }

  /** Those that the worker can qualify for, holds or has held; a page as {@link #list}. */
  public Future<List<Qualification>> forWorker(
      SqlClient client, WorkerId worker, Optional<Cursor> after, int limit) {
    return repository.forWorker(
        client,
        worker,
        after.map(cursor -> cursor.instant(0)).orElse(null),
        after.map(cursor -> cursor.uuid(1)).orElse(null),
        limit + 1);
  }

  /** A qualification, whoever's it is. */
  public Future<Qualification> get(SqlClient client, QualificationId id) {
    return repository
        .find(client, id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("qualification")));
  }

  /** What the worker holds of these, or has held. */
  public Future<Map<QualificationId, Grant>> held(
      SqlClient client, WorkerId worker, Collection<QualificationId> ids) {
    return ids.isEmpty() ? Future.succeededFuture(Map.of()) : repository.held(client, worker, ids);
  }

  /**
   * A test has shown it: grants the level, unless as good or better is held. Never lowers what is
   * held, nor shortens it.
   *
   * @param expires when it ends; null: it does not
   * @param attempt that earned it
   */
  public Future<Void> earn(
      SqlConnection tx,
      QualificationId id,
      WorkerId worker,
      int level,
      @Nullable Instant expires,
      UUID attempt) {
    return repository
        .earn(tx, id, worker, level, expires, attempt)
        .compose(
            granted ->
                granted.isEmpty()
                    ? Future.succeededFuture()
                    : events.append(
                        tx,
                        new QualificationEvents.Granted(id, granted.get().level())
                            .of(worker.value(), null)));
  }

  /**
   * One page of what projects of the organisation may require: its own and the platform's, as
   * {@link #list}.
   */
  Future<List<Qualification>> usable(
      Principal who, OrganisationId organisation, Optional<Cursor> after, int limit) {
    return memberships
        .require(who, organisation, Role.VIEWER)
        .compose(
            _ ->
                repository.usablePage(
                    database.client(),
                    organisation,
                    after.map(cursor -> cursor.instant(0)).orElse(null),
                    after.map(cursor -> cursor.uuid(1)).orElse(null),
                    limit + 1));
  }

  /** Defines a qualification; refused where the organisation has one of that name. */
  Future<Qualification> create(
      SqlConnection tx,
      Principal who,
      OrganisationId organisation,
      String name,
      Definition definition) {
    var id = new QualificationId(ids.next());
    return memberships
        .require(tx, who, organisation, Role.EDITOR)
        .compose(
            _ ->
                repository.insert(
                    tx,
                    id,
                    organisation,
                    ShownName.cleaned(name, "/name"),
                    sound(definition),
                    who.accountId()))
        .compose(
            inserted -> {
              if (!inserted) {
                throw Refusal.Invalid.field(
                    "/name",
                    "taken",
                    "Your organisation has a qualification of this name; choose another one.");
              }
              return repository.find(tx, id).map(Optional::orElseThrow);
            });
  }

  /** Changes what {@code change} names. */
  Future<Qualification> update(Principal who, QualificationId id, JsonObject change) {
    return database.inTransaction(
        tx ->
            visible(tx, who, id, Role.EDITOR)
                .compose(
                    now ->
                        repository.update(
                            tx,
                            id,
                            sound(
                                new Definition(
                                    change.getString("description", now.description()),
                                    changed(change, "domain", JsonObject::getString, now.domain()),
                                    changed(
                                        change,
                                        "valid_days",
                                        JsonObject::getInteger,
                                        now.validDays()),
                                    changed(
                                        change,
                                        "renew_days",
                                        JsonObject::getInteger,
                                        now.renewDays()),
                                    change.getBoolean("listed", now.listed())))))
                .compose(_ -> repository.find(tx, id))
                .map(Optional::orElseThrow));
  }

  private static <T> @Nullable T changed(
      JsonObject change,
      String member,
      BiFunction<JsonObject, String, @Nullable T> read,
      @Nullable T now) {
    return change.containsKey(member) ? read.apply(change, member) : now;
  }

  private static Definition sound(Definition definition) {
    var valid = definition.validDays();
    var renew = definition.renewDays();
    if (renew != null && (valid == null || renew > valid)) {
      throw Refusal.Invalid.field(
          "/renew_days",
          "range",
          "It can be renewed within the time that it is valid; say with valid_days how long that is.");
    }
    return definition;
  }

  /**
   * Grants a qualification, or grants it again at another level or for another time.
   *
   * @param expires when it ends; null: it does not
   */
  Future<Grant> grant(
      Principal who, QualificationId id, WorkerId worker, int level, @Nullable Instant expires) {
    if (expires != null && !expires.isAfter(time.instant())) {
      throw Refusal.Invalid.field("/expires_at", "past", "Give a time that is still to come.");
    }
    return changing(
        who,
        id,
        tx ->
            repository
                .grant(tx, id, worker, level, expires, who.accountId())
                .map(granted -> granted.orElseThrow(() -> new Refusal.NotFound("worker")))
                .compose(
                    granted ->
                        append(tx, who, worker, new QualificationEvents.Granted(id, level))
                            .map(granted)));
  }

  /** Takes a qualification back; where it is not held nothing happens. */
  Future<Void> revoke(Principal who, QualificationId id, WorkerId worker) {
    return changing(
        who,
        id,
        tx ->
            repository
                .revoke(tx, id, worker)
                .compose(
                    revoked ->
                        revoked
                            ? append(tx, who, worker, new QualificationEvents.Revoked(id))
                            : Future.succeededFuture()));
  }

  /** One page of those who hold it, newest first, as {@link #list}. */
  Future<List<Grant>> grants(Principal who, QualificationId id, Optional<Cursor> after, int limit) {
    return visible(database.client(), who, id, Role.VIEWER)
        .compose(
            _ ->
                repository.grants(
                    database.client(),
                    id,
                    after.map(cursor -> cursor.instant(0)).orElse(null),
                    after.map(cursor -> cursor.uuid(1)).orElse(null),
                    limit + 1));
  }

  private <T> Future<T> changing(
      Principal who, QualificationId id, Function<SqlConnection, Future<T>> change) {
    return database.inTransaction(
        tx -> visible(tx, who, id, Role.EDITOR).compose(_ -> change.apply(tx)));
  }

  private Future<Void> append(
      SqlConnection tx, Principal who, WorkerId worker, QualificationEvents event) {
    return events.append(tx, event.of(worker.value(), who.accountId()));
  }

  /** The qualification, for a member with that role; a foreign one is as good as none. */
  public Future<Qualification> visible(
      SqlClient client, Principal who, QualificationId id, Role role) {
    return repository
        .find(client, id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("qualification")))
        .compose(
            found ->
                memberships
                    .require(client, who, found.organisationId(), role)
                    .recover(
                        refused ->
                            Future.failedFuture(Refusal.NotFound.hiding("qualification", refused)))
                    .map(found));
  }
}
