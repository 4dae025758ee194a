package dev.guildhall.delivery;

import dev.guildhall.platform.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a project goes. Tasks and submissions are those that are ordered: gold has its own figures,
 * as it is answered by as many workers as meet it. Money is of all work, gold included.
 *
 * @param agreement Krippendorff's alpha over the answers that stand, as the workers gave them
 * @param series the newest quarters of an hour in which something happened, oldest first
 * @param etaSeconds until all wanted submissions are sent, at the speed of the last hour
 */
record Progress(
    String state,
    Tasks tasks,
    Submissions submissions,
    Spent money,
    long medianSeconds,
    Optional<Double> agreement,
    Optional<GoldAccuracy> goldAccuracy,
    long workers,
    List<Quarter> series,
    List<Label> labels,
    Optional<Long> etaSeconds,
    Optional<Settling> settling) {

  record Tasks(long total, long done, long cancelled, long gold) {}

  /**
   * Where a rule decides how many answers a task gets.
   *
   * @param settled tasks that have enough, by how many that was
   * @param undecided tasks that have not
   * @param uncovered those of them that wait for money for another answer
   */
  record Settling(List<Settled> settled, long undecided, long uncovered) {}

  record Settled(int answers, long tasks) {}

  /**
   * {@code wanted} are those that were ordered, and those that a decision let count beyond that,
   * but for those that are {@code closed}: the workers named for them were turned down. {@code
   * rejected} are all that are not used: soft-rejected and disputed ones too.
   */
  record Submissions(
      long wanted, long closed, long inWork, long waiting, long accepted, long rejected) {}

  record Spent(Money reserved, Money committed, Money paid) {}

  record GoldAccuracy(long answered, long right) {}

  record Quarter(Instant at, long submitted, long accepted) {}

  record Label(String value, long count) {}
}
