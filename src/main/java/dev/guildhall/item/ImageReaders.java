package dev.guildhall.item;

import dev.guildhall.platform.http.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which items have been put before somebody who is no member of their organisation; answered
 * by those who serve items and by those who have them graded.
 */
@FunctionalInterface
public interface ImageReaders {

  /** While nobody serves items. */
  ImageReaders NONE = (_, _) -> Future.succeededFuture(List.of());

  /** The versions whose images {@code who} may see. */
  Future<List<ItemVersionRef>> shownTo(SqlClient client, Principal who);

  /** What these say and what {@code others} say. */
  default ImageReaders and(ImageReaders others) {
    return (client, who) ->
        shownTo(client, who)
            .compose(
                shown ->
                    others
                        .shownTo(client, who)
                        .map(
                            more ->
                                Stream.concat(shown.stream(), more.stream()).distinct().toList()));
  }
}
