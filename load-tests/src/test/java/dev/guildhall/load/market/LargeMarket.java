package dev.guildhall.load.market;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * A market of any size, written straight into PostgreSQL: to upload a million tasks and register a
 * hundred thousand people is another test. Each pool asks for one of so many languages, and each
 * person speaks one, that some {@value #OPEN_TO_ONE} pools are open to anybody.
 */
public final class LargeMarket {

  private static final int OPEN_TO_ONE = 65;

  // Tags that no language has: qaa to qft are left to private use by ISO 639-2.
  private static final String TAG =
      "'q' || chr(97 + (%1$s::int %% %2$d) / 26) || chr(97 + (%1$s::int %% %2$d) %% 26)";

  private final Stores stores;
  private final UUID id = UUID.randomUUID();

  private final int languages;

  public LargeMarket(Stores stores, int pools) {
    this.stores = stores;
    this.languages = Math.max(1, pools / OPEN_TO_ONE);
  }

  public void fill(int pools, int tasksPerPool, int people) {
    run(
        """
        insert into organisation (id, name, kind) values ($1, 'Large', 'requester')
        """,
        id);
    run(
        """
        insert into project (
          id, organisation_id, name, kind, state, template, price_micros, currency, estimate_seconds, overlap,
          requirements, review_mode, auto_accept_hours, reserved_micros, tasks, created_by, launched_at)
        select gen_random_uuid(), $1, 'Pool ' || n, 'preference', 'live',
               '{"question": "Which is better?", "allow_equal": true, "reason_min_words": 3}',
               50000 + (n % 40) * 5000, 'USD', 30 + n % 60, 1,
               jsonb_build_object('languages', jsonb_build_array(jsonb_build_object(
                 'language', TAG, 'level', 'fluent'))),
               'automatic', 72, 1000000000000, $2::int, $1, clock_timestamp()
        from generate_series(1, $3::int) n
        """
            .replace("TAG", TAG.formatted("n", languages)),
        id,
        tasksPerPool,
        pools);
    run(
        """
        insert into guideline (project_id, version, markdown, summary, published_by)
        select id, 1, '# Choose', 'Choose the better text.', $1 from project where organisation_id = $1
        """,
        id);
    run(
        """
        insert into task (id, project_id, upload_id, position, input, overlap)
        select gen_random_uuid(), p.id, $1, n, '{"prompt": "Explain tides.", "a": "The moon.", "b": "The wind."}', 1
        from project p, generate_series(1, $2::int) n
        where p.organisation_id = $1
        """,
        id,
        tasksPerPool);
    run(
        """
        with a as (
          insert into account (id, email, email_verified_at, password_hash, display_name)
          select gen_random_uuid(), $1 || '-' || n || '@large.guildhall', clock_timestamp(), 'none', 'Person ' || n
          from generate_series(1, $2::int) n
          returning id),
        w as (insert into worker (id, account_id, country) select id, id, 'GB' from a returning id)
        insert into worker_language (worker_id, language, level)
        select id, TAG, 'fluent' from (select id, row_number() over () as n from w) x
        """
            .replace("TAG", TAG.formatted("n", languages)),
        id.toString(),
        people);
    run("analyze");
  }

  /** Lets those who signed up work here: each speaks one of the languages and has read all. */
  public void admit(List<String> emails) {
    run(
        """
        with w as (
          select w.id, row_number() over (order by a.email)::int as n
          from worker w join account a on a.id = w.account_id where a.email = any ($1))
        insert into worker_language (worker_id, language, level) select id, TAG, 'fluent' from w
        """
            .replace("TAG", TAG.formatted("n", languages)),
        (Object) emails.toArray(String[]::new));
    run(
        """
        insert into guideline_acknowledgement (worker_id, project_id, version)
        select w.id, p.id, 1
        from worker w join account a on a.id = w.account_id
        join worker_language l on l.worker_id = w.id
        join project p on p.requirements @> jsonb_build_object(
          'languages', jsonb_build_array(jsonb_build_object('language', l.language)))
        where a.email = any ($1) and p.organisation_id = $2
        """,
        emails.toArray(String[]::new),
        id);
  }

  private void run(String statement, Object... values) {
    Stores.await(stores.postgres().preparedQuery(statement).execute(Tuple.from(values)));
  }
}
