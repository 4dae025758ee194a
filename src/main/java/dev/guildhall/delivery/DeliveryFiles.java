package dev.guildhall.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The folders of deliveries on this node. A node that lacks one makes it again and compares it with
 * the manifest. Building blocks in native code, so it has one platform thread of its own: one
 * folder at a time.
 */
final class DeliveryFiles {

  private final Vertx vertx;
  private final FolderWorkflow builder;
  private final ConcurrentHashMap<DeliveryId, Future<Path>> underWay = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("delivery-builder").factory());

  DeliveryFiles(Vertx vertx, FolderWorkflow builder) {
    this.vertx = vertx;
    this.builder = builder;
  }

  /** Builds the folder now, from the job's thread. */
  Manifest build(Delivery delivery) throws Exception {
    try {
      return thread.submit(() -> builder.build(delivery)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** The folder of a ready delivery, made again when it is not here. */
  Future<Path> folder(Delivery delivery) {
    return builder.isBuilt(delivery.id())
        ? Future.succeededFuture(builder.folder(delivery.id()))
        : underWay.computeIfAbsent(delivery.id(), _ -> ensured(delivery));
  }

  private Future<Path> ensured(Delivery delivery) {
    var context = vertx.getOrCreateContext();
    Promise<Path> folder = Promise.promise();
    thread.execute(
        () -> {
          try {
            if (!builder.isBuilt(delivery.id())) {
              builder.build(delivery);
            }
            context.runOnContext(_ -> folder.complete(builder.folder(delivery.id())));
          } catch (Exception e) {
            context.runOnContext(_ -> folder.fail(e));
          }
        });
    return folder.future().onComplete(_ -> underWay.remove(delivery.id()));
  }
}
