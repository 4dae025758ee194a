/**
 * Tells people of what concerns them while their app is closed, by Web Push (RFC 8030, 8291, 8292).
 *
 * <p>What is to be told is found by reading the log of events, once for all nodes, and waits in the
 * table {@code push} until it is sent; things of one kind that wait together become one message. A
 * message goes to the push service of the device's maker, encrypted for the device alone.
 *
 * <p>Owns the tables {@code push}, {@code push_subscription}, {@code push_setting}, {@code
 * push_progress} and {@code push_key}.
 */
@NullMarked
package dev.guildhall.push;

import org.jspecify.annotations.NullMarked;
