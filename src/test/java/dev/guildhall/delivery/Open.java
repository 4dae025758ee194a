package dev.guildhall.delivery;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Admits one account to every project, and nobody else to any. */
record Open(UUID account) implements ProjectAccess {

  static Principal principal(UUID account) {
    return new Principal(account, Set.of("requester"), Set.of(), Map.of());
  }

  @Override
  public Future<Void> mayRead(Principal who, UUID project) {
    return who.accountId().equals(account)
        ? Future.succeededFuture()
        : Future.failedFuture(new Refusal.NotFound("project"));
  }

  @Override
  public Future<Void> mayDeliver(SqlConnection tx, Principal who, UUID project) {
    return mayRead(who, project);
  }
}
