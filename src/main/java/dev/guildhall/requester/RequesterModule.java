package dev.guildhall.requester;

import dev.guildhall.account.Memberships;
import dev.guildhall.ledger.Ledger;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.util.List;

/** Wires the feature. */
public final class RequesterModule {

  private final Wallet wallet;
  private final WalletRoutes routes;

  /**
   * @param hasFundingSource whether money can be added: only the demo's source exists so far
   */
  public RequesterModule(
      Platform platform, Memberships memberships, Ledger ledger, boolean hasFundingSource) {
    this.wallet = new Wallet(ledger);
    this.routes = new WalletRoutes(platform, memberships, ledger, wallet, hasFundingSource);
  }

  public Wallet wallet() {
    return wallet;
  }

  public List<Routes> routes() {
    return List.of(routes);
  }
}
