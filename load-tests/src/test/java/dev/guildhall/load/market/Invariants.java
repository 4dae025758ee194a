package dev.guildhall.load.market;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has to hold whatever the load was; each line that comes back says what does not. */
public final class Invariants {

  private static final String VIOLATIONS =
      """
      select 'task over its overlap: ' || id from task where live > overlap + extra
      union all
      select 'worker twice on task: ' || task_id from assignment group by task_id, worker_id having count(*) > 1
      union all
      select 'a second submission of one kind: ' || assignment_id from submission group by assignment_id, revision having count(*) > 1
      union all
      select 'the ledger is out of balance: ' || currency from ledger_account
      group by currency having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)
      union all
      select 'submitted and without pay: ' || a.id from assignment a
      where a.submitted_at is not null and not exists (select from earning e where e.cause_id = a.id)
      limit 20
      """;

  private Invariants() {}

  public static List<String> violations() {
    try (var stores = new Stores(Vertx.vertx(), Settings.HOME, 1)) {
      var found = new ArrayList<String>();
      for (Row row : Stores.await(stores.postgres().query(VIOLATIONS).execute())) {
        found.add(row.getString(0));
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
