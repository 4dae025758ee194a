package dev.guildhall.assignment;

import java.util.UUID;

/** A slot that became free; told to the queue after the commit. */
record FreedSlot(UUID project, UUID task, long rank, int overlap, boolean queued) {}
