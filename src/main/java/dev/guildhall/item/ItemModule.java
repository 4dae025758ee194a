package dev.guildhall.item;

import dev.guildhall.account.Memberships;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.platform.http.SchemaCheck;
import dev.guildhall.sandbox.Sandbox;
import java.util.List;

/** Wires the feature. */
public final class ItemModule {

  private final Marker marker;
  private final Bank bank;
  private final List<Routes> routes;

  /**
   * @param draft checks the form of an item, as the contract has it
   * @param uses says which items are in somebody's hands
   * @param readers says who sees the images of which
   */
  public ItemModule(
      Platform platform,
      Memberships memberships,
      Sandbox sandbox,
      SchemaCheck draft,
      ItemUses uses,
      ImageReaders readers) {
    this.bank = new Bank(platform.events());
    this.marker = new Marker(sandbox);
    var desk =
        new ItemDesk(platform.database(), platform.events(), platform.ids(), memberships, uses);
    this.routes =
        List.of(
            new ItemRoutes(
                platform.database(),
                desk,
                new ItemImportWorkflow(memberships, desk, draft),
                new ItemImages(platform.database(), platform.ids(), memberships, bank, readers),
                marker));
  }

  public Marker marker() {
    return marker;
  }

  public Bank bank() {
    return bank;
  }

  public List<Routes> routes() {
    return routes;
  }
}
