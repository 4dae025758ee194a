/**
 * Redis through Lettuce, set up so that nothing is ever replayed: a timeout means unknown, a
 * command is never sent twice.
 */
@NullMarked
package dev.guildhall.platform.redis;

import org.jspecify.annotations.NullMarked;
