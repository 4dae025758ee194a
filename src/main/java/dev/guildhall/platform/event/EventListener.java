package dev.guildhall.platform.event;

import java.util.Set;

/**
 * Hears on every node what happened anywhere. It is told one thing at a time and must not block.
 */
public interface EventListener {

  /** What it wants to hear of. */
  Set<String> types();

  /** Something happened, perhaps nothing of its types; told at each look at the log. */
  void heard(News news);

  /** More happened at once than is told one by one: everything that was derived is out of date. */
  void missedSome(EventPosition position);
}
