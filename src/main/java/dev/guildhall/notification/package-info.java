/**
 * Tells people what happened while they watch: a stream of server-sent events per device, fed by
 * the event log on every node.
 *
 * <p>A message says that something changed and names it; what it is now is read from where it
 * belongs, under the rules that hold there. So a stream never shows more than its reader may see,
 * and a message that is told twice does no harm.
 */
@NullMarked
package dev.guildhall.notification;

import org.jspecify.annotations.NullMarked;
