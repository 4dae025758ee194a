package dev.guildhall.queue;

import java.util.UUID;

/** The Redis keys of one pool; they share a hash tag, so a script over them runs on a cluster. */
record PoolKeys(UUID pool) {

  String epoch() {
    return key("epoch");
  }

  String waiting() {
    return key("waiting");
  }

  String slots() {
    return key("slots");
  }

  String offered() {
    return key("offered");
  }

  String cursors() {
    return key("cursors");
  }

  String seen(UUID worker) {
    return key("seen:" + worker);
  }

  String answer(UUID claim) {
    return key("answer:" + claim);
  }

  private String key(String name) {
    return "{pool:" + pool + "}:" + name;
  }
}
