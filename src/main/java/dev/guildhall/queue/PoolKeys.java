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

  String more() {
    return key("more");
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

  String nextMore() {
    return key("next-more");
  }

  String cursors() {
    return key("cursors");
  }

  /** All but what is remembered of single workers. */
  List<String> index() {
    return List.of(
        epoch(), waiting(), more(), offered(), offers(), nextWaiting(), nextMore(), cursors());
  }

  String seen(UUID worker) {
    return key("seen:" + worker);
  }

  private String key(String name) {
    return "{pool:" + pool + "}:" + name;
  }
}
