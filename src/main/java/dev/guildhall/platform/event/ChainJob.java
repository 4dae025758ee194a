package dev.guildhall.platform.event;

import dev.guildhall.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.Optional;

/**
 * Seals the event log into blocks of a hash chain, and checks the chain. A change, removal,
 * insertion or reordering of rows that are sealed shows as the first block whose hash does not
 * follow.
 *
 * <p>Blocks, not rows, because a synchronous chain over rows would let one transaction commit at a
 * time.
 */
public final class ChainJob {

  private static final int BLOCK_SIZE = 1_000;

  private final Database database;
  private final EventRepository repository;

  public ChainJob(Database database, EventLog events) {
    this.database = database;
    this.repository = events.repository();
  }

  /**
   * Seals at most one block; returns how many events it holds. One node at a time, the others
   * answer 0.
   */
  public int run() {
    return database
        .inTransaction(
            tx ->
                repository
                    .lockChain(tx)
                    .compose(locked -> locked ? sealNext(tx) : Future.succeededFuture(0)))
        .await();
  }

  private Future<Integer> sealNext(SqlConnection tx) {
    return repository.head(tx).compose(head -> sealAfter(tx, head));
  }

  private Future<Integer> sealAfter(SqlConnection tx, Optional<EventBlock> head) {
    String xid = head.map(EventBlock::lastXid).orElse("0");
    long id = head.map(EventBlock::lastId).orElse(0L);
    byte[] previous = head.map(EventBlock::hash).orElseGet(EventBlock::genesis);
    long number = head.map(EventBlock::number).orElse(0L) + 1;
    return repository
        .unsealed(tx, xid, id, BLOCK_SIZE)
        .compose(
            events ->
                events.isEmpty()
                    ? Future.succeededFuture(0)
                    : repository
                        .seal(tx, EventBlock.over(number, previous, events))
                        .map(events.size()));
  }

  /**
   * Recomputes the chain up to the block that is the last when it begins; the number of the first
   * block that does not hold, if any.
   */
  public Optional<Long> firstBrokenBlock() {
    long last = repository.head(database.client()).await().map(EventBlock::number).orElse(0L);
    byte[] previous = EventBlock.genesis();
    String xid = "0";
    long id = 0;
    for (long number = 1; number <= last; number++) {
      var found = repository.block(database.client(), number).await();
      if (found.isEmpty()) {
        return Optional.of(number);
      }
      var block = found.get();
      var events = repository.of(database.client(), block, xid, id).await();
      if (events.size() != block.events()
          || !Arrays.equals(block.hash(), EventBlock.hash(previous, events))) {
        return Optional.of(number);
      }
      previous = block.hash();
      xid = block.lastXid();
      id = block.lastId();
    }
    return Optional.empty();
  }
}
