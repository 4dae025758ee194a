package dev.guildhall.matching;

import dev.guildhall.eligibility.Eligibility;
import dev.guildhall.platform.http.Request;
import dev.guildhall.platform.http.Response;
import dev.guildhall.platform.http.Routes;
import dev.guildhall.worker.Device;
import dev.guildhall.worker.WorkerId;
import io.vertx.core.Future;
import java.util.List;

/** What qualifications would open, over HTTP. */
final class UnlockRoutes implements Routes {

  private final LivePools pools;
  private final Eligibility eligibility;

  UnlockRoutes(LivePools pools, Eligibility eligibility) {
    this.pools = pools;
    this.eligibility = eligibility;
  }

  @Override
  public void bind(Binder to) {
    to.on("listUnlocks", this::list);
  }

  private record Answer(List<Unlocks.Unlock> data) {}

  private Future<Response> list(Request request) {
    return eligibility
        .known(new WorkerId(request.principal().required("worker")), Device.of(request))
        .map(
            applicant ->
                Response.ok(new Answer(Unlocks.of(pools.all(), applicant))).taggedByContent());
  }
}
