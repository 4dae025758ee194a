package dev.guildhall.item;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code item}, {@code item_version} and {@code item_key}, as authors see them. */
final class ItemRepository {

  private static final String SHOWN =
      """
      select i.*, v.body, k.revision as key_revision, k.key, a.display_name as author,
             s.answers, s.proportion_right, s.discrimination, s.discrimination_error, s.difficulty as measured_difficulty,
             s.difficulty_error, s.point_biserial, s.median_seconds, s.distractors, s.leak, s.method,
             s.measured_at
      from item i
      join item_version v on v.item_id = i.id and v.version = i.version
      join lateral (
        select revision, key from item_key k where k.item_id = i.id and k.version = i.version
        order by revision desc limit 1) k on true
      join account a on a.id = i.author_id
      left join item_statistics s on s.item_id = i.id and s.version = i.version
      """;

  private static final Sql FIND = Sql.of(SHOWN + "where i.id = #{id}");

  private static final Sql BY_EXTERNAL_KEYS =
      Sql.of(
          SHOWN + "where i.organisation_id = #{organisation} and i.external_key = any (#{keys})");

  private static final Sql LIST =
      Sql.of(
          SHOWN
              + """
              where i.organisation_id = any (#{organisations})
                and (#{state}::text is null or i.state = #{state})
                and (#{kind}::text is null or i.kind = #{kind})
                and (#{domain}::text is null or i.domain = #{domain})
                and (#{tag}::text is null or #{tag} = any (i.tags))
                and (not #{flagged} or i.flags <> '{}')
                and (#{text}::text is null or strpos(lower(i.title), #{text}) > 0
                     or strpos(lower(v.body ->> 'prompt'), #{text}) > 0)
                and (#{before}::timestamptz is null or (i.created_at, i.id) < (#{before}, #{before_id}::uuid))
              order by i.created_at desc, i.id desc
              limit #{limit}
              """);

  private static final Sql INSERT =
      Sql.of(
          """
          insert into item (
            id, organisation_id, external_key, kind, title, domain, tags, state, difficulty, twin_of, exposure_cap, author_id)
          values (
            #{id}, #{organisation}, #{external_key}, #{kind}, #{title}, #{domain}, #{tags}, #{state}, #{difficulty},
            #{twin_of}, #{exposure_cap}, #{actor})
          on conflict (organisation_id, external_key) do nothing
          """);

  private static final Sql INSERT_VERSION =
      Sql.of(
          """
          insert into item_version (item_id, version, body, note, author_id)
          values (#{id}, #{version}, #{body}, #{note}, #{actor})
          """);

  private static final Sql INSERT_KEY =
      Sql.of(
          """
          insert into item_key (item_id, version, revision, key, note, author_id)
          values (#{id}, #{version}, #{revision}, #{key}, #{note}, #{actor})
          """);

  // In the order of their ids, so that two who change several do not wait for each other.
  private static final Sql LOCK =
      Sql.of("select id from item where id = any (#{ids}) order by id for update");

  private static final Sql UPDATE =
      Sql.of(
          """
          update item
          set title = #{title}, domain = #{domain}, tags = #{tags}, state = #{state}, difficulty = #{difficulty},
              exposure_cap = #{exposure_cap}, flags = case when version = #{version} then flags else '{}' end,
              version = #{version}, changes = changes + 1, updated_at = clock_timestamp()
          where id = #{id}
          """);

  private static final Sql VERSIONS =
      Sql.of(
          """
          select k.version, k.revision, v.body, k.key, coalesce(k.note, v.note) as note, a.display_name as author, k.at
          from item_key k
          join item_version v on v.item_id = k.item_id and v.version = k.version
          join account a on a.id = k.author_id
          where k.item_id = #{id}
          order by k.version desc, k.revision desc
          """);

  private static final Sql EXISTING_IMAGES =
      Sql.of(
          "select id from item_image where organisation_id = #{organisation} and id = any (#{ids})");

  /** Which items are listed; null: any. */
  record Filter(
      @Nullable ItemState state,
      @Nullable ItemKind kind,
      @Nullable String domain,
      @Nullable String tag,
      boolean flagged,
      @Nullable String text) {
    static final Filter ANY = new Filter(null, null, null, null, false, null);
  }

  /** What an item has beside its versions. */
  record Head(
      String title,
      String domain,
      List<String> tags,
      ItemState state,
      @Nullable Double difficulty,
      @Nullable Integer exposureCap,
      int version) {}

  Future<Optional<ItemView>> find(SqlClient client, ItemId id) {
    return FIND.run(client, "id", id).map(rows -> Rows.first(rows, ItemRepository::item));
  }

  /** By external key. */
  Future<Map<String, ItemView>> byExternalKeys(
      SqlClient client, OrganisationId organisation, Collection<String> keys) {
    return BY_EXTERNAL_KEYS
        .run(client, "organisation", organisation, "keys", keys.toArray(String[]::new))
        .map(rows -> Rows.map(rows, row -> row.getString("external_key"), ItemRepository::item));
  }

