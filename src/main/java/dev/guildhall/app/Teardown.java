package dev.guildhall.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be undone, the latest first. A step that fails does not keep the others from it. */
final class Teardown implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Teardown.class);

  private record Step(String name, AutoCloseable undo) {}

  private final Deque<Step> steps = new ArrayDeque<>();

  synchronized void add(String name, AutoCloseable undo) {
    steps.push(new Step(name, undo));
  }

  @Override
  public synchronized void close() {
    while (!steps.isEmpty()) {
      var step = steps.pop();
      try {
        step.undo().close();
      } catch (Exception e) {
        log.warn("stopping {} failed", step.name(), e);
      }
    }
  }
}
