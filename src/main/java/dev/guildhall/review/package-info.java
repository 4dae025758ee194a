/**
 * Human judgement of submissions: the queue of those that wait, verdicts with reasons, and appeals
 * to another person.
 *
 * <p>Reviewers are blind: a worker is a pseudonym that holds within one project. Nobody judges
 * their own work, and an appeal is never decided by the person whose verdict it is against.
 * Everything that waits has a clock: a submission nobody judges is accepted, an appeal nobody
 * answers is granted.
 *
 * <p>Tables: appeal. What a verdict does to assignment, task and money is {@link
 * dev.guildhall.assignment.Verdicts}' business.
 */
@NullMarked
package dev.guildhall.review;

import org.jspecify.annotations.NullMarked;
