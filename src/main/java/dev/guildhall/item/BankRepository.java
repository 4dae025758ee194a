package dev.guildhall.item;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.item.Bank.Measured;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQL of items as tests draw and serve them. */
final class BankRepository {

  private static final Sql SERVED =
      Sql.of(
          """
          select v.item_id, v.version, i.kind, v.body, k.revision, k.key
          from unnest(#{ids}::uuid[], #{versions}::int[]) as w (item_id, version)
          join item_version v on v.item_id = w.item_id and v.version = w.version
          join item i on i.id = v.item_id
          cross join lateral (
            select revision, key from item_key k where k.item_id = v.item_id and k.version = v.version
            order by revision desc limit 1) k
          """);

  private static final Sql DRAWABLE =
      Sql.of(
          """
          select i.id, i.version, i.kind, i.state, coalesce(s.difficulty, i.difficulty, 0) as difficulty,
                 coalesce(s.discrimination, 1) as discrimination, i.exposures, i.exposure_cap, i.twin_of,
                 jsonb_exists(k.key, 'rubric') as graded
          from item i
          cross join lateral (
            select key from item_key k where k.item_id = i.id and k.version = i.version
            order by revision desc limit 1) k
          left join item_statistics s on s.item_id = i.id and s.version = i.version
          where i.organisation_id = #{organisation} and i.state in ('trial', 'active')
            and (i.exposure_cap is null or i.exposures < i.exposure_cap)
            and (#{domain}::text is null or i.domain = #{domain})
            and i.tags @> #{tags}
            and (cardinality(#{kinds}::text[]) = 0 or i.kind = any (#{kinds}))
          order by i.id
          """);

  // In the order of their ids, so that two attempts that begin do not wait for each other in a
  // circle.
  private static final Sql EXPOSED =
      Sql.of(
          """
          with locked as (
            select id from item where id = any (#{ids}) order by id for no key update)
          update item set exposures = exposures + 1
          from locked
          where item.id = locked.id and state in ('trial', 'active')
            and (exposure_cap is null or exposures < exposure_cap)
          returning item.id
          """);

  private static final Sql HAS_IMAGES =
      Sql.of(
          """
          select count(*) = cardinality(#{images}::uuid[]) as has
          from item_image m
          join item i on i.organisation_id = m.organisation_id and i.id = #{id}
          where m.id = any (#{images})
          """);

  private static final Sql RETIRE =
      Sql.of(
          """
          update item set state = 'retired', changes = changes + 1, updated_at = clock_timestamp()
          where id = #{id} and version = #{version} and state <> 'retired'
          """);

  private static final Sql TOUCH =
      Sql.of(
          """
          update item set changes = changes + 1, updated_at = clock_timestamp() where id = #{id}
          returning state
          """);

  private static final Sql MEASURE =
      Sql.of(
          """
          insert into item_statistics (
            item_id, version, answers, proportion_right, discrimination, discrimination_error, difficulty,
            difficulty_error, point_biserial, median_seconds, distractors, method, measured_at)
          select m.item_id, m.version, m.answers, m.proportion_right, m.discrimination, m.discrimination_error, m.difficulty,
                 m.difficulty_error, m.point_biserial, m.median_seconds, m.distractors::jsonb, #{method}, clock_timestamp()
          from unnest(
            #{ids}::uuid[], #{versions}::int[], #{answers}::int[], #{rights}::float8[], #{discriminations}::float8[],
            #{discrimination_errors}::float8[], #{difficulties}::float8[], #{difficulty_errors}::float8[],
            #{biserials}::float8[], #{seconds}::float8[], #{distractors}::text[])
            as m (item_id, version, answers, proportion_right, discrimination, discrimination_error, difficulty,
                  difficulty_error, point_biserial, median_seconds, distractors)
          order by m.item_id, m.version
          on conflict (item_id, version) do update
          set answers = excluded.answers, proportion_right = excluded.proportion_right,
              discrimination = excluded.discrimination, discrimination_error = excluded.discrimination_error,
              difficulty = excluded.difficulty, difficulty_error = excluded.difficulty_error,
              point_biserial = excluded.point_biserial, median_seconds = excluded.median_seconds,
              distractors = excluded.distractors, method = excluded.method, measured_at = excluded.measured_at
          """);

  private static final Sql FLAG =
      Sql.of(
          """
          update item
          set flags = m.flags
          from (
            select item_id, version, string_to_array(flags, ' ') as flags
            from unnest(#{ids}::uuid[], #{versions}::int[], #{flags}::text[]) as f (item_id, version, flags)) m
          where item.id = m.item_id and item.version = m.version and item.flags <> m.flags
          """);

  private static final Sql LEAKED =
      Sql.of(
          """
          with leaked as (
            update item_statistics set leak = #{leak} where item_id = #{id} and version = #{version})
          update item set flags = array_append(flags, 'leak_suspect')
          where id = #{id} and version = #{version} and not 'leak_suspect' = any (flags)
          """);

