package dev.guildhall.item;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.json.ShownName;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item as its author writes it. */
record ItemDraft(
    OrganisationId organisationId,
    @Nullable String externalKey,
    ItemKind kind,
    String title,
    String domain,
    @Nullable List<String> tags,
    @Nullable ItemState state,
    @Nullable Double difficulty,
    @Nullable ItemId twinOf,
    @Nullable Integer exposureCap,
    JsonObject body,
    JsonObject key) {

  /** What the contract cannot check. */
  List<FieldError> errors() {
    var errors = new ArrayList<FieldError>();
    try {
      shownTitle();
    } catch (Refusal.Invalid e) {
      errors.addAll(e.errors());
    }
    errors.addAll(ItemChecks.errors(kind, body, key));
    return errors;
  }

  String shownTitle() {
    return ShownName.cleaned(title, "/title");
  }

  List<String> sortedTags() {
    return tags == null ? List.of() : tags.stream().distinct().sorted().toList();
  }

  ItemState firstState() {
    return state == null ? ItemState.DRAFT : state;
  }
}
