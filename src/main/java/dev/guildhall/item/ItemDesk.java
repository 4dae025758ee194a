package dev.guildhall.item;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.OrganisationKind;
import dev.guildhall.account.Role;
import dev.guildhall.item.ItemRepository.Filter;
import dev.guildhall.item.ItemRepository.Head;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.http.EntityTags;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.json.ShownName;
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where authors write items and change them. */
final class ItemDesk {

  private static final Set<OrganisationKind> WITH_BANKS =
      Set.of(OrganisationKind.REQUESTER, OrganisationKind.PLATFORM);

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final Memberships memberships;
  private final ItemUses uses;
  private final ItemRepository repository = new ItemRepository();

  ItemDesk(
      Database database, EventLog events, IdSource ids, Memberships memberships, ItemUses uses) {
    this.database = database;
    this.events = events;
    this.ids = ids;
    this.memberships = memberships;
    this.uses = uses;
  }

  /** Where a list goes on; at its beginning both are null. */
  record Place(@Nullable Instant at, @Nullable UUID id) {
    static final Place BEGINNING = new Place(null, null);

    static Place of(Optional<Cursor> after) {
      return after.map(cursor -> new Place(cursor.instant(0), cursor.uuid(1))).orElse(BEGINNING);
    }
  }

  /** One page, newest first, with one row more than {@code limit} when there is another page. */
  Future<List<ItemView>> list(
      Principal who, Optional<OrganisationId> organisation, Filter filter, Place after, int limit) {
    return organisations(who, organisation)
        .compose(
            organisations ->
                database.read(
                    client ->
                        repository.list(
                            client, organisations, filter, after.at(), after.id(), limit + 1)));
  }

  private Future<List<OrganisationId>> organisations(
      Principal who, Optional<OrganisationId> named) {
    if (named.isPresent()) {
      return memberships.require(who, named.get(), Role.REVIEWER).map(_ -> List.of(named.get()));
    }
    return memberships.of(database.client(), who, WITH_BANKS);
  }

