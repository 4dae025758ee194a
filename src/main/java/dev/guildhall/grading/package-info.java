/**
 * People grade open answers: papers, blind pairs, adjudication, validity papers, and the reviewers'
 * state.
 *
 * <p>Tables {@code paper}, {@code grading}, {@code linked_workers}, {@code reviewer} and {@code
 * reviewer_history}. The waiting papers of a qualification are a pool of the queue: Redis suggests,
 * and PostgreSQL decides by {@code GrantRepository.MAY} who may grade what. Row locks are taken in
 * the order reviewer, paper, grading, attempt, and the ledger last.
 *
 * <p>Easy to get wrong: nothing that a reviewer is told may differ between a paper and a validity
 * paper, among it how many wait, and what is asked of PostgreSQL meanwhile. A paper is graded by
 * the revision of the key that it was made with. {@code paper.live} counts what is claimed, and
 * what was sent and not set aside.
 */
@NullMarked
package dev.guildhall.grading;

import org.jspecify.annotations.NullMarked;
