package dev.guildhall.queue;

/** How the offer of a task ended. */
public enum OfferEnd {
  /** The worker holds it. */
  GRANTED,
  /** The worker has had it before; the slot is for others. */
  HAD,
  /** PostgreSQL knows of no free slot. */
  FULL,
  /** The worker may not claim now; the slot is free again. */
  UNUSED
}
