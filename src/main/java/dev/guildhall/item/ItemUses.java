package dev.guildhall.item;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Says whether an item is in somebody's hands; answered by those who serve it. */
@FunctionalInterface
public interface ItemUses {

  /** While nobody serves items. */
  ItemUses NONE = (_, _, _) -> Future.succeededFuture(false);

  /** Whether somebody has been given that version. */
  Future<Boolean> isUsed(SqlClient client, ItemId item, int version);
}
