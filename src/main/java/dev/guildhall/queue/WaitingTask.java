package dev.guildhall.queue;

import java.util.UUID;

/**
 * A task with free slots.
 *
 * @param rank lowest goes first; exact up to 2^53
 * @param free slots, at least 1
 */
public record WaitingTask(UUID id, long rank, int free) {}
