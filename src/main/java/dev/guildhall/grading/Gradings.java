package dev.guildhall.grading;

import dev.guildhall.account.AccountId;
import dev.guildhall.grading.GradingRepository.View;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Cursor;
import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reviewer's own gradings and queue, as they are read. */
final class Gradings {

  private final Database database;
  private final GradingRepository repository;
  private final GrantRepository claims;

  Gradings(Database database, GradingRepository repository, GrantRepository claims) {
    this.database = database;
    this.repository = repository;
    this.claims = claims;
  }

  /** The reviewer's own; somebody else's is as good as none. */
  Future<View> get(AccountId reviewer, GradingId id) {
    return repository
        .find(database.client(), id, reviewer)
        .map(found -> found.orElseThrow(() -> new Refusal.NotFound("grading")));
  }

  /** One page, newest first, with one row more than {@code limit} when there is another page. */
  Future<List<View>> list(
      AccountId reviewer, @Nullable String state, Optional<Cursor> after, int limit) {
    return repository.list(
        database.client(),
        reviewer,
        state,
        after.map(cursor -> cursor.instant(0)).orElse(null),
        after.map(cursor -> cursor.uuid(1)).orElse(null),
        limit + 1);
  }

  /** A qualification that the reviewer grades for, and how many papers wait. */
  record Waiting(Desk desk, int papers) {}

  Future<List<Waiting>> queue(Asking asking) {
    var client = database.client();
    return claims
        .held(client, asking)
        .compose(held -> claims.desks(client, asking, held, null))
        .compose(
            desks -> {
              var counts = new ArrayList<Future<Waiting>>();
              for (Desk desk : desks) {
                counts.add(
                    desk.waits()
                        ? claims
                            .waiting(client, asking, desk.id())
                            .map(papers -> new Waiting(desk, papers))
                        : Future.succeededFuture(new Waiting(desk, 0)));
              }
              return Future.all(counts).map(all -> all.<Waiting>list());
            });
  }
}
