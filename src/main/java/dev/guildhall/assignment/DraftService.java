package dev.guildhall.assignment;

import dev.guildhall.assignment.AssignmentView.DraftPart;
import dev.guildhall.assignment.DraftRepository.Written;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.sql.Coalescer;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps what workers have written so far; drafts that arrive together share a commit. */
final class DraftService {

  private final Database database;
  private final DraftRepository repository = new DraftRepository();
  private final Coalescer<Written, Optional<DraftPart>> saves;

  DraftService(Platform platform) {
    this.database = platform.database();
    this.saves =
        new Coalescer<>(
            platform.vertx(),
            "drafts",
            platform.meters(),
            _ -> "drafts",
            drafts -> database.inTransaction(tx -> saved(tx, drafts)));
  }

  /** Completes once the draft is durable; refused when another device has saved since. */
  Future<DraftPart> save(Written draft) {
    return saves
        .ask(draft)
        .compose(saved -> saved.map(Future::succeededFuture).orElseGet(() -> conflict(draft)));
  }

  private Future<DraftPart> conflict(Written draft) {
    return repository
        .find(database.client(), draft.assignment(), draft.worker())
        .map(
            stored -> {
              var current = stored.orElseThrow(() -> new Refusal.NotFound("assignment"));
              throw new Refusal.Conflict(ErrorCode.DRAFT_CONFLICT, Map.of(), current);
            });
  }

  private Future<List<Optional<DraftPart>>> saved(SqlConnection tx, List<Written> drafts) {
    return savedByDraft(tx, new LinkedHashSet<>(drafts))
        .map(saved -> drafts.stream().map(draft -> Optional.ofNullable(saved.get(draft))).toList());
  }

  /** One statement for all, unless an assignment has several: each goes upon the one before. */
  private Future<Map<Written, DraftPart>> savedByDraft(SqlConnection tx, Set<Written> drafts) {
    var first = new LinkedHashMap<AssignmentId, Written>();
    var later = new LinkedHashSet<Written>();
    for (Written draft : drafts) {
      if (first.putIfAbsent(draft.assignment(), draft) != null) {
        later.add(draft);
      }
    }
    var saved = new HashMap<Written, DraftPart>();
    return repository
        .save(tx, first.values())
        .onSuccess(parts -> parts.forEach((id, part) -> saved.put(first.get(id), part)))
        .compose(
            _ ->
                later.isEmpty()
                    ? Future.succeededFuture(Map.<Written, DraftPart>of())
                    : savedByDraft(tx, later))
        .map(
            rest -> {
              saved.putAll(rest);
              return saved;
            });
  }
}
