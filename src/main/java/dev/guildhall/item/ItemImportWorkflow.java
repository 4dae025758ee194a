package dev.guildhall.item;

import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.item.ItemFile.Line;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.http.SchemaCheck;
import dev.guildhall.platform.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes item banks in from files: every line is checked, and all are taken or none. */
final class ItemImportWorkflow {

  private static final int MOST_ITEMS = 5_000;
  private static final int MOST_ERRORS = 100;

  private final Memberships memberships;
  private final ItemDesk desk;
  private final ItemRepository repository = new ItemRepository();
  private final SchemaCheck form;

  /**
   * @param form of a draft, as the contract has it
   */
  ItemImportWorkflow(Memberships memberships, ItemDesk desk, SchemaCheck form) {
    this.memberships = memberships;
    this.desk = desk;
    this.form = form;
  }

  /**
   * What came of a file.
   *
   * @param refused lines that were left out
   * @param errors what is wrong with these
   */
  record Imported(
      int lines, int added, int changed, int unchanged, int refused, List<FieldError> errors) {}

  /**
   * An order to read a file.
   *
   * @param domain of lines that name none
   * @param partial whether good lines are taken although others are not good
   */
  record Order(
      OrganisationId organisationId,
      String format,
      String text,
      @Nullable String domain,
      @Nullable Boolean partial) {}

  Imported run(SqlConnection tx, Principal who, Order order) {
    var organisation = order.organisationId();
    memberships.require(tx, who, organisation, Role.EDITOR).await();
    var lines = ItemFile.read(ItemFile.Format.parse(order.format()), order.text());
    if (lines.isEmpty() || lines.size() > MOST_ITEMS) {
      throw Refusal.Invalid.field(
          "/text",
          lines.isEmpty() ? "empty" : "too_many",
          lines.isEmpty()
              ? "The file has no items."
              : "At most " + MOST_ITEMS + " items at a time.");
    }
    var errors = new ArrayList<FieldError>();
    var wanted = wanted(tx, order, lines, errors);
    if (!errors.isEmpty() && !Boolean.TRUE.equals(order.partial())) {
      throw new Refusal.Invalid(
          ErrorCode.LINES_INVALID,
          Map.of("rejected", lines.size() - wanted.size(), "lines", lines.size()),
          errors.stream().limit(MOST_ERRORS).toList());
    }
    return write(tx, who, wanted, lines.size(), errors);
  }

  /**
   * A line without faults.
   *
   * @param item that it changes; null when it adds one
   * @param change what of the item it has otherwise
   */
  private record Wanted(ItemDraft draft, @Nullable ItemView item, JsonObject change) {}

  private List<Wanted> wanted(
      SqlConnection tx, Order order, List<Line> lines, List<FieldError> errors) {
    var drafts = new LinkedHashMap<Line, ItemDraft>();
    for (Line line : lines) {
      var faults = new ArrayList<>(line.errors());
      var draft = faults.isEmpty() ? formed(order, line, faults) : null;
      if (draft != null && faults.isEmpty()) {
        drafts.put(line, draft);
      }
      faults.forEach(fault -> errors.add(fault.inLine(line.line())));
    }
    var known = known(tx, order.organisationId(), drafts.values());
    var lineOf = new HashMap<String, Integer>();
    var wanted = new ArrayList<Wanted>();
    drafts.forEach(
        (line, draft) -> {
          var item = draft.externalKey() == null ? null : known.get(draft.externalKey());
          var change = item == null ? new JsonObject() : change(item, draft);
          var faults = faults(tx, draft, item, change);
          var before =
              draft.externalKey() == null
                  ? null
                  : lineOf.putIfAbsent(draft.externalKey(), line.line());
          if (before != null) {
            faults.add(
                new FieldError("/external_key", "repeated", "Line " + before + " has it already."));
          }
          if (faults.isEmpty()) {
            wanted.add(new Wanted(draft, item, change));
          }
          faults.forEach(fault -> errors.add(fault.inLine(line.line())));
        });
    return wanted;
  }

