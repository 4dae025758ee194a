/**
 * Items and reviewers measured by what people did: statistics of items and their flags, the leak
 * alarm, how severe and how consistent reviewers are, the drift alarm, and the pages that show it.
 *
 * <p>Tables {@code calibration_progress}, {@code measuring}, {@code item_watch} and {@code
 * item_flag}; what is found of items goes to {@code item.Bank}, of reviewers to {@code
 * grading.Reviewers}. It reads attempts, answers, papers and gradings. The log says what is to be
 * looked at: alarms at once, estimates after a while. One node at a time reads the log for each,
 * and measures each bank or panel; row locks are taken in the order progress, reviewer or item.
 *
 * <p>Easy to get wrong: nothing that reviewers see of themselves may tell which papers have known
 * grades before these are over, which they are when their author retires them. What counts papers,
 * or agreement with known grades, counts those that are settled: over, or graded before this week,
 * a week's at once. Estimates that rest on all are made only now and then, of much that others did
 * meanwhile. An item's difficulty is measured on the scale on which those who took it are standard
 * normal, as {@code psychometrics.Ability} takes for granted.
 */
@NullMarked
package dev.guildhall.calibration;

import org.jspecify.annotations.NullMarked;
