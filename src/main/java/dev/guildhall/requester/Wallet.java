package dev.guildhall.requester;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;

/** The money of an organisation. */
public interface Wallet {

  /** Sets money aside for a project; fails with FUNDS_MISSING when there is not enough. */
  Future<Void> reserve(
      SqlConnection tx, OrganisationId organisation, UUID projectId, Money amount, UUID cause);

  /** Gives back what was set aside. */
  Future<Void> release(
      SqlConnection tx, OrganisationId organisation, UUID projectId, Money amount, UUID cause);
}
