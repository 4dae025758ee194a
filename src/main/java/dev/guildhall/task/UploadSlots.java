package dev.guildhall.task;

import dev.guildhall.account.OrganisationId;
import dev.guildhall.platform.error.ErrorCode;
import dev.guildhall.platform.error.Refusal;
import java.util.HashMap;
import java.util.Map;

/**
 * The uploads that this node reads. Each holds rows in memory and a client that may be slow, so
 * there are few; one organisation leaves some of them to the others.
 */
final class UploadSlots {

  static final int ALL = 8;
  static final int OF_ONE_ORGANISATION = 4;

  private final Map<OrganisationId, Integer> taken = new HashMap<>();
  private int inAll;

  /** The right to read one upload, until it is closed. */
  @FunctionalInterface
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a slot.
   *
   * @throws Refusal.Unavailable when none is free
   */
  synchronized Slot take(OrganisationId organisation) {
    int own = taken.getOrDefault(organisation, 0);
    if (inAll == ALL || own == OF_ONE_ORGANISATION) {
      throw new Refusal.Unavailable(ErrorCode.UPLOADS_BUSY);
    }
    taken.put(organisation, own + 1);
    inAll++;
    return () -> free(organisation);
  }

  private synchronized void free(OrganisationId organisation) {
    taken.computeIfPresent(organisation, (_, own) -> own == 1 ? null : own - 1);
    inAll--;
  }
}
