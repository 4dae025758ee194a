/**
 * Takes real crowd work through the public interface, as the people who did it would: a typed
 * client, simulated workers, and a report. Knows nothing of the server but its contract.
 */
@NullMarked
package dev.guildhall.simulation;

import org.jspecify.annotations.NullMarked;
