package dev.guildhall.queue;

import java.util.List;
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

  String offers() {
    return key("offers");
  }

  String nextWaiting() {
    return key("next-waiting");
  }

  String nextSlots() {
    return key("next-slots");
  }

  String cursors() {
    return key("cursors");
  }

  /** All but what is remembered of single workers. */
  List<String> index() {
    return List.of(
        epoch(), waiting(), slots(), offered(), offers(), nextWaiting(), nextSlots(), cursors());
  }

  String seen(UUID worker) {
    return key("seen:" + worker);
  }

  private String key(String name) {
    return "{pool:" + pool + "}:" + name;
  }
}
