package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.Memberships;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.account.Role;
import dev.guildhall.grading.PaperRepository.Item;
import dev.guildhall.grading.PaperRepository.Validity;
import dev.guildhall.item.Answers;
import dev.guildhall.item.GradingRubric;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.FieldError;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.event.EventLog;
import dev.guildhall.platform.http.Principal;
import dev.guildhall.platform.id.IdSource;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers with known grades, as their authors see them; reviewers never do. */
final class ValidityPapers {

  private final Database database;
  private final EventLog events;
  private final IdSource ids;
  private final Memberships memberships;
  private final PaperRepository repository;

  ValidityPapers(
      Database database,
      EventLog events,
      IdSource ids,
      Memberships memberships,
      PaperRepository repository) {
    this.database = database;
    this.events = events;
    this.ids = ids;
    this.memberships = memberships;
    this.repository = repository;
  }

  Future<List<Validity>> list(Principal who, ItemId item) {
    var client = database.client();
    return item(client, who, item).compose(_ -> repository.validityOf(client, item));
  }

  /** The item, for its editors; to others it is not there. */
  private Future<Item> item(SqlClient client, Principal who, ItemId id) {
    return repository
        .item(client, id)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("item")))
        .compose(found -> requireEditor(client, who, found.organisation(), "item").map(found));
  }

  private Future<Void> requireEditor(
      SqlClient client, Principal who, OrganisationId organisation, String what) {
    return memberships
        .require(client, who, organisation, Role.EDITOR)
        .recover(
            refused ->
                Future.failedFuture(
                    refused instanceof Refusal.NotFound ? new Refusal.NotFound(what) : refused));
  }

  /** What an author writes; the contract's {@code ValidityPaperDraft}. */
  record Draft(JsonObject answer, JsonObject grades, @Nullable String note) {}

  Future<Validity> add(SqlConnection tx, Principal who, ItemId id, Draft draft) {
    var paper = new PaperId(ids.next());
    return item(tx, who, id)
        .compose(
            item -> {
              var kind = ItemKind.parse(item.kind());
              require(errors(kind, item, draft));
              return repository.insertValidity(
                  tx,
                  paper,
                  item,
                  draft.answer(),
                  Answers.text(kind, item.body(), draft.answer()),
                  draft.grades(),
                  draft.note(),
                  new AccountId(who.accountId()));
            })
        .compose(
            _ ->
                events.append(
                    tx, new GradingEvents.ValidityPaperAdded(paper, id).by(who.accountId())))
        .compose(_ -> repository.findValidity(tx, paper))
        .map(Optional::orElseThrow);
  }

  private static void require(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new Refusal.Invalid(ErrorCode.INVALID, errors);
    }
  }

  private static List<FieldError> errors(ItemKind kind, Item item, Draft draft) {
    var rubric = item.rubric();
    if (rubric == null) {
      return List.of(
          new FieldError("/grades", "not_possible", "The item has no rubric: its key marks it."));
    }
    var errors = new ArrayList<>(Answers.errors(kind, item.body(), draft.answer()));
    var lines = rubric.lines().stream().map(GradingRubric.Line::key).toList();
    draft.grades().fieldNames().stream()
        .filter(key -> !lines.contains(key))
        .forEach(
            key ->
                errors.add(
                    new FieldError("/grades/" + key, "unknown", "The rubric has no such line.")));
    for (GradingRubric.Line line : rubric.lines()) {
      var grade = draft.grades().getInteger(line.key());
      if (grade == null) {
        errors.add(
            new FieldError("/grades/" + line.key(), "required", "Grade every line of the rubric."));
      } else if (grade > line.max()) {
        errors.add(
            new FieldError(
                "/grades/" + line.key(),
                "range",
                "The grades of this line go from 0 to " + line.max() + "."));
      }
    }
    return errors;
  }

  /** Shows the paper to no more reviewers; what was graded of it still measures. */
  Future<Void> retire(Principal who, PaperId id) {
    return database.inTransaction(
        tx ->
            repository
                .findValidity(tx, id)
                .map(found -> found.orElseThrow(() -> new Refusal.NotFound("paper")))
                .compose(found -> requireEditor(tx, who, found.organisation(), "paper"))
                .compose(_ -> repository.retire(tx, id))
                .compose(
                    changed ->
                        changed
                            ? events.append(
                                tx, new GradingEvents.ValidityPaperRetired(id).by(who.accountId()))
                            : Future.succeededFuture()));
  }
}
