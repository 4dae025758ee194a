package dev.guildhall.attempt;

import dev.guildhall.exam.TestPlan;
import dev.guildhall.item.Answers;
import dev.guildhall.item.ItemId;
import dev.guildhall.item.ItemVersionRef;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of an attempt's form, with what was answered and how it was marked.
 *
 * @param counts false under trial, and of what was taken out
 * @param options the order in which they are shown; null: as they stand
 * @param answer in time; null: none
 * @param lateAnswer after the end of the time; null: none
 * @param revision of what was answered last; 0: nothing
 * @param score 0 to 1; null: not marked, or people have still to grade it
 * @param closed the part that the key marked
 * @param graded the part that people graded
 */
record FormItem(
    ItemId itemId,
    int version,
    int section,
    int position,
    boolean counts,
    @Nullable List<String> options,
    @Nullable JsonObject answer,
    @Nullable JsonObject lateAnswer,
    int revision,
    @Nullable Instant savedAt,
    @Nullable Double score,
    @Nullable Double closed,
    @Nullable Double graded,
    @Nullable JsonArray parts,
    @Nullable Integer keyRevision) {

  ItemVersionRef ref() {
    return new ItemVersionRef(itemId, version);
  }

  /** The same, marked otherwise. */
  FormItem with(MarkRepository.Marked mark) {
    return new FormItem(
        itemId,
        version,
        section,
        position,
        counts,
        options,
        answer,
        lateAnswer,
        revision,
        savedAt,
        mark.score(),
        mark.closed(),
        graded,
        mark.parts(),
        mark.keyRevision());
  }

  /** The same, which counts for nothing. */
  FormItem out() {
    return new FormItem(
        itemId,
        version,
        section,
        position,
        false,
        options,
        answer,
        lateAnswer,
        revision,
        savedAt,
        score,
        closed,
        graded,
        parts,
        keyRevision);
  }

  /** What is shown to its worker: what was answered last. */
  @Nullable JsonObject last() {
    return lateAnswer == null ? answer : lateAnswer;
  }

  boolean isLate() {
    return lateAnswer != null;
  }

  /** What is marked, by the test's rule for late answers; null: nothing was answered. */
  @Nullable JsonObject marked(TestPlan.Late rule) {
    var marked =
        switch (rule) {
          case COUNT -> last();
          case DISCARD -> answer;
        };
    return marked == null || Answers.isEmpty(marked) ? null : marked;
  }
}
