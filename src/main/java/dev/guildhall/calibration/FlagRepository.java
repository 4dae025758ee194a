package dev.guildhall.calibration;

import dev.guildhall.calibration.FlagWorkflow.Found;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.platform.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** SQL of what authors were told of their items. */
final class FlagRepository {

  private static final Sql INSERT =
      Sql.of(
          """
          insert into item_flag (item_id, version, key_revision, flag)
          select item_id, version, key_revision, flag
          from unnest(#{items}::uuid[], #{versions}::int[], #{revisions}::int[], #{flags}::text[])
            as f (item_id, version, key_revision, flag)
          order by 1, 2, 3, 4
          on conflict do nothing
          returning item_id, version, flag
          """);

  /** Those that are new, by item. */
  Future<Map<ItemVersionRef, Set<String>>> insert(SqlConnection tx, List<Found> found) {
    var items = new ArrayList<UUID>();
    var versions = new ArrayList<Integer>();
    var revisions = new ArrayList<Integer>();
    var flags = new ArrayList<String>();
    for (Found one : found) {
      for (String flag : one.flags()) {
        items.add(one.ref().id().value());
        versions.add(one.ref().version());
        revisions.add(one.keyRevision());
        flags.add(flag);
      }
    }
    if (items.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return INSERT
        .run(tx, "items", items, "versions", versions, "revisions", revisions, "flags", flags)
        .map(
            rows -> {
              var news = new HashMap<ItemVersionRef, Set<String>>();
              rows.forEach(
                  row ->
                      news.computeIfAbsent(
                              new ItemVersionRef(
                                  new ItemId(row.getUUID("item_id")), row.getInteger("version")),
                              _ -> new HashSet<>())
                          .add(row.getString("flag")));
              return news;
            });
  }
}
