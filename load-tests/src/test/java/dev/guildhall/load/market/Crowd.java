package dev.guildhall.load.market;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many workers. One registers as everybody does; the others are written beside that one with the
 * same password, for a registration costs what a sign-in costs and is not what is measured. They
 * sign in like anybody.
 */
public final class Crowd {

  private final List<String> emails;
  private final AtomicInteger next = new AtomicInteger();

  private Crowd(List<String> emails) {
    this.emails = emails;
  }

  /** So many who have read the guideline of the project. */
  public static Crowd of(Market market, int people, String project) throws Exception {
    return of(market, Settings.HOME, people, project);
  }

  /**
   * @param home the folder of the server under test
   */
  public static Crowd of(Market market, Path home, int people, String project) throws Exception {
    String first = market.workers(1, project).get(0);
    try (var stores = new Stores(Vertx.vertx(), home, 1)) {
      Stores.await(
          stores
              .postgres()
              .preparedQuery(
                  """
                  with first as (select a.*, w.id as worker, w.country from account a join worker w on w.account_id = a.id where a.email = $1),
                  a as (
                    insert into account (id, email, email_verified_at, password_hash, display_name)
                    select uuidv7(), n || '-' || email, clock_timestamp(), password_hash, display_name
                    from first, generate_series(2, $2) as n
                    returning id),
                  w as (insert into worker (id, account_id, country) select id, id, 'GB' from a returning id)
                  insert into guideline_acknowledgement (worker_id, project_id, version)
                  select w.id, g.project_id, g.version
                  from w, guideline_acknowledgement g where g.worker_id = (select worker from first)
                  """)
              .execute(Tuple.of(first, people)));
    }
    var emails = new ArrayList<>(List.of(first));
    for (int n = 2; n <= people; n++) {
      emails.add(n + "-" + first);
    }
    return new Crowd(emails);
  }

  /** The next one; after the last the first comes again. */
  public String next() {
    return emails.get(Math.floorMod(next.getAndIncrement(), emails.size()));
  }

  public List<String> emails() {
    return emails;
  }
}
