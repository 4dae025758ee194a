package dev.guildhall.recall;

import dev.guildhall.platform.money.Money;

/**
 * What calling back would come to now.
 *
 * @param tasks that are not finished
 * @param free slots that nobody has taken; gold tasks have no number of them
 * @param inWork assignments that would end
 * @param kept submissions that wait for a verdict, and would go on to it
 * @param payNow what those in work would be paid at this moment
 * @param payAtMost what they would be paid at most, whenever it is done: their prices
 */
record Preview(long tasks, long free, long inWork, long kept, Money payNow, Money payAtMost) {}
