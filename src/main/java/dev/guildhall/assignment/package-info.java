/**
 * A worker and a task, from claim to verdict: who holds what until when, drafts, submissions, and
 * what a verdict does.
 *
 * <p><b>Redis suggests, PostgreSQL decides.</b> A claim asks the queue for a candidate and has it
 * granted by a guarded write in which the slot, the price, the fence and the event are one
 * transaction, committed before the worker hears of it. Without Redis the candidate comes from
 * PostgreSQL, slower but as right. Claims, and submissions, that arrive together share a commit
 * ({@link dev.guildhall.platform.sql.Coalescer}).
 *
 * <p>Easy to get wrong:
 *
 * <ul>
 *   <li>Rows are locked in this order everywhere: assignment, worker_load, task, project, ledger
 *       accounts; each in id order. What all work of a project shares comes last and is held for
 *       the fewest statements. What breaks the order is a deadlock that is tried again.
 *   <li>Rows are locked {@code for no key update}, never {@code for update}: the foreign keys of a
 *       row that is written twice in a transaction are checked again under {@code for key share},
 *       and would wait for the stronger lock in an order that nobody chose.
 *   <li>Every write by a worker names the fence it was given. A lease that ended has another fence,
 *       so a late writer changes nothing; what they wrote is kept as the draft.
 *   <li>LeaseWorkflow are judged by PostgreSQL's clock in the statement that acts on them, never by
 *       a value read before.
 *   <li>A gold task must look like any other: nothing of {@code task.gold} or {@code
 *       submission.gold_right} is ever shown to a worker.
 * </ul>
 *
 * <p>Tables: assignment, former_claim, worker_load, lapse, draft, submission, verdict,
 * cancellation. It writes {@code task.live}, {@code task.overlap} (which follows where no more is
 * wanted), {@code task.accepted}, {@code task.extra} and {@code task.state}, and reads appeal for
 * the worker's view.
 */
@NullMarked
package dev.guildhall.assignment;

import org.jspecify.annotations.NullMarked;
