package dev.guildhall.grading;

import dev.guildhall.grading.Reviewer.Pause;
import dev.guildhall.platform.money.Money;
import dev.guildhall.qualification.QualificationId;
import org.jspecify.annotations.Nullable;

/**
 * A qualification that somebody may grade for.
 *
 * @param pay for each paper; null: nothing, for members of its organisation
 * @param waits whether some paper wants graders, be it this one's or not
 * @param pause null: the queue goes on
 */
record Desk(
    QualificationId id, String name, @Nullable Money pay, boolean waits, @Nullable Pause pause) {}
