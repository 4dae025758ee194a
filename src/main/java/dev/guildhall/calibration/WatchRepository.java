package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import dev.guildhall.psychometrics.Ability.Scored;
import dev.guildhall.psychometrics.ItemParameters;
import dev.guildhall.psychometrics.LeakAlarm;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** SQL of the leak alarm. It reads across features. */
final class WatchRepository {

  // What rests on enough is not moved any more, lest a slow leak become what is expected; nor what
  // begins to be suspect. Another key is another item.
  private static final Sql EXPECT =
      Sql.of(
          """
          insert into item_watch as w (item_id, version, key_revision, discrimination, difficulty, answers)
          select item_id, version, key_revision, discrimination, difficulty, answers
          from unnest(
            #{items}::uuid[], #{versions}::int[], #{revisions}::int[], #{discriminations}::float8[], #{difficulties}::float8[],
            #{answers}::int[]) as e (item_id, version, key_revision, discrimination, difficulty, answers)
          order by 1, 2
          on conflict (item_id, version) do update
          set key_revision = excluded.key_revision, discrimination = excluded.discrimination,
              difficulty = excluded.difficulty, answers = excluded.answers,
              sum = case when w.key_revision = excluded.key_revision then w.sum else 0 end,
              since = case when w.key_revision = excluded.key_revision then w.since else 0 end,
              surplus = case when w.key_revision = excluded.key_revision then w.surplus else 0 end,
              variance = case when w.key_revision = excluded.key_revision then w.variance else 0 end,
              raised_at = case when w.key_revision = excluded.key_revision then w.raised_at end
          where w.key_revision <> excluded.key_revision
             or (w.raised_at is null and w.sum < #{calm} and w.answers < #{enough})
          """);

  private static final Sql SCORES =
      Sql.of(
          """
          select a.attempt_id, a.item_id, a.version, a.score, s.discrimination, s.difficulty,
                 coalesce(i.twin_of, i.id) as family
          from attempt_item a
          join item i on i.id = a.item_id
          left join item_statistics s on s.item_id = a.item_id and s.version = a.version and s.difficulty is not null
          where a.attempt_id = any (#{attempts}) and a.score is not null
          """);

  // Until it is measured itself, a twin is expected to be answered like what it is a twin of.
  private static final Sql ADOPT =
      Sql.of(
          """
          insert into item_watch (item_id, version, key_revision, discrimination, difficulty, answers)
          select distinct i.id, i.version, k.revision, w.discrimination, w.difficulty, 1
          from attempt_item a
          join item i on i.id = a.item_id and i.version = a.version
          join item o on o.id = i.twin_of
          join item_watch w on w.item_id = o.id and w.version = o.version
          cross join lateral (
            select revision from item_key k where k.item_id = i.id and k.version = i.version
            order by revision desc limit 1) k
          where a.attempt_id = any (#{attempts})
          order by 1, 2
          on conflict do nothing
          """);

  // With the twins of what the attempts showed, and what they are twins of.
  private static final Sql WATCHED =
      Sql.of(
          """
          with family as (
            select distinct coalesce(i.twin_of, i.id) as id
            from attempt_item a join item i on i.id = a.item_id where a.attempt_id = any (#{attempts}))
          select w.*, coalesce(i.twin_of, i.id) as family, i.version = w.version as is_newest, i.exposures, i.organisation_id,
                 i.author_id, i.title
          from item_watch w
          join item i on i.id = w.item_id
          where i.id in (select id from family) or i.twin_of in (select id from family)
          order by w.item_id, w.version
          for no key update of w
          """);

  private static final Sql WRITE =
      Sql.of(
          """
          update item_watch w
          set sum = n.sum, since = n.since, surplus = n.surplus, variance = n.variance
          from unnest(
            #{items}::uuid[], #{versions}::int[], #{sums}::float8[], #{since}::int[], #{surplus}::float8[],
            #{variances}::float8[]) as n (item_id, version, sum, since, surplus, variance)
          where w.item_id = n.item_id and w.version = n.version
          """);

  private static final Sql RAISE =
      Sql.of(
          """
          update item_watch set raised_at = clock_timestamp()
          where item_id = #{item} and version = #{version} and raised_at is null
          """);

  /**
   * How a version is answered while it has not leaked.
   *
   * @param answers on how many that rests
   */
  record Expected(ItemVersionRef ref, int keyRevision, ItemParameters parameters, int answers) {}

