package dev.guildhall.calibration;

import dev.guildhall.account.AccountId;
import dev.guildhall.account.OrganisationId;
import dev.guildhall.calibration.ItemMeasures.Answer;
import dev.guildhall.calibration.ItemMeasures.Item;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemKind;
import dev.guildhall.item.ItemState;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.sql.Rows;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** SQL of what items are measured by. It reads across features. */
final class MeasureRepository {

  private static final Sql ITEMS =
      Sql.of(
          """
          select i.id, v.version, k.revision, i.kind, v.body, k.key, i.version = v.version as is_newest, i.state, i.exposures,
                 i.exposure_cap, w.raised_at is not null as has_leaked, i.organisation_id, i.author_id, i.title
          from item i
          join item_version v on v.item_id = i.id
          cross join lateral (
            select revision, key from item_key k where k.item_id = v.item_id and k.version = v.version
            order by revision desc limit 1) k
          left join item_watch w on w.item_id = v.item_id and w.version = v.version and w.key_revision = k.revision
          where i.organisation_id = #{organisation} and i.domain = #{domain}
            and exists (select from attempt_item a where a.item_id = v.item_id and a.version = v.version)
          order by i.id, v.version
          """);

  // What people wrote at length says nothing about options.
  private static final Sql ANSWERS =
      Sql.of(
          """
          select a.attempt_id, a.item_id, a.version, a.score, a.seconds,
                 case when i.kind in ('single_choice', 'multiple_choice', 'comparison') then a.answer end as answer
          from (
            select t.id from attempt t join qualification q on q.id = t.qualification_id
            where q.organisation_id = #{organisation} and t.state in ('passed', 'failed')
            order by t.decided_at desc
            limit #{attempts}) taken
          join attempt_item a on a.attempt_id = taken.id
          join item i on i.id = a.item_id
          where i.organisation_id = #{organisation} and i.domain = #{domain} and a.score is not null
          order by a.attempt_id, a.item_id
          """);

  /** The versions that somebody was shown. */
  Future<List<Item>> items(SqlClient client, OrganisationId organisation, String domain) {
    return ITEMS
        .run(client, "organisation", organisation, "domain", domain)
        .map(rows -> Rows.list(rows, MeasureRepository::item));
  }

  private static Item item(Row row) {
    var state = ItemState.parse(row.getString("state"));
    return new Item(
        ref(row, "id"),
        row.getInteger("revision"),
        ItemKind.parse(row.getString("kind")),
        row.getJsonObject("body"),
        row.getJsonObject("key"),
        row.getBoolean("is_newest"),
        state == ItemState.TRIAL || state == ItemState.ACTIVE,
        row.getInteger("exposures"),
        row.getInteger("exposure_cap"),
        row.getBoolean("has_leaked"),
        new OrganisationId(row.getUUID("organisation_id")),
        new AccountId(row.getUUID("author_id")),
        row.getString("title"));
  }

  static ItemVersionRef ref(Row row, String id) {
    return new ItemVersionRef(new ItemId(row.getUUID(id)), row.getInteger("version"));
  }

  /** What was marked of the last so many attempts that are decided. */
  Future<List<Answer>> answers(
      SqlClient client, OrganisationId organisation, String domain, int attempts) {
    return ANSWERS
        .run(client, "organisation", organisation, "domain", domain, "attempts", attempts)
        .map(
            rows ->
                Rows.list(
                    rows,
                    row ->
                        new Answer(
                            row.getUUID("attempt_id"),
                            ref(row, "item_id"),
                            row.getDouble("score"),
                            row.getJsonObject("answer"),
                            row.getInteger("seconds"))));
  }
}
