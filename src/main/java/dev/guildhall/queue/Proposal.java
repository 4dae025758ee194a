package dev.guildhall.queue;

import java.util.UUID;

/** What the queue says to a claim. */
public sealed interface Proposal {

  /** This task may fit; a slot of it is set aside for a moment. */
  record Task(UUID id) implements Proposal {}

  /** Nothing in the window fits this worker. */
  record None() implements Proposal {}

  /** The index has to be loaded first. */
  record Cold() implements Proposal {}

  /**
   * Redis did not answer in time; whether a slot was set aside is not known, and does not matter.
   */
  record Unknown() implements Proposal {}
}
