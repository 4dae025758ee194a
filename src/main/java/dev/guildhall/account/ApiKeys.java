package dev.guildhall.account;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.Event;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys with which an organisation's programs call; its owners make and revoke them. */
final class ApiKeys {

  private static final int MAX_KEYS = 100;

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final InstantSource time;
  private final ApiKeyRepository repository;
  private final OrganisationRepository organisations;
  private final Memberships memberships;
  private final Principals principals;

  ApiKeys(
      Platform platform,
      ApiKeyRepository repository,
      OrganisationRepository organisations,
      Memberships memberships,
      Principals principals) {
    this.database = platform.database();
    this.events = platform.events();
    this.ids = platform.ids();
    this.time = platform.time();
    this.repository = repository;
    this.organisations = organisations;
    this.memberships = memberships;
    this.principals = principals;
  }

  /**
   * @param expiresAt null: until it is revoked
   */
  record Draft(String name, List<String> scopes, @Nullable Instant expiresAt) {}

  Future<List<ApiKey>> list(Principal who, OrganisationId organisation) {
    return memberships
        .require(who, organisation, Role.OWNER)
        .compose(_ -> repository.list(database.client(), organisation));
  }

  /** The new key with its secret, which is not kept. */
  Future<ApiKey> create(Principal who, OrganisationId organisation, Draft draft) {
    String name = ShownName.cleaned(draft.name(), "/name");
    if (draft.expiresAt() != null && !draft.expiresAt().isAfter(time.instant())) {
      return Future.failedFuture(
          Refusal.Invalid.field("/expires_at", "past", "Choose a time that is still to come."));
    }
    return database.inTransaction(
        tx ->
            organisations
                .lock(tx, organisation)
                .compose(_ -> memberships.require(tx, who, organisation, Role.OWNER))
                .compose(_ -> requireRoom(tx, organisation))
                .compose(_ -> insert(tx, who, organisation, name, draft)));
  }

  private Future<Void> requireRoom(SqlConnection tx, OrganisationId organisation) {
    return repository
        .list(tx, organisation)
        .compose(
            keys ->
                keys.size() < MAX_KEYS
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Refusal.Invalid.field(
                            "",
                            "too_many_keys",
                            "Revoke a key first; at most " + MAX_KEYS + " may exist.")));
  }

  private Future<ApiKey> insert(
      SqlConnection tx, Principal who, OrganisationId organisation, String name, Draft draft) {
    var author = new AccountId(who.accountId());
    var id = new ApiKeyId(ids.next());
    var secret = ApiKeySecret.random();
    return repository
        .insert(tx, id, organisation, name, secret, draft.scopes(), author, draft.expiresAt())
        .compose(
            key ->
                events
                    .append(
                        tx,
                        AccountEvents.of(
                            "apikey.created",
                            id.value(),
                            author,
                            new AccountEvents.KeyCreated(organisation, draft.scopes())))
                    .map(key.withSecret(secret.text())));
  }

  /** Revokes a key; one that is revoked already stays so. */
  Future<Void> revoke(Principal who, OrganisationId organisation, ApiKeyId id) {
    return database
        .inTransaction(
            tx ->
                memberships
                    .require(tx, who, organisation, Role.OWNER)
                    .compose(_ -> repository.revoke(tx, organisation, id))
                    .compose(
                        wasLive ->
                            wasLive
                                ? events.append(
                                    tx, revoked(id, new AccountId(who.accountId()), organisation))
                                : requireExists(tx, organisation, id)))
        .onSuccess(_ -> principals.forgetKeys());
  }

  private Future<Void> requireExists(SqlConnection tx, OrganisationId organisation, ApiKeyId id) {
    return repository
        .exists(tx, organisation, id)
        .compose(
            exists ->
                exists
                    ? Future.succeededFuture()
                    : Future.failedFuture(new Refusal.NotFound("API key")));
  }

  /** Revokes every key that {@code author} made for the organisation. */
  Future<Void> revokeOf(
      SqlConnection tx, AccountId actor, OrganisationId organisation, AccountId author) {
    return repository
        .revokeOf(tx, organisation, author)
        .compose(
            keys ->
                events.append(
                    tx, keys.stream().map(key -> revoked(key, actor, organisation)).toList()));
  }

  private static Event revoked(ApiKeyId id, AccountId actor, OrganisationId organisation) {
    return AccountEvents.of(
        "apikey.revoked", id.value(), actor, new AccountEvents.KeyRevoked(organisation));
  }
}
