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
import dev.guildhall.platform.json.StrictJson;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /** Everything that is wrong with a draft, also what it names: its images and its twin. */
  Future<List<FieldError>> errors(SqlClient client, OrganisationId organisation, ItemDraft draft) {
    var errors = draft.errors();
    if (!errors.isEmpty()) {
      return Future.succeededFuture(errors);
    }
    return images(client, organisation, draft)
        .compose(
            wrong -> {
              errors.addAll(wrong);
              return twin(client, organisation, draft.twinOf());
            })
        .map(
            wrong -> {
              errors.addAll(wrong);
              return errors;
            });
  }

  private Future<List<FieldError>> images(
      SqlClient client, OrganisationId organisation, ItemDraft draft) {
    var shown = new LinkedHashMap<String, List<UUID>>();
    ItemChecks.texts(draft.body(), draft.key())
        .forEach((pointer, text) -> shown.put(pointer, Markdown.images(text)));
    var all = shown.values().stream().flatMap(List::stream).distinct().toList();
    if (all.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return repository
        .existingImages(client, organisation, all)
        .map(
            known ->
                shown.entrySet().stream()
                    .filter(text -> !new HashSet<>(known).containsAll(text.getValue()))
                    .map(
                        text ->
                            new FieldError(
                                text.getKey(),
                                "unknown",
                                "It shows an image that your organisation does not have; upload it first."))
                    .toList());
  }

  private Future<List<FieldError>> twin(
      SqlClient client, OrganisationId organisation, @Nullable ItemId twin) {
    if (twin == null) {
      return Future.succeededFuture(List.of());
    }
    return repository
        .find(client, twin)
        .map(
            found ->
                found.filter(item -> item.organisationId().equals(organisation)).isPresent()
                    ? List.of()
                    : List.of(
                        new FieldError(
                            "/twin_of", "unknown", "Your organisation has no such item.")));
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
                .lock(tx, List.of(id))
                .compose(_ -> visible(tx, who, id, Role.EDITOR))
                .compose(
                    item -> {
                      if (!expected.admit(item.etag()::equals)) {
                        throw new Refusal.Conflict(ErrorCode.PRECONDITION_FAILED, Map.of(), item);
                      }
                      return requireFaultless(tx, item, change)
                          .compose(_ -> change(tx, who.accountId(), item, change));
                    })
                .compose(_ -> repository.find(tx, id))
                .compose(found -> detail(tx, found.orElseThrow())));
  }

  /**
   * Everything that is wrong with a change, but a key that may not be changed: see {@link
   * #isKeyInUse}.
   */
  Future<List<FieldError>> faults(SqlClient client, ItemView item, JsonObject change) {
    var wanted = change.getString("state");
    if (wanted != null && !mayBe(item.state(), ItemState.parse(wanted))) {
      return Future.succeededFuture(
          List.of(
              new FieldError(
                  "/state",
                  "not_possible",
                  "It is " + item.state().wire() + " and cannot become " + wanted + ".")));
    }
    return errors(client, item.organisationId(), changed(item, change));
  }

  private static boolean mayBe(ItemState now, ItemState next) {
    return now == next || now.mayBecome(next);
  }

  /**
   * Whether the change would put another key in place of one that somebody was marked by. That is
   * corrected for all of them, and not here.
   */
  Future<Boolean> isKeyInUse(SqlClient client, ItemView item, JsonObject change) {
    boolean isOther = !change.getJsonObject("body", item.body()).equals(item.body());
    boolean isOtherKey = !change.getJsonObject("key", item.key()).equals(item.key());
    return isOtherKey && !isOther
        ? uses.isUsed(client, item.id(), item.version())
        : Future.succeededFuture(false);
  }

  private static ItemDraft changed(ItemView item, JsonObject change) {
    return new ItemDraft(
        item.organisationId(),
        item.externalKey(),
        item.kind(),
        change.getString("title", item.title()),
        change.getString("domain", item.domain()),
        change.containsKey("tags") ? Answers.strings(change, "tags") : item.tags(),
        ItemState.parse(change.getString("state", item.state().wire())),
        change.containsKey("difficulty") ? change.getDouble("difficulty") : item.difficulty(),
        item.twinOf(),
        change.containsKey("exposure_cap") ? change.getInteger("exposure_cap") : item.exposureCap(),
        change.getJsonObject("body", item.body()),
        change.getJsonObject("key", item.key()));
  }

  private Future<Void> requireFaultless(SqlClient client, ItemView item, JsonObject change) {
    return faults(client, item, change)
        .compose(
            faults -> {
              if (!faults.isEmpty()) {
                throw new Refusal.Invalid(ErrorCode.INVALID, faults);
              }
              return isKeyInUse(client, item, change);
            })
        .map(
            used -> {
              if (used) {
                throw new Refusal.Conflict(ErrorCode.KEY_IN_USE);
              }
              return null;
            });
  }

  /** Applies a change without faults to an item that is locked. */
  Future<Void> change(SqlConnection tx, UUID actor, ItemView item, JsonObject change) {
    var draft = changed(item, change);
    return write(tx, actor, item, draft, change.getString("note"))
        .compose(
            written ->
                events.append(
                    tx,
                    new ItemEvents.Changed(
                            item.id(), written.version(), written.revision(), draft.firstState())
                        .by(actor)));
  }

  private record Written(int version, int revision) {}

  private Future<Written> write(
      SqlConnection tx, UUID actor, ItemView item, ItemDraft draft, @Nullable String note) {
    boolean isOther = !draft.body().equals(item.body());
    boolean isOtherKey = !draft.key().equals(item.key());
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
                        draft.shownTitle(),
                        draft.domain(),
                        draft.sortedTags(),
                        draft.firstState(),
                        draft.difficulty(),
                        draft.exposureCap(),
                        version)))
        .map(_ -> new Written(version, revision));
  }
}