  Future<List<ItemView>> list(
      SqlClient client,
      Collection<OrganisationId> organisations,
      Filter filter,
      @Nullable Instant before,
      @Nullable UUID beforeId,
      int limit) {
    return LIST.run(
            client,
            "organisations",
            organisations.stream().map(OrganisationId::value).toArray(UUID[]::new),
            "state",
            filter.state(),
            "kind",
            filter.kind(),
            "domain",
            filter.domain(),
            "tag",
            filter.tag(),
            "flagged",
            filter.flagged(),
            "text",
            filter.text(),
            "before",
            before,
            "before_id",
            beforeId,
            "limit",
            limit)
        .map(rows -> Rows.list(rows, ItemRepository::item));
  }

  /** Whether it was inserted: the organisation may have an item of that external key. */
  Future<Boolean> insert(SqlConnection tx, ItemId id, ItemDraft draft, UUID actor) {
    return INSERT
        .run(
            tx,
            "id",
            id,
            "organisation",
            draft.organisationId(),
            "external_key",
            draft.externalKey(),
            "kind",
            draft.kind(),
            "title",
            draft.shownTitle(),
            "domain",
            draft.domain(),
            "tags",
            draft.sortedTags().toArray(String[]::new),
            "state",
            draft.firstState(),
            "difficulty",
            draft.difficulty(),
            "twin_of",
            draft.twinOf(),
            "exposure_cap",
            draft.exposureCap(),
            "actor",
            actor)
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> insertVersion(
      SqlConnection tx,
      ItemId id,
      int version,
      JsonObject body,
      @Nullable String note,
      UUID actor) {
    return INSERT_VERSION
        .run(tx, "id", id, "version", version, "body", body, "note", note, "actor", actor)
        .mapEmpty();
  }

  Future<Void> insertKey(
      SqlConnection tx,
      ItemId id,
      int version,
      int revision,
      JsonObject key,
      @Nullable String note,
      UUID actor) {
    return INSERT_KEY
        .run(
            tx,
            "id",
            id,
            "version",
            version,
            "revision",
            revision,
            "key",
            key,
            "note",
            note,
            "actor",
            actor)
        .mapEmpty();
  }

  Future<Void> lock(SqlConnection tx, Collection<ItemId> ids) {
    return LOCK.run(tx, "ids", ids.stream().map(ItemId::value).toArray(UUID[]::new)).mapEmpty();
  }

  Future<Void> update(SqlConnection tx, ItemId id, Head head) {
    return UPDATE
        .run(
            tx,
            "id",
            id,
            "title",
            head.title(),
            "domain",
            head.domain(),
            "tags",
            head.tags().toArray(String[]::new),
            "state",
            head.state(),
            "difficulty",
            head.difficulty(),
            "exposure_cap",
            head.exposureCap(),
            "version",
            head.version())
        .mapEmpty();
  }

  /** Newest first. */
  Future<List<ItemView.Version>> versions(SqlClient client, ItemId id) {
    return VERSIONS
        .run(client, "id", id)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new ItemView.Version(
                            row.getInteger("version"),
                            row.getInteger("revision"),
                            row.getJsonObject("body"),
                            row.getJsonObject("key"),
                            row.getString("note"),
                            row.getString("author"),
                            Rows.instant(row, "at"))));
  }

  /** Those of {@code images} that the organisation has. */
  Future<List<UUID>> existingImages(
      SqlClient client, OrganisationId organisation, Collection<UUID> images) {
    return EXISTING_IMAGES
        .run(client, "organisation", organisation, "ids", images.toArray(UUID[]::new))
        .map(rows -> Rows.list(rows, row -> row.getUUID("id")));
  }

  private static ItemView item(Row row) {
    var twin = row.getUUID("twin_of");
    return new ItemView(
        new ItemId(row.getUUID("id")),
        new OrganisationId(row.getUUID("organisation_id")),
        row.getString("external_key"),
        ItemKind.parse(row.getString("kind")),
        row.getString("title"),
        row.getString("domain"),
        List.of(row.getArrayOfStrings("tags")),
        ItemState.parse(row.getString("state")),
        row.getDouble("difficulty"),
        twin == null ? null : new ItemId(twin),
        row.getInteger("version"),
        row.getInteger("key_revision"),
        row.getString("author"),
        row.getInteger("exposures"),
        row.getInteger("exposure_cap"),
        row.getJsonObject("body"),
        row.getJsonObject("key"),
        row.getInteger("answers") == null ? null : statistics(row),
        List.of(row.getArrayOfStrings("flags")),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"),
        row.getInteger("changes"));
  }

  private static ItemView.Statistics statistics(Row row) {
    return new ItemView.Statistics(
        row.getInteger("answers"),
        row.getDouble("proportion_right"),
        row.getDouble("discrimination"),
        row.getDouble("discrimination_error"),
        row.getDouble("measured_difficulty"),
        row.getDouble("difficulty_error"),
        row.getDouble("point_biserial"),
        row.getDouble("median_seconds"),
        row.getJsonArray("distractors"),
        row.getJsonObject("leak"),
        row.getString("method"),
        Rows.instant(row, "measured_at"));
  }
}
