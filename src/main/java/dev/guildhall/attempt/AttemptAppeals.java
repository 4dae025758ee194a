package dev.guildhall.attempt;

import dev.guildhall.item.ItemId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker's appeals in an attempt, and what they may still appeal; told by those who take them.
 */
@FunctionalInterface
public interface AttemptAppeals {

  /** While nobody takes appeals. */
  AttemptAppeals NONE = (_, _) -> Future.succeededFuture(Told.NOTHING);

  Future<Told> of(SqlClient client, AttemptId attempt);

  /**
   * What the worker is told.
   *
   * @param appeals each as the contract's {@code AttemptAppeal}
   * @param possible by item: {@code key}, {@code grade}
   * @param until when it is too late; null: nothing may be appealed
   */
  record Told(
      List<JsonObject> appeals, Map<ItemId, List<String>> possible, @Nullable Instant until) {
    static final Told NOTHING = new Told(List.of(), Map.of(), null);
  }
}
