package dev.guildhall.account;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what in which organisation; read from the database each time. An API key acts in its
 * own organisation only, as an {@link Role#EDITOR} whom its scopes bind.
 */
public final class Memberships {

  private static final Role OF_API_KEYS = Role.EDITOR;

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final OrganisationRepository repository;

  Memberships(Platform platform, OrganisationRepository repository) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.repository = repository;
  }

  /**
   * Succeeds when {@code who} has that role or a higher one; fails with {@link Refusal.NotFound}
   * for an organisation that it does not belong to, with {@link Refusal.Forbidden} for too low a
   * role.
   */
  public Future<Void> require(Principal who, OrganisationId organisation, Role atLeast) {
    return require(database.client(), who, organisation, atLeast);
  }

  /** The same within a transaction, which must not ask for a second connection. */
  public Future<Void> require(
      SqlClient client, Principal who, OrganisationId organisation, Role atLeast) {
    return role(client, who, organisation)
        .compose(
            role -> {
              if (role.isEmpty()) {
                return Future.failedFuture(new Refusal.NotFound("organisation"));
              }
              return role.get().isAtLeast(atLeast)
                  ? Future.succeededFuture()
                  : Future.failedFuture(new Refusal.Forbidden(ErrorCode.FORBIDDEN));
            });
  }

  private Future<Optional<Role>> role(
      SqlClient client, Principal who, OrganisationId organisation) {
    if (who.isApiKey()) {
      return Future.succeededFuture(
          who.attribute("organisation").filter(organisation.value()::equals).map(_ -> OF_API_KEYS));
    }
    return repository
        .findAs(client, organisation, new AccountId(who.accountId()))
        .map(found -> found.map(Organisation::role));
  }

  /** The organisations of that kind that {@code who} belongs to, or the one of an API key. */
  public Future<List<OrganisationId>> of(Principal who, OrganisationKind kind) {
    return of(database.client(), who, kind);
  }

  /** The same within a transaction, which must not ask for a second connection. */
  public Future<List<OrganisationId>> of(SqlClient client, Principal who, OrganisationKind kind) {
    return of(client, who, Set.of(kind));
  }

  /** The organisations of these kinds, as {@link #of(Principal, OrganisationKind)}. */
  public Future<List<OrganisationId>> of(
      SqlClient client, Principal who, Set<OrganisationKind> kinds) {
    if (who.isApiKey()) {
      var own = new OrganisationId(who.required("organisation"));
      return repository
          .kind(client, own)
          .map(found -> found.filter(kinds::contains).map(_ -> own).stream().toList());
    }
    return repository
        .ofAccount(client, new AccountId(who.accountId()))
        .map(all -> ofKinds(all, kinds));
  }

  private static List<OrganisationId> ofKinds(List<Organisation> all, Set<OrganisationKind> kinds) {
    return all.stream()
        .filter(organisation -> kinds.contains(organisation.kind()))
        .map(Organisation::id)
        .toList();
  }

  /** Makes an organisation that {@code owner} owns. */
  public Future<Organisation> create(
      SqlConnection tx, String name, OrganisationKind kind, AccountId owner) {
    return repository
        .create(tx, new OrganisationId(ids.next()), name, kind, owner)
        .compose(
            created ->
                events
                    .append(
                        tx,
                        AccountEvents.of(
                            AccountEvents.ORGANISATION_CREATED,
                            created.id().value(),
                            owner,
                            new AccountEvents.OrganisationCreated(kind, owner)))
                    .map(created));
  }
}
