package dev.guildhall.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.UUID;

/** A feature that knows something about an account that requests need at hand. */
@FunctionalInterface
public interface PrincipalSource {

  /**
   * Ids to attach to the account's principals, such as {@code worker}; asked at most every few
   * seconds.
   */
  Future<Map<String, UUID>> attributes(SqlClient client, AccountId account);
}
