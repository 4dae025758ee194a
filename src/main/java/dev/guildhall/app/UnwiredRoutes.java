package dev.guildhall.app;

import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Contract;
import dev.guildhall.platform.http.Routes;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Operations of the contract whose feature is not part of this build: 404. */
final class UnwiredRoutes implements Routes {

  private final Contract contract;
  private final Set<String> bound = new HashSet<>();

  UnwiredRoutes(Contract contract, List<Routes> features) {
    this.contract = contract;
    features.forEach(feature -> feature.bind(new Recorder()));
  }

  @Override
  public void bind(Binder to) {
    contract.operations().stream()
        .map(Contract.Operation::id)
        .filter(id -> !bound.contains(id))
        .forEach(id -> to.on(id, _ -> Future.failedFuture(new Refusal.NotFound("operation"))));
  }

  private final class Recorder implements Binder {
    @Override
    public Binder on(String operationId, Handler handler) {
      bound.add(operationId);
      return this;
    }

    @Override
    public Binder once(String operationId, Effect effect) {
      bound.add(operationId);
      return this;
    }
  }
}
