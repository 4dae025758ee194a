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
import java.util.HashMap;
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
   * @param partial whether good lines are taken although others are not good
   */
  record Order(
      OrganisationId organisationId, String format, String text, @Nullable Boolean partial) {}

  Imported run(SqlConnection tx, Principal who, Order order) {
    memberships.require(tx, who, order.organisationId(), Role.EDITOR).await();
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
    var good = good(tx, order.organisationId(), lines, errors);
    if (!errors.isEmpty() && !Boolean.TRUE.equals(order.partial())) {
      throw new Refusal.Invalid(
          ErrorCode.LINES_INVALID,
          Map.of("rejected", lines.size() - good.size(), "lines", lines.size()),
          errors.stream().limit(MOST_ERRORS).toList());
    }
    return write(tx, who, order.organisationId(), good, lines.size(), errors);
  }

  private List<ItemDraft> good(
      SqlConnection tx, OrganisationId organisation, List<Line> lines, List<FieldError> errors) {
    var good = new ArrayList<ItemDraft>();
    var lineOf = new HashMap<String, Integer>();
    for (Line line : lines) {
      var wrong = new ArrayList<>(line.errors());
      var draft = wrong.isEmpty() ? checked(tx, organisation, line, wrong) : null;
      if (draft != null && draft.externalKey() != null) {
        var before = lineOf.putIfAbsent(draft.externalKey(), line.line());
        if (before != null) {
          wrong.add(
              new FieldError(
                  "/external_key", "repeated", "Line " + before + " has it already.", line.line()));
        }
      }
      errors.addAll(wrong);
      if (wrong.isEmpty()) {
        good.add(Objects.requireNonNull(draft));
      }
    }
    return good;
  }

  private @Nullable ItemDraft checked(
      SqlConnection tx, OrganisationId organisation, Line line, List<FieldError> wrong) {
    var json = ItemFile.of(organisation, Objects.requireNonNull(line.draft()));
    var faults = new ArrayList<>(form.errors(json, ""));
    ItemDraft draft = null;
    if (faults.isEmpty()) {
      draft = StrictJson.convert(json, ItemDraft.class);
      faults.addAll(desk.errors(tx, organisation, draft).await());
    }
    faults.forEach(fault -> wrong.add(fault.inLine(line.line())));
    return draft;
  }

  private Imported write(
      SqlConnection tx,
      Principal who,
      OrganisationId organisation,
      List<ItemDraft> drafts,
      int lines,
      List<FieldError> errors) {
    var keys =
        drafts.stream().map(ItemDraft::externalKey).filter(Objects::nonNull).sorted().toList();
    var known = repository.byExternalKeys(tx, organisation, keys).await();
    int added = 0;
    int changed = 0;
    for (ItemDraft draft : drafts) {
      var item = draft.externalKey() == null ? null : known.get(draft.externalKey());
      if (item == null) {
        desk.insert(tx, draft, who.accountId()).await();
        added++;
      } else {
        var change = change(item, draft);
        if (!change.isEmpty()) {
          repository.lock(tx, item.id()).await();
          desk.change(tx, who.accountId(), item, change).await();
          changed++;
        }
      }
    }
    return new Imported(
        lines,
        added,
        changed,
        drafts.size() - added - changed,
        lines - drafts.size(),
        errors.stream().limit(MOST_ERRORS).toList());
  }

  /** What of the item the draft has otherwise. What a file leaves out stays. */
  private static JsonObject change(ItemView item, ItemDraft draft) {
    if (item.kind() != draft.kind()) {
      throw Refusal.Invalid.field(
          "/text",
          "kind_changed",
          "The item "
              + draft.externalKey()
              + " is of the kind "
              + item.kind().wire()
              + " and stays so.");
    }
    var change = new JsonObject();
    put(change, "title", item.title(), draft.shownTitle());
    put(change, "domain", item.domain(), draft.domain());
    put(change, "body", item.body(), draft.body());
    put(change, "key", item.key(), draft.key());
    if (draft.tags() != null && !draft.sortedTags().equals(item.tags())) {
      change.put("tags", new JsonArray(List.copyOf(draft.sortedTags())));
    }
    if (draft.state() != null && draft.state() != item.state()) {
      change.put("state", draft.state().wire());
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
