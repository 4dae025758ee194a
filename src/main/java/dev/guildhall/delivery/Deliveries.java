package dev.guildhall.delivery;

import dev.guildhall.platform.Platform;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import dev.guildhall.platform.http.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cutting and finding deliveries. */
public final class Deliveries {

  private final Platform platform;
  private final ProjectAccess access;
  private final DeliveryRepository repository = new DeliveryRepository();

  Deliveries(Platform platform, ProjectAccess access) {
    this.platform = platform;
    this.access = access;
  }

  /**
   * Cuts the next version: what is decided now is in, and stays what is in. The items and files are
   * made in the background.
   *
   * @param note a line for the data card
   */
  Future<Delivery> cut(SqlConnection tx, Principal who, UUID project, @Nullable String note) {
    return access
        .mayDeliver(tx, who, project)
        .compose(_ -> repository.lockAndCheckAccepted(tx, project))
        .compose(
            hasAccepted ->
                hasAccepted
                    ? insert(tx, who.accountId(), project, note)
                    : Future.failedFuture(new Refusal.Conflict(ErrorCode.NOTHING_TO_DELIVER)));
  }

  private Future<Delivery> insert(
      SqlConnection tx, UUID account, UUID project, @Nullable String note) {
    var id = new DeliveryId(platform.ids().next());
    return repository
        .insert(tx, id, project, note, account)
        .compose(
            delivery ->
                platform
                    .events()
                    .append(tx, new DeliveryEvents.Cut(project, delivery.version()).of(id, account))
                    .compose(
                        _ ->
                            platform
                                .jobQueue()
                                .enqueue(tx, DeliveryJob.KIND, new DeliveryJob.Payload(id)))
                    .map(delivery));
  }

  /** A delivery of a project that the caller may read. */
  Future<Delivery> find(Principal who, DeliveryId id) {
    return repository
        .find(platform.database().client(), id)
        .compose(
            found -> {
              var delivery = found.orElseThrow(() -> new Refusal.NotFound("delivery"));
              return access
                  .mayRead(who, delivery.project())
                  // Somebody else's delivery is not told from one that does not exist.
                  .recover(
                      failure -> Future.failedFuture(Refusal.NotFound.hiding("delivery", failure)))
                  .map(delivery);
            });
  }

  /** A delivery whose files can be had. */
  Future<Delivery> findReady(Principal who, DeliveryId id) {
    return find(who, id)
        .map(
            delivery -> {
              if (delivery.state() != Delivery.State.READY) {
                throw new Refusal.Conflict(ErrorCode.DELIVERY_NOT_READY);
              }
              return delivery;
            });
  }

  /** Newest first. */
  Future<List<Delivery>> list(Principal who, UUID project) {
    return access
        .mayRead(who, project)
        .compose(_ -> repository.list(platform.database().client(), project));
  }
}
