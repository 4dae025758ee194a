package dev.guildhall.worker;

import dev.guildhall.ledger.Ledger;
import dev.guildhall.platform.Platform;
import dev.guildhall.platform.http.Routes;
import java.time.Duration;
import java.util.List;

/** Wires the feature. */
public final class WorkerModule {

  private static final Duration RELEASE = Duration.ofSeconds(5);

  private final Workers workers;
  private final Earnings earnings;
  private final List<Routes> routes;

  /**
   * @param holdDays how long an accepted earning is held
   */
  public WorkerModule(Platform platform, Ledger ledger, int holdDays) {
    var repository = new WorkerRepository();
    var earningRepository = new EarningRepository();
    this.workers = new Workers(platform, repository);
    this.earnings = new Earnings(platform, ledger, earningRepository, holdDays);
    this.routes =
        List.of(
            new ProfileRoutes(platform, workers, repository),
            new EarningRoutes(platform.database(), ledger, earningRepository));
    platform.jobs().repeat("release holds", RELEASE, earnings::release);
  }

  /** Also what the account feature tells of registrations, and asks for what principals carry. */
  public Workers workers() {
    return workers;
  }

  public Earnings earnings() {
    return earnings;
  }

  public List<Routes> routes() {
    return routes;
  }
}