  /**
   * From now on these are expected, unless others are that rest on enough.
   *
   * @param calm below this sum an item is not suspect at all
   * @param enough answers
   */
  Future<Void> expect(SqlConnection tx, List<Expected> expected) {
    return expected.isEmpty()
        ? Future.succeededFuture()
        : EXPECT
            .run(
                tx,
                "items",
                expected.stream().map(one -> one.ref().id().value()).toArray(UUID[]::new),
                "versions",
                expected.stream().map(one -> one.ref().version()).toArray(Integer[]::new),
                "revisions",
                expected.stream().map(Expected::keyRevision).toArray(Integer[]::new),
                "discriminations",
                expected.stream()
                    .map(one -> one.parameters().discrimination())
                    .toArray(Double[]::new),
                "difficulties",
                expected.stream().map(one -> one.parameters().difficulty()).toArray(Double[]::new),
                "answers",
                expected.stream().map(Expected::answers).toArray(Integer[]::new),
                "calm",
                Leaks.CALM,
                "enough",
                Leaks.ENOUGH)
            .mapEmpty();
  }

  /**
   * What somebody scored on an item.
   *
   * @param family the item that it is a twin of, or itself
   * @param item null: it is not measured
   */
  record Score(
      UUID attempt,
      ItemVersionRef ref,
      ItemId family,
      @Nullable ItemParameters item,
      double score) {

    /** What it says of who answered. */
    Optional<Scored> known() {
      return Optional.ofNullable(item).map(parameters -> new Scored(parameters, score));
    }
  }

  /** In no order. */
  Future<List<Score>> scores(SqlClient client, Collection<UUID> attempts) {
    return SCORES
        .run(client, "attempts", attempts.toArray(UUID[]::new))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Score(
                            row.getUUID("attempt_id"),
                            MeasureRepository.ref(row, "item_id"),
                            new ItemId(row.getUUID("family")),
                            row.getDouble("difficulty") == null ? null : parameters(row),
                            row.getDouble("score"))));
  }

  /** Watches the twins of watched items that these attempts were shown. */
  Future<Void> adopt(SqlConnection tx, Collection<UUID> attempts) {
    return ADOPT.run(tx, "attempts", attempts.toArray(UUID[]::new)).mapEmpty();
  }

  private static ItemParameters parameters(Row row) {
    return new ItemParameters(row.getDouble("discrimination"), row.getDouble("difficulty"));
  }

  /**
   * A version that is watched.
   *
   * @param isRaised whether it was suspect before
   */
  record Watched(
      ItemVersionRef ref,
      int keyRevision,
      ItemId family,
      ItemParameters expected,
      LeakAlarm alarm,
      boolean isRaised,
      boolean isNewest,
      int exposures,
      OrganisationId organisationId,
      AccountId authorId,
      String title) {

    Watched with(LeakAlarm next) {
      return new Watched(
          ref,
          keyRevision,
          family,
          expected,
          next,
          isRaised,
          isNewest,
          exposures,
          organisationId,
          authorId,
          title);
    }
  }

  /** Under their locks. */
  Future<List<Watched>> lock(SqlConnection tx, Collection<UUID> attempts) {
    return WATCHED
        .run(tx, "attempts", attempts.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, WatchRepository::watched));
  }

  private static Watched watched(Row row) {
    return new Watched(
        MeasureRepository.ref(row, "item_id"),
        row.getInteger("key_revision"),
        new ItemId(row.getUUID("family")),
        parameters(row),
        new LeakAlarm(
            row.getDouble("sum"),
            row.getInteger("since"),
            row.getDouble("surplus"),
            row.getDouble("variance")),
        row.getOffsetDateTime("raised_at") != null,
        row.getBoolean("is_newest"),
        row.getInteger("exposures"),
        new OrganisationId(row.getUUID("organisation_id")),
        new AccountId(row.getUUID("author_id")),
        row.getString("title"));
  }

  Future<Void> write(SqlConnection tx, List<Watched> watched) {
    return watched.isEmpty()
        ? Future.succeededFuture()
        : WRITE
            .run(
                tx,
                "items",
                watched.stream().map(one -> one.ref().id().value()).toArray(UUID[]::new),
                "versions",
                watched.stream().map(one -> one.ref().version()).toArray(Integer[]::new),
                "sums",
                doubles(watched, LeakAlarm::sum),
                "since",
                watched.stream().map(one -> one.alarm().since()).toArray(Integer[]::new),
                "surplus",
                doubles(watched, LeakAlarm::surplus),
                "variances",
                doubles(watched, LeakAlarm::variance))
            .mapEmpty();
  }

  private static Double[] doubles(List<Watched> watched, ToDoubleFunction<LeakAlarm> value) {
    return watched.stream().map(one -> value.applyAsDouble(one.alarm())).toArray(Double[]::new);
  }

  Future<Void> raise(SqlConnection tx, ItemVersionRef ref) {
    return RAISE.run(tx, "item", ref.id(), "version", ref.version()).mapEmpty();
  }
}