  Future<Void> measure(SqlConnection tx, Collection<Measured> measured, String method) {
    return MEASURE
        .run(
            tx,
            "ids",
            ids(measured),
            "versions",
            versions(measured),
            "answers",
            measured.stream().map(Measured::answers).toArray(Integer[]::new),
            "rights",
            doubles(measured, Measured::proportionRight),
            "discriminations",
            doubles(measured, Measured::discrimination),
            "discrimination_errors",
            doubles(measured, Measured::discriminationError),
            "difficulties",
            doubles(measured, Measured::difficulty),
            "difficulty_errors",
            doubles(measured, Measured::difficultyError),
            "biserials",
            doubles(measured, Measured::pointBiserial),
            "seconds",
            doubles(measured, Measured::medianSeconds),
            "distractors",
            measured.stream().map(one -> one.distractors().encode()).toArray(String[]::new),
            "method",
            method)
        .mapEmpty();
  }

  private static UUID[] ids(Collection<Measured> measured) {
    return measured.stream().map(one -> one.ref().id().value()).toArray(UUID[]::new);
  }

  private static Integer[] versions(Collection<Measured> measured) {
    return measured.stream().map(one -> one.ref().version()).toArray(Integer[]::new);
  }

  private static @Nullable Double[] doubles(
      Collection<Measured> measured, Function<Measured, @Nullable Double> value) {
    return measured.stream().map(value).toArray(Double[]::new);
  }

  /** The items are locked. */
  Future<Void> flag(SqlConnection tx, Collection<Measured> measured) {
    return FLAG.run(
            tx,
            "ids",
            ids(measured),
            "versions",
            versions(measured),
            "flags",
            measured.stream()
                .map(one -> one.flags().stream().sorted().collect(Collectors.joining(" ")))
                .toArray(String[]::new))
        .mapEmpty();
  }

  Future<Void> leaked(SqlConnection tx, ItemVersionRef ref, JsonObject leak) {
    return LEAKED.run(tx, "id", ref.id(), "version", ref.version(), "leak", leak).mapEmpty();
  }

  Future<List<ServedItem>> served(SqlClient client, Collection<ItemVersionRef> wanted) {
    return SERVED
        .run(
            client,
            "ids",
            wanted.stream().map(one -> one.id().value()).toArray(UUID[]::new),
            "versions",
            wanted.stream().map(ItemVersionRef::version).toArray(Integer[]::new))
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new ServedItem(
                            new ItemId(row.getUUID("item_id")),
                            row.getInteger("version"),
                            row.getInteger("revision"),
                            ItemKind.parse(row.getString("kind")),
                            row.getJsonObject("body"),
                            row.getJsonObject("key"))));
  }

  Future<List<PoolItem>> drawable(
      SqlClient client,
      OrganisationId organisation,
      @Nullable String domain,
      Collection<String> tags,
      Collection<ItemKind> kinds) {
    return DRAWABLE
        .run(
            client,
            "organisation",
            organisation,
            "domain",
            domain,
            "tags",
            tags.toArray(String[]::new),
            "kinds",
            kinds.stream().map(ItemKind::wire).toArray(String[]::new))
        .map(rows -> Rows.list(rows, BankRepository::poolItem));
  }

  Future<List<ItemId>> exposed(SqlConnection tx, Collection<ItemId> ids) {
    return EXPOSED
        .run(tx, "ids", ids.stream().map(ItemId::value).toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, row -> new ItemId(row.getUUID("id"))));
  }

  /** Whether the item's organisation has all of the images, which are named once each. */
  Future<Boolean> hasImages(SqlClient client, ItemId id, Collection<UUID> images) {
    return HAS_IMAGES
        .run(client, "id", id, "images", images.toArray(UUID[]::new))
        .map(rows -> Rows.one(rows, row -> row.getBoolean("has")));
  }

  /** Whether it was served until now, in that version. */
  Future<Boolean> retire(SqlConnection tx, ItemId id, int version) {
    return RETIRE.run(tx, "id", id, "version", version).map(rows -> rows.rowCount() == 1);
  }

  /** Counts a change of the item beside its row, and answers with its state. */
  Future<ItemState> touch(SqlConnection tx, ItemId id) {
    return TOUCH
        .run(tx, "id", id)
        .map(rows -> Rows.one(rows, row -> ItemState.parse(row.getString("state"))));
  }

  private static PoolItem poolItem(Row row) {
    var twin = row.getUUID("twin_of");
    return new PoolItem(
        new ItemId(row.getUUID("id")),
        row.getInteger("version"),
        ItemKind.parse(row.getString("kind")),
        ItemState.parse(row.getString("state")),
        row.getDouble("difficulty"),
        row.getDouble("discrimination"),
        row.getInteger("exposures"),
        row.getInteger("exposure_cap"),
        twin == null ? null : new ItemId(twin),
        row.getBoolean("graded"));
  }
}
