/**
 * The real-time queue of waiting tasks: an index in Redis over what PostgreSQL holds. It knows ids
 * and ranks only. It proposes; PostgreSQL grants. It may be empty, old or gone at any time: then
 * {@link dev.guildhall.queue.Proposal.Cold} or {@link dev.guildhall.queue.Proposal.Unknown} is
 * answered and the caller goes on without.
 *
 * <p>Keys of a pool share the hash tag <code>{pool:&lt;id&gt;}</code>:
 *
 * <ul>
 *   <li><code>…:epoch</code> string: the epoch the index was loaded under (table queue_epoch)
 *   <li><code>…:waiting</code> zset: task → rank (lowest first), tasks with a free slot
 *   <li><code>…:more</code> hash: task → free slots beyond the first, where there are
 *   <li><code>…:offered</code> zset: claim → end of its offer; ended offers return by themselves
 *   <li><code>…:offers</code> hash: claim → "task rank", what it is offered
 *   <li><code>…:cursors</code> hash: worker → rank looked up to, so that a claim does not start at
 *       the front each time
 *   <li><code>…:seen:&lt;worker&gt;</code> set, expiring: tasks the worker has had
 *   <li><code>…:next-waiting</code>, <code>…:next-more</code>: what is being loaded
 * </ul>
 *
 * <p>Only a window of each pool is held, {@value dev.guildhall.queue.TaskQueue#WINDOW} tasks; a
 * pool that runs low or was {@link dev.guildhall.queue.TaskQueue#changed} is loaded again, which is
 * also how differences to PostgreSQL are mended. Of a pool that is over nothing stays.
 */
@NullMarked
package dev.guildhall.queue;

import org.jspecify.annotations.NullMarked;
