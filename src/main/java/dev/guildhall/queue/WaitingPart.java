package dev.guildhall.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of what waits in a pool's index.
 *
 * @param epoch of the index; empty when there is none
 * @param next what the next part is asked for by; empty when this is the last
 */
public record WaitingPart(Optional<Long> epoch, List<UUID> tasks, Optional<String> next) {}
