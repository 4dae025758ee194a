package dev.guildhall.exam;

import dev.guildhall.item.ItemVersionRef;
import dev.guildhall.item.PoolItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form of a test: what one worker gets. */
public record Form(List<Part> parts) {

  /**
   * A section of it.
   *
   * @param items in the order in which they are shown; of an adaptive section none
   * @param pool what an adaptive section chooses from; of another none
   * @param mean difficulty of the items that count, in logits
   */
  public record Part(List<Drawn> items, List<PoolItem> pool, double mean) {}

  /**
   * An item of the form.
   *
   * @param counts false for an item under trial
   * @param options the order of its options; null: as they stand
   */
  public record Drawn(ItemVersionRef ref, boolean counts, @Nullable List<String> options) {}

  /** What came of drawing. */
  public sealed interface Outcome {
    record Whole(Form form) implements Outcome {}

    record Lacking(List<Lack> lacks) implements Outcome {}
  }

  /**
   * What the bank lacks.
   *
   * @param section its key
   * @param text for authors
   */
  public record Lack(String section, String text) {}
}
