package dev.guildhall.calibration;

import dev.guildhall.calibration.TestFigures.Asked;
import dev.guildhall.exam.TestId;
import dev.guildhall.item.ItemId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.psychometrics.ItemParameters;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of what became of the attempts at a test. It reads across features. */
final class TestFiguresRepository {

  private static final Sql COUNTS =
      Sql.of(
          """
          select count(*)::int as attempts, count(*) filter (where state = 'open')::int as open,
                 count(*) filter (where state = 'passed')::int as passed,
                 count(*) filter (where state = 'failed')::int as failed,
                 count(*) filter (where state = 'abandoned')::int as abandoned,
                 percentile_cont(0.5) within group (order by extract(epoch from submitted_at - started_at)::float8 / 60)
                   as median_minutes
          from attempt where test_id = #{test} and state <> 'voided'
          """);

  private static final Sql LEVELS =
      Sql.of(
          """
          select level, count(*)::int as attempts from attempt
          where test_id = #{test} and state = 'passed'
          group by level order by level
          """);

  private static final Sql SCORES =
      Sql.of(
          """
          select least(#{bins} - 1, floor(score * #{bins} + 1e-9)::int) as bin, count(*)::int as attempts from attempt
          where test_id = #{test} and state in ('passed', 'failed')
          group by 1
          """);

  private static final Sql WEEKS =
      Sql.of(
          """
          select date_trunc('week', started_at at time zone 'UTC')::date as week, count(*)::int as attempts,
                 count(*) filter (where state = 'passed')::int as passed
          from attempt where test_id = #{test} and state <> 'voided'
          group by 1 order by 1 desc limit #{limit}
          """);

  private static final Sql FORMS =
      Sql.of(
          """
          select t.id, t.score, t.state = 'passed' as passed, a.section, coalesce(s.discrimination, 1) as discrimination,
                 coalesce(s.difficulty, i.difficulty, 0) as difficulty
          from (
            select id, score, state, decided_at from attempt
            where test_id = #{test} and state in ('passed', 'failed')
            order by decided_at desc limit #{limit}) t
          join attempt_item a on a.attempt_id = t.id and a.counts
          join item i on i.id = a.item_id
          left join item_statistics s on s.item_id = a.item_id and s.version = a.version
          order by t.decided_at desc, t.id, a.section, a.position
          """);

  private static final Sql ITEMS =
      Sql.of(
          """
          select a.item_id, a.version, i.title, count(*)::int as answers, avg(a.score)::float8 as proportion_right,
                 percentile_cont(0.5) within group (order by a.seconds) as median_seconds,
                 s.discrimination, s.difficulty, case when i.version = a.version then i.flags else '{}' end as flags
          from attempt t
          join attempt_item a on a.attempt_id = t.id
          join item i on i.id = a.item_id
          left join item_statistics s on s.item_id = a.item_id and s.version = a.version
          where t.test_id = #{test} and t.state in ('passed', 'failed') and a.score is not null
          group by a.item_id, a.version, i.id, s.item_id, s.version
          order by i.title, a.item_id, a.version
          limit #{limit}
          """);

  /** How many attempts there were, and what became of them. */
  record Counts(
      int attempts,
      int open,
      int passed,
      int failed,
      int abandoned,
      @Nullable Double medianMinutes) {}

  Future<Counts> counts(SqlClient client, TestId test) {
    return COUNTS
        .run(client, "test", test)
        .map(
            rows ->
                Rows.one(
                    rows,
                    row ->
                        new Counts(
                            row.getInteger("attempts"),
                            row.getInteger("open"),
                            row.getInteger("passed"),
                            row.getInteger("failed"),
                            row.getInteger("abandoned"),
                            row.getDouble("median_minutes"))));
  }

  /** Attempts that reached a level. */
  record Level(int level, int attempts) {}

  Future<List<Level>> levels(SqlClient client, TestId test) {
    return LEVELS
        .run(client, "test", test)
        .map(
            rows ->
                Rows.list(
                    rows, row -> new Level(row.getInteger("level"), row.getInteger("attempts"))));
  }

  /** So many bins of equal width from 0 to 1. */
  Future<List<Integer>> scores(SqlClient client, TestId test, int bins) {
    return SCORES
        .run(client, "test", test, "bins", bins)
        .map(
            rows -> {
              var found =
                  Rows.map(rows, row -> row.getInteger("bin"), row -> row.getInteger("attempts"));
              var all = new ArrayList<Integer>();
              for (int bin = 0; bin < bins; bin++) {
                all.add(found.getOrDefault(bin, 0));
              }
              return all;
            });
  }

  /** What was begun in a week from Monday on, by UTC. */
  record Week(LocalDate week, int attempts, int passed) {}

  /** The last so many, oldest first. */
  Future<List<Week>> weeks(SqlClient client, TestId test, int limit) {
    return WEEKS
        .run(client, "test", test, "limit", limit)
        .map(
            rows ->
                Rows.list(
                        rows,
                        row ->
                            new Week(
                                row.getLocalDate("week"),
                                row.getInteger("attempts"),
                                row.getInteger("passed")))
                    .reversed());
  }

  /** A form that somebody had. */
  record Form(double score, boolean passed, List<Asked> items) {}

  /** Of the last so many attempts that are decided. */
  Future<List<Form>> forms(SqlClient client, TestId test, int limit) {
    return FORMS
        .run(client, "test", test, "limit", limit)
        .map(
            rows -> {
              Map<UUID, Form> forms = new LinkedHashMap<>();
              rows.forEach(
                  row ->
                      forms
                          .computeIfAbsent(
                              row.getUUID("id"),
                              _ ->
                                  new Form(
                                      row.getDouble("score"),
                                      row.getBoolean("passed"),
                                      new ArrayList<>()))
                          .items()
                          .add(asked(row)));
              return List.copyOf(forms.values());
            });
  }

  private static Asked asked(Row row) {
    return new Asked(
        row.getInteger("section"),
        new ItemParameters(row.getDouble("discrimination"), row.getDouble("difficulty")));
  }

  /** An item as the attempts at this test had it; the estimates are of all tests. */
  record Item(
      ItemId itemId,
      int version,
      String title,
      int answers,
      @Nullable Double proportionRight,
      @Nullable Double discrimination,
      @Nullable Double difficulty,
      @Nullable Double medianSeconds,
      List<String> flags) {}

  Future<List<Item>> items(SqlClient client, TestId test, int limit) {
    return ITEMS
        .run(client, "test", test, "limit", limit)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Item(
                            new ItemId(row.getUUID("item_id")),
                            row.getInteger("version"),
                            row.getString("title"),
                            row.getInteger("answers"),
                            row.getDouble("proportion_right"),
                            row.getDouble("discrimination"),
                            row.getDouble("difficulty"),
                            row.getDouble("median_seconds"),
                            List.of(row.getArrayOfStrings("flags")))));
  }
}