  private @Nullable ItemDraft formed(Order order, Line line, List<FieldError> faults) {
    var json =
        Objects.requireNonNull(line.draft())
            .copy()
            .put("organisation_id", order.organisationId().toString());
    if (!json.containsKey("domain") && order.domain() != null) {
      json.put("domain", order.domain());
    }
    faults.addAll(form.errors(json, ""));
    if (!faults.isEmpty()) {
      return null;
    }
    var draft = StrictJson.convert(json, ItemDraft.class);
    faults.addAll(draft.errors());
    return draft;
  }

  /** The items that lines name, by external key, locked so that they stay as they are looked at. */
  private Map<String, ItemView> known(
      SqlConnection tx, OrganisationId organisation, Collection<ItemDraft> drafts) {
    var keys =
        drafts.stream().map(ItemDraft::externalKey).filter(Objects::nonNull).distinct().toList();
    var found = repository.byExternalKeys(tx, organisation, keys).await();
    repository.lock(tx, found.values().stream().map(ItemView::id).toList()).await();
    return repository.byExternalKeys(tx, organisation, keys).await();
  }

  private List<FieldError> faults(
      SqlConnection tx, ItemDraft draft, @Nullable ItemView item, JsonObject change) {
    if (item == null) {
      return new ArrayList<>(desk.errors(tx, draft.organisationId(), draft).await());
    }
    if (item.kind() != draft.kind()) {
      return new ArrayList<>(
          List.of(
              new FieldError(
                  "/kind",
                  "kind_changed",
                  "The item %s is of the kind %s and stays so; give another external_key."
                      .formatted(item.externalKey(), item.kind().wire()))));
    }
    var faults = new ArrayList<>(desk.faults(tx, item, change).await());
    if (faults.isEmpty() && desk.isKeyInUse(tx, item, change).await()) {
      faults.add(
          new FieldError(
              "/key",
              ErrorCode.KEY_IN_USE.wire(),
              "Somebody was marked by the key; correct it for everybody instead."));
    }
    return faults;
  }

  private Imported write(
      SqlConnection tx, Principal who, List<Wanted> all, int lines, List<FieldError> errors) {
    int added = 0;
    int changed = 0;
    for (Wanted wanted : all) {
      if (wanted.item() == null) {
        if (desk.insert(tx, wanted.draft(), who.accountId()).await().isEmpty()) {
          throw Refusal.Invalid.field(
              "/text",
              "taken",
              "Somebody else has just added %s; send the file again."
                  .formatted(wanted.draft().externalKey()));
        }
        added++;
      } else if (!wanted.change().isEmpty()) {
        desk.change(tx, who.accountId(), wanted.item(), wanted.change()).await();
        changed++;
      }
    }
    return new Imported(
        lines,
        added,
        changed,
        all.size() - added - changed,
        lines - all.size(),
        errors.stream().limit(MOST_ERRORS).toList());
  }

  /** What of the item the draft has otherwise. What a file leaves out stays. */
  private static JsonObject change(ItemView item, ItemDraft draft) {
    var change = new JsonObject();
    put(change, "title", item.title(), draft.shownTitle());
    put(change, "domain", item.domain(), draft.domain());
    put(change, "body", item.body(), draft.body());
    put(change, "key", item.key(), draft.key());
    if (draft.tags() != null && !draft.sortedTags().equals(item.tags())) {
      change.put("tags", new JsonArray(draft.sortedTags()));
    }
    if (draft.state() != null) {
      put(change, "state", item.state().wire(), draft.state().wire());
    }
    if (draft.difficulty() != null) {
      put(change, "difficulty", item.difficulty(), draft.difficulty());
    }
    if (draft.exposureCap() != null) {
      put(change, "exposure_cap", item.exposureCap(), draft.exposureCap());
    }
    return change;
  }

  private static void put(JsonObject change, String member, @Nullable Object now, Object wanted) {
    if (!wanted.equals(now)) {
      change.put(member, wanted);
    }
  }
}
