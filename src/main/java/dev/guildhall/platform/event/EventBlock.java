package dev.guildhall.platform.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A sealed run of the log, in commit-safe order. Its hash covers the hash of the block before, so
 * nothing can be slipped in.
 */
record EventBlock(
    long number,
    String firstXid,
    long firstId,
    String lastXid,
    long lastId,
    int events,
    byte[] hash) {

  private static final byte[] NO_HASH = new byte[32];

  /** The block that follows {@code previousHash}; {@code events} is not empty. */
  static EventBlock over(long number, byte[] previousHash, List<SealedEvent> events) {
    var first = events.getFirst();
    var last = events.getLast();
    return new EventBlock(
        number,
        first.xid(),
        first.id(),
        last.xid(),
        last.id(),
        events.size(),
        hash(previousHash, events));
  }

  static byte[] hash(byte[] previousHash, List<SealedEvent> events) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(previousHash);
      events.forEach(event -> event.addTo(digest));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** What the first block is chained to. */
  static byte[] genesis() {
    return NO_HASH.clone();
  }
}
