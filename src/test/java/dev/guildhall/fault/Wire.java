package dev.guildhall.fault;

import java.util.List;

/**
 * Understands one connection as far as is needed to tell its messages apart. Used by two threads,
 * one for each direction.
 */
interface Wire {

  /** A message and its bytes. */
  record Frame(Message message, byte[] bytes) {}

  /** Takes bytes that came; gives the messages that are whole by now, in order. */
  List<Frame> read(Direction direction, byte[] bytes);

  /** Does not look into what it carries. */
  static Wire blind() {
    return (direction, bytes) -> List.of(new Frame(new Message(direction, "bytes", ""), bytes));
  }
}
