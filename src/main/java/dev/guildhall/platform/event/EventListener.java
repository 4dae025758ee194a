package dev.guildhall.platform.event;

/** Hears on every node what happened anywhere. Called one event at a time; it must not block. */
public interface EventListener {

  void heard(RecordedEvent event);

  /** More happened at once than is told one by one: everything that was derived is out of date. */
  void missedSome();
}