  /** The item; a foreign one is as good as none. */
  Future<ItemView> visible(SqlClient client, Principal who, ItemId id, Role role) {
    return repository
        .find(client, id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("item")))
        .compose(
            found ->
                memberships
                    .require(client, who, found.organisationId(), role)
                    .recover(
                        refused -> Future.failedFuture(Refusal.NotFound.hiding("item", refused)))
                    .map(found));
  }

  Future<ItemDetail> get(Principal who, ItemId id) {
    return database.read(
        client -> visible(client, who, id, Role.REVIEWER).compose(found -> detail(client, found)));
  }

  private Future<ItemDetail> detail(SqlClient client, ItemView item) {
    return repository.versions(client, item.id()).map(all -> new ItemDetail(item, all));
  }

  /** An item with every version, newest first. */
  record ItemDetail(ItemView item, List<ItemView.Version> versions) {

    JsonObject json() {
      var json = StrictJson.toObject(item);
      var all = new JsonArray();
      versions.forEach(version -> all.add(StrictJson.toObject(version)));
      return json.put("versions", all);
    }

    String etag() {
      return item.etag();
    }
  }

  /** A new item in its first version. */
  Future<ItemView> create(SqlConnection tx, Principal who, ItemDraft draft) {
    return memberships
        .require(tx, who, draft.organisationId(), Role.EDITOR)
        .compose(_ -> errors(tx, draft.organisationId(), draft))
        .compose(
            errors -> {
              if (!errors.isEmpty()) {
                throw new Refusal.Invalid(ErrorCode.INVALID, errors);
              }
              return insert(tx, draft, who.accountId());
            })
        .compose(
            inserted -> {
              if (inserted.isEmpty()) {
                throw Refusal.Invalid.field(
                    "/external_key", "taken", "Your organisation has an item of this key.");
              }
              return repository.find(tx, inserted.get()).map(Optional::orElseThrow);
            });
  }

  /** Everything that is wrong with a draft, its images among it. */
  Future<List<FieldError>> errors(SqlClient client, OrganisationId organisation, ItemDraft draft) {
    var errors = new ArrayList<>(draft.errors());
    var images = Markdown.images(draft.body().getString("prompt"));
    if (images.isEmpty()) {
      return Future.succeededFuture(errors);
    }
    return repository
        .existingImages(client, organisation, images)
        .map(
            known -> {
              if (!new HashSet<>(known).containsAll(images)) {
                errors.add(
                    new FieldError(
                        "/body/prompt",
                        "unknown",
                        "It shows an image that your organisation does not have; upload it first."));
              }
              return errors;
            });
  }

  /** The new item; empty where the organisation has one of this external key. */
  Future<Optional<ItemId>> insert(SqlConnection tx, ItemDraft draft, UUID actor) {
    var id = new ItemId(ids.next());
    return repository
        .insert(tx, id, draft, actor)
        .compose(
            inserted ->
                inserted
                    ? repository
                        .insertVersion(tx, id, 1, draft.body(), null, actor)
                        .compose(_ -> repository.insertKey(tx, id, 1, 1, draft.key(), null, actor))
                        .compose(
                            _ ->
                                events.append(
                                    tx,
                                    new ItemEvents.Created(id, draft.organisationId(), draft.kind())
                                        .by(actor)))
                        .map(Optional.of(id))
                    : Future.succeededFuture(Optional.empty()));
  }

  /** Changes what {@code change} names, if {@code expected} names the version that is stored. */
  Future<ItemDetail> update(Principal who, ItemId id, EntityTags expected, JsonObject change) {
    return database.inTransaction(
        tx ->
            repository
                .lock(tx, id)
                .compose(_ -> visible(tx, who, id, Role.EDITOR))
                .compose(
                    item -> {
                      if (!expected.admit(item.etag()::equals)) {
                        throw new Refusal.Conflict(ErrorCode.PRECONDITION_FAILED, Map.of(), item);
                      }
                      return change(tx, who.accountId(), item, change);
                    })
                .compose(_ -> repository.find(tx, id))
                .compose(found -> detail(tx, found.orElseThrow())));
  }

  /** Applies a change to an item that is locked. */
  Future<Void> change(SqlConnection tx, UUID actor, ItemView item, JsonObject change) {
    var body = change.getJsonObject("body", item.body());
    var key = change.getJsonObject("key", item.key());
    var draft =
        new ItemDraft(
            item.organisationId(),
            item.externalKey(),
            item.kind(),
            change.getString("title", item.title()),
            change.getString("domain", item.domain()),
            change.containsKey("tags") ? Answers.strings(change, "tags") : item.tags(),
            state(item.state(), change.getString("state")),
            change.containsKey("difficulty") ? change.getDouble("difficulty") : item.difficulty(),
            item.twinOf(),
            change.containsKey("exposure_cap")
                ? change.getInteger("exposure_cap")
                : item.exposureCap(),
            body,
            key);
    boolean isOther = !body.equals(item.body());
    boolean isOtherKey = !key.equals(item.key());
    return errors(tx, item.organisationId(), draft)
        .compose(
            errors -> {
              if (!errors.isEmpty()) {
                throw new Refusal.Invalid(ErrorCode.INVALID, errors);
              }
              return isOther || !isOtherKey ? Future.succeededFuture() : requireUnused(tx, item);
            })
        .compose(_ -> write(tx, actor, item, draft, change.getString("note"), isOther, isOtherKey))
        .compose(
            written ->
                events.append(
                    tx,
                    new ItemEvents.Changed(
                            item.id(), written.version(), written.revision(), draft.firstState())
                        .by(actor)));
  }

  private static ItemState state(ItemState now, @Nullable String wanted) {
    if (wanted == null || now == ItemState.parse(wanted)) {
      return now;
    }
    var next = ItemState.parse(wanted);
    if (!now.mayBecome(next)) {
      throw Refusal.Invalid.field(
          "/state",
          "not_possible",
          "It is " + now.wire() + " and cannot become " + next.wire() + ".");
    }
    return next;
  }

  /** A key that somebody was marked by is corrected for all of them, and not here. */
  private Future<Void> requireUnused(SqlConnection tx, ItemView item) {
    return uses.isUsed(tx, item.id(), item.version())
        .map(
            used -> {
              if (used) {
                throw new Refusal.Conflict(ErrorCode.KEY_IN_USE);
              }
              return null;
            });
  }

  private record Written(int version, int revision) {}

  private Future<Written> write(
      SqlConnection tx,
      UUID actor,
      ItemView item,
      ItemDraft draft,
      @Nullable String note,
      boolean isOther,
      boolean isOtherKey) {
    int version = isOther ? item.version() + 1 : item.version();
    int revision = isOther ? 1 : item.keyRevision() + (isOtherKey ? 1 : 0);
    return (isOther
            ? repository.insertVersion(tx, item.id(), version, draft.body(), note, actor)
            : Future.<Void>succeededFuture())
        .compose(
            _ ->
                isOther || isOtherKey
                    ? repository.insertKey(
                        tx, item.id(), version, revision, draft.key(), note, actor)
                    : Future.succeededFuture())
        .compose(
            _ ->
                repository.update(
                    tx,
                    item.id(),
                    new Head(
                        ShownName.cleaned(draft.title(), "/title"),
                        draft.domain(),
                        draft.sortedTags(),
                        draft.firstState(),
                        draft.difficulty(),
                        draft.exposureCap(),
                        version)))
        .map(_ -> new Written(version, revision));
  }
}
